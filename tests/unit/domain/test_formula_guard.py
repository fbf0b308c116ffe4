"""What a spreadsheet would take for a formula, and the way back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer_app.domain.formula_guard import guarded, unguarded

TEXTS = st.text() | st.text(alphabet="'=+-@\t\r\na1")


@pytest.mark.parametrize("text", ["=1+1", "+49", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "'=1"])
def test_what_begins_like_a_formula_gets_a_quote(text: str) -> None:
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "ana@example.com", "1-2", " =1", "'", "'quoted'", "Don't"])
def test_any_other_text_stays(text: str) -> None:
    assert guarded(text) == text
    assert unguarded(text) == text


@given(TEXTS)
def test_taking_the_quote_off_gives_the_text(text: str) -> None:
    assert unguarded(guarded(text)) == text


@given(TEXTS)
def test_no_guarded_text_begins_like_a_formula(text: str) -> None:
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
