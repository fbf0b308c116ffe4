"""A subject is one line whatever it is made from."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer_app.domain.subject_line import one_line


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Invoice 47\tMarch 2026", "Invoice 47 March 2026"),
        ("One \r\n two\r\n", "One two"),
        ("\tOne\u2028two\u2029", "One two"),
        ("a\x00b\x1b[31m\x7fc\x85d\x9be", "a b [31m c d e"),
        ("half \ud800pair", "half pair"),
        ("  two  blanks ", "  two  blanks "),
        ("no\u00a0break\u3000spaces 🎉 \u200d", "no\u00a0break\u3000spaces 🎉 \u200d"),
        ("\t \n", ""),
    ],
)
def test_what_a_line_cannot_hold_is_a_blank(text: str, line: str) -> None:
    assert one_line(text) == line


@given(st.text())
def test_it_is_done_once_for_all(text: str) -> None:
    assert one_line(one_line(text)) == one_line(text)
