"""Characters that nobody sees."""

from __future__ import annotations

import re
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer_app.domain.invisible_characters import INVISIBLE as INVISIBLE_SET
from composer_app.domain.invisible_characters import is_invisible, tidy_name, without_invisible

INVISIBLE = [
    *"\u00ad\u034f\u061c\u115f\u1160\u17b4\u180e\u200b\u200c\u200d\u200e\u202a\u202e\u2060\u2064\u2066\u206f\u2800",
    *"\u3164\ufe0f\ufeff\uffa0\x00\x07\x7f\ud83d\U000e0061\U000e0101",
]


@pytest.mark.parametrize("char", INVISIBLE, ids=ascii)
def test_invisible_characters_are_found(char: str) -> None:
    assert is_invisible(char)
    assert without_invisible(f"{char} a{char}b {char}") == "ab"
    assert tidy_name(f"{char} a b {char}") == "a b"


def test_the_set_of_a_pattern_has_them_all() -> None:
    pattern = re.compile(f"[{INVISIBLE_SET}]")
    for char in map(chr, range(sys.maxunicode + 1)):
        category = unicodedata.category(char)
        if category not in ("Cc", "Cs", "Cn"):
            assert is_invisible(char) == (pattern.match(char) is not None), ascii(char)


@pytest.mark.parametrize("char", [*"aé漢ก\u0e34\u0301 \t\n\u00a0\u2028-_.", "🙂"], ids=ascii)
def test_letters_marks_and_blanks_are_none(char: str) -> None:
    assert not is_invisible(char)


@pytest.mark.parametrize(
    ("name", "tidy"),
    [
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("क्\u200dष", "क्\u200dष"),
        ("👩\u200d💻 Ana", "👩\u200d💻 Ana"),
        ("Love \u2764\ufe0f", "Love \u2764\ufe0f"),
        ("\u200dAna\u200b Kovac\u2060", "Ana Kovac"),
        ("\u200c \u200b", ""),
        ("ทดสอบ", "ทดสอบ"),
    ],
)
def test_names_keep_what_is_written_with_joiners(name: str, tidy: str) -> None:
    assert tidy_name(name) == tidy


@given(st.text())
def test_tidying_twice_changes_nothing(text: str) -> None:
    for tidy in (tidy_name, without_invisible):
        assert tidy(tidy(text)) == tidy(text)
