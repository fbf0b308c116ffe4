"""Markup that parts no word is the same in a search and in an erasure."""

from __future__ import annotations

import pytest

from composer_app.domain.inline_markup import INLINE_MARKUP
from composer_app.domain.search_mail_text import visible_text


@pytest.mark.parametrize(
    ("markup", "read"),
    [
        ("a<b>b</b>", "ab"),
        ("a<SPAN class='x'>b</SPAN\n>", "ab"),
        ("a<!-- c -->b", "ab"),
        ("a<wbr/>b", "ab"),
        ("a<p>b</p>", "a b"),
        ("a<big>b<bigger>c", "ab c"),
        ("a<b-c>d", "ad"),
        ("a<td>b", "a b"),
    ],
)
def test_words_are_parted_where_a_reader_sees_it(markup: str, read: str) -> None:
    assert visible_text(markup) == read
    assert visible_text(INLINE_MARKUP.sub("", markup)) == read
    assert ("<" in INLINE_MARKUP.sub("", markup)) == (" " in read)
