"""One layer of escapes comes off, and each character is found again where it came from."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer_app.domain.escape_decoding import ESCAPES, QUOTED_PRINTABLE, decode
from composer_app.domain.inline_markup import INLINE_MARKUP


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("%41%c3%BC%FC", "Aüü"),
        ("&#65;&#0065&#x41;&#X041 &uuml;&auml &commat;&AMP;", "AAAA üä @&"),
        ("\\u0041\\u00fc\\ud83d\\ude00\\/\\\\\\n", "Aü\U0001f600/\\\n"),
        ("\\xc3\\xbc\\x41", "üA"),
        ("%2541&amp;#65;\\\\u0041", "%41&#65;\\u0041"),
    ],
)
def test_one_layer(written: str, read: str) -> None:
    layer = decode(written, ESCAPES)
    assert layer is not None
    assert layer.text == read


@pytest.mark.parametrize(
    "text", ["", "plain", "50 % & more", "%4", "&foo;", "&#", "&#99999999999;", "\\q", "C:\\Users"]
)
def test_nothing_to_take_off(text: str) -> None:
    assert decode(text, ESCAPES) is None


def test_quoted_printable() -> None:
    layer = decode("M=C3=BCl=\r\nler=40", QUOTED_PRINTABLE)
    assert layer is not None
    assert layer.text == "Müller@"
    assert layer.place(2, 4) == (7, 12)
    assert layer.place(0, 7) == (0, 17)


def test_what_a_search_folds_to_ascii_looks_plain() -> None:
    for char in map(chr, range(128, sys.maxunicode + 1)):
        plain = unicodedata.normalize("NFKD", char)
        if plain != char and plain.isascii() and plain.replace("@", "a").replace(".", "a").isalnum():
            layer = decode(char, ESCAPES)
            assert layer is not None, ascii(char)
            assert layer.text == plain


def test_the_ranges_of_what_decodes_to_nothing() -> None:
    layer = decode("\u00ada<b>b</b>c\u00add", INLINE_MARKUP)
    assert layer is not None
    assert layer.text == "\u00adabc\u00add"
    assert layer.silent(1, 4) == [(2, 5), (6, 10)]
    assert layer.silent(1, 2) == []
    assert layer.silent(2, 4) == [(6, 10)]


def test_some_are_left_alone() -> None:
    layer = decode("a%20b%40c", ESCAPES, frozenset({"%20"}))
    assert layer is not None
    assert layer.text == "a%20b@c"


@given(
    st.lists(st.sampled_from(["a", "ü", " ", "%41", "&#252;", "\\u0041", "&amp;", "%C3%BC", "\\n", "+"]), min_size=1)
)
def test_each_character_is_found_again(pieces: list[str]) -> None:
    written = "".join(pieces)
    layer = decode(written, ESCAPES)
    if layer is None:
        return
    assert len(layer.text) == len(pieces)
    for at, piece in enumerate(pieces):
        start, end = layer.place(at, at + 1)
        assert written[start:end] == piece
    assert layer.place(0, len(pieces)) == (0, len(written))
