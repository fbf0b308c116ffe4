from __future__ import annotations

import pytest

from composer_app.domain.text_matchers import (
    AddressMatcher,
    AnyAddressMatcher,
    Matcher,
    SecretMatcher,
    WordMatcher,
    spellings_of,
)


def found(matcher: Matcher, text: str) -> list[str]:
    return [text[start:end] for start, end in matcher.spans(text, is_json=False)]


def test_the_longest_address_counts() -> None:
    matcher = AddressMatcher(["a@example.com", "a@example.com.au", "b.a@example.com"])
    assert found(matcher, "a@example.com.au, b.a@example.com, A@EXAMPLE.com") == [
        "a@example.com.au",
        "b.a@example.com",
        "A@EXAMPLE.com",
    ]


def test_many_addresses_of_many_domains() -> None:
    many = [f"p{number}@d{number % 70}.example" for number in range(2_000)]
    assert found(AddressMatcher(many), " ".join([*many, "p1@d2.example"])) == many


@pytest.mark.parametrize("address", ["postmaster@intern", '"a b"@example.com', "İlker@example.com", "σίς@example.com"])
def test_addresses_of_all_kinds(address: str) -> None:
    matcher = AddressMatcher([address])
    assert found(matcher, f"to {address}, {address.upper()}")[0] == address
    assert matcher.holds(f" {address} ")
    assert not matcher.holds(f"x{address}")


@pytest.mark.parametrize(
    ("address", "spellings"),
    [
        ("Ana@Example.com", {"ana@example.com"}),
        ("a@xn--exmple-cua.de", {"a@xn--exmple-cua.de", "a@exämple.de", "a@exa\u0308mple.de"}),
        ("a@exämple.de", {"a@xn--exmple-cua.de", "a@exämple.de", "a@exa\u0308mple.de"}),
        ("a@xn--999999999.de", {"a@xn--999999999.de"}),  # what no label of another script is written as
    ],
)
def test_every_spelling_of_an_address(address: str, spellings: set[str]) -> None:
    assert spellings_of(address) == spellings


def test_a_secret_is_found_inside_a_word() -> None:
    assert found(SecretMatcher(["key one", ""]), "xkey onex key+one KEY ONE") == ["key one", "key+one"]
    assert found(SecretMatcher([]), "anything") == []


def test_words_are_found_as_whole_words() -> None:
    names = WordMatcher(["Tom Ito", "Zoë", "  ", "(Ann) Lee"], in_any_case=True)
    assert found(names, "Dear tom\n  ITO, Zoe\u0308, Tom Itoh and Zoës: Ann) Lee") == [
        "tom\n  ITO",
        "Zoe\u0308",
        "Ann) Lee",
    ]
    assert found(WordMatcher(["Mark"]), "Mark up, markup, Marks, mark") == ["Mark"]


def test_one_of_many_words() -> None:
    ids = [f"mc-{number}-1" for number in range(100)]
    assert found(WordMatcher(ids), "mc-7-1 mc-7-12 mc-100-1 mc-99-1") == ["mc-7-1", "mc-99-1"]


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("<tom@example.org>, x", ["tom@example.org"]),
        ("mailto:tom@example.org?x=y@z.example", ["tom@example.org", "y@z.example"]),
        ("12:00 @ the office; a@b; tom@localhost", []),
        ("a@b@example.org.", ["b@example.org"]),
        ("jürgen@bücher.example", ["jürgen@bücher.example"]),
    ],
)
def test_what_looks_like_an_address(text: str, addresses: list[str]) -> None:
    assert found(AnyAddressMatcher(), text) == addresses
