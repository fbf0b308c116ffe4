from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer_app.domain.search_mail_text import MAX_SEARCHED, searchable_text, visible_text


@pytest.mark.parametrize(
    ("markup", "seen"),
    [
        ("<p>Hello</p><p>you</p>", "Hello you"),
        ("H<b>ell</b>o<br>you", "Hello you"),
        ("<style>p { color: red }</style>a<script>b()</script>c<!-- d -->e", "a ce"),
        ("<HEAD><title>x</title></HEAD><BODY class='secret'>f&uuml;r &lt;b&gt;</BODY>", "für <b>"),
        ("1 < 2 <3 and a<", "1 < 2 <3 and a<"),
        ("a<p", "a"),
        ("a<!-- b", "a"),
        ("a<style>b", "a"),
        ("İ<STYLE>b</STYLE>c", "İ c"),
        ("", ""),
    ],
)
def test_only_what_a_reader_sees(markup: str, seen: str) -> None:
    assert visible_text(markup) == seen


def test_a_text_part_that_says_the_same_counts_once() -> None:
    assert searchable_text("<p>Hello</p><p>you</p>", "Hello\n\nyou") == "Hello you"
    assert searchable_text("", "Hello\nyou") == "Hello you"
    assert searchable_text("<p>one</p>", "two") == "one two"


@given(st.text("<>!-/ab \"'&;", max_size=80))
def test_any_text_can_be_read(markup: str) -> None:
    assert "\n" not in visible_text(markup)


@pytest.mark.parametrize("piece", ["<", "<!--", "<!-- -->", "<style>", "</", "<a ", "&", "<p>x"])
def test_the_time_grows_with_the_length_alone(piece: str) -> None:
    def seconds(length: int) -> float:
        began = time.process_time()
        visible_text((piece * length)[:length])
        return time.process_time() - began

    seconds(1000)
    assert seconds(MAX_SEARCHED) < 5
