from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer_app.domain.search_folding import fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Café", "cafe"),
        ("Cafe\u0301", "cafe"),
        ("Straße", "strasse"),
        ("STRASSE", "strasse"),
        ("İstanbul", "istanbul"),
        ("ISTANBUL", "istanbul"),
        ("ılık", "ilik"),
        ("Ångström Łódź Øre", "angstrom lodz ore"),
        ("ΣΊΣΥΦΟΣ", "σισυφοσ"),
        ("Сергей", "сергеи"),
        ("ﬁn \uff21", "fin a"),
        ("re\u00adport\u202e", "report"),
        ("हिंदी", "हिंदी"),
    ],
)
def test_case_and_accents_do_not_count(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_folding_twice_is_folding_once() -> None:
    for code in range(sys.maxunicode + 1):
        once = fold(chr(code))
        assert fold(once) == once


@given(st.text(), st.text("aé\u0301ßİı̇Σςg", max_size=5), st.text())
def test_a_part_stays_a_part(before: str, part: str, after: str) -> None:
    assert fold(part).strip() in fold(f"{before} {part} {after}")
