"""Texts of a filter as patterns and phrases."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer_app.archive.like_patterns import contains, escaped, has_gaps, occurs, part, phrase, with_gaps


def is_like(text: str, pattern: str) -> bool:
    with closing(sqlite3.connect(":memory:")) as connection:
        return bool(connection.execute("SELECT ? LIKE ? ESCAPE '\\'", (text, pattern)).fetchone()[0])


@given(st.text("ab%_\\", max_size=6), st.text("ab%_\\", max_size=3))
def test_escaped_text_means_itself(text: str, around: str) -> None:
    assert is_like(text, escaped(text))
    assert is_like(f"{around}{text}{around}", contains(text))


@pytest.mark.parametrize(("pattern", "fits"), [("a*d", True), ("*", True), ("a*", True), ("b*", False), ("a_d", False)])
def test_a_star_stands_for_anything(pattern: str, fits: bool) -> None:
    assert is_like("a%d", with_gaps(pattern)) is fits


@given(st.text("ab*%", min_size=1, max_size=4), st.text("ab*%", max_size=6))
def test_a_part_occurs_where_like_finds_it(text: str, within: str) -> None:
    assert occurs(text, within) is is_like(within, part(text))


def test_a_star_alone_is_an_asterisk() -> None:
    assert [has_gaps(text) for text in ("*", "**", "a*", "a")] == [False, False, True, False]


def test_a_quote_in_a_phrase_is_doubled() -> None:
    assert phrase('say "x"') == '"say ""x"""'
