"""Nobody else's address is left, and the one that is wanted stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer_app.domain.secret import Secret
from composer_app.services.runtime.address_mask import MASKED, AddressMask, for_strangers

OTHER = "tom.ito@example.org"


@pytest.mark.parametrize(
    "text",
    [
        OTHER,
        f"<{OTHER}>",
        f"To: Tom Ito <{OTHER}>, and more",
        f'{{"to":"{OTHER}"}}',
        f"https://example.com/unsubscribe?u={OTHER.replace('@', '%40')}&x=1",
        OTHER.upper(),
        f"mailto:{OTHER}",
        f"550 5.1.1 {OTHER}: user unknown",
    ],
)
def test_other_addresses_go(text: str) -> None:
    for mask in (AddressMask(["ana@example.com"]).all, AddressMask(["ana@example.com"], [OTHER]).known):
        assert "tom.ito" not in mask(text).casefold()
        assert MASKED in mask(text)


def test_the_one_that_is_kept_stays() -> None:
    mask = AddressMask(["Ana@example.com"], [OTHER])

    assert mask.all("to ana@EXAMPLE.com at 12:00") == "to ana@EXAMPLE.com at 12:00"


def test_an_address_inside_the_one_that_is_kept() -> None:
    mask = AddressMask(["joana@example.com"], ["ana@example.com"])

    assert mask.known("joana@example.com, ana@example.com") == f"joana@example.com, {MASKED}"


def test_an_address_that_begins_with_another() -> None:
    mask = AddressMask([], ["a@example.com", "a@example.com.au"])

    assert mask.known("a@example.com.au a@example.com") == f"{MASKED} {MASKED}"


def test_an_address_that_does_not_look_like_one() -> None:
    assert AddressMask([], ["postmaster@intern"]).known("for postmaster@intern.") == f"for {MASKED}."


def test_text_without_addresses_stays() -> None:
    text = "12:00 @ the office; a@b; cost 3 EUR\r\n"

    assert AddressMask(["ana@example.com"], [OTHER]).all(text) == text


@given(text=st.text(), around=st.text(alphabet=" \n<>\"',;()", min_size=1, max_size=3))
def test_whatever_stands_around_it(text: str, around: str) -> None:
    assert OTHER not in AddressMask([], [OTHER]).all(f"{text}{around}{OTHER}{around}{text}")


def test_strangers_get_neither_keys_nor_addresses() -> None:
    key = Secret("k3y-of-an-account")

    reported = for_strangers(f"Authorization: App 0123456789abcdef\n{key.reveal()} for {OTHER}")
    assert "0123456789abcdef" not in reported
    assert key.reveal() not in reported
    assert OTHER not in reported


def test_names_of_others_go_as_whole_words() -> None:
    mask = AddressMask(names=["Tom Ito", "Mark", "é"])

    assert mask.known("Dear TOM&nbsp;Ito, Tom Itoh, Mark, mark up é") == "Dear …, Tom Itoh, …, mark up é"


def test_bytes_are_masked_as_texts_are() -> None:
    mask = AddressMask(["ana@example.com"], [OTHER])

    assert mask.all(b"t&#111;m.ito%40example.org, ana%40example.com") == f"{MASKED}, ana%40example.com".encode()


@pytest.mark.parametrize("unit", ["@", ".", "a", "a.", "a@", "%40", "@a.", "\\", "'", "\\'", "x@y.example "])
def test_a_long_line_of_anything_ends(unit: str) -> None:
    """What takes time by the square of the length would take an hour."""
    assert for_strangers(unit * (200_000 // len(unit)))
