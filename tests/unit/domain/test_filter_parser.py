"""The grammar of the filter language: text to tokens and back."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer_app.domain.filter_keys import FilterKey
from composer_app.domain.filter_parser import (
    MAX_TOKENS,
    FilterToken,
    completions,
    joined,
    key_of,
    last_word,
    parse,
    tokens_in,
)

BOUNCED, NEW = FilterToken("status", "bounced"), FilterToken("is", "new")


@pytest.mark.parametrize(
    ("text", "tokens", "free"),
    [
        ("a status:x b", [("status", "x")], "a b"),
        ("Status:x", [("status", "x")], ""),
        ("-status:x -TO:y", [("-status", "x"), ("-to", "y")], ""),
        ("to-domain:corp.example", [("to-domain", "corp.example")], ""),
        ('from:"Linden Energy" "two words"', [("from", "Linden Energy")], '"two words"'),
        ('subject:"the ""new"" tariff"', [("subject", 'the "new" tariff')], ""),
        ('subject:"open to the end', [("subject", "open to the end")], ""),
        ('subject:a"b', [("subject", 'a"b')], ""),
        (r"subject:C:\temp", [("subject", r"C:\temp")], ""),
        ("colour:red", [("colour", "red")], ""),
        (r"http://x status: 12:30 Re: C:\temp a.example:25", [], r"http://x status: 12:30 Re: C:\temp a.example:25"),
        ('to:"" to:"', [], 'to:"" to:"'),
        ("-bounce -- -", [], "-bounce -- -"),
        ("a OR b", [], "a OR b"),
        ("OR a OR", [], "OR a OR"),
        ("a OR OR b", [], "a OR OR b"),
        ("status:x OR", [("status", "x")], "OR"),
        ("status:x OR to:", [("status", "x")], "OR to:"),
        ("  \t ", [], ""),
    ],
)
def test_parse_tells_tokens_from_free_text(text: str, tokens: list[tuple[str, str]], free: str) -> None:
    assert parse(text) == ([FilterToken(*token) for token in tokens], free)


def test_or_joins_the_terms_beside_it() -> None:
    group = FilterToken("status", "bounced", (NEW, FilterToken("-", "late")))
    assert parse("x status:bounced OR is:new OR -late y") == ([group], "x y")
    assert parse("late OR is:new") == ([FilterToken("", "late", (NEW,))], "")
    assert group.terms == (BOUNCED, NEW, FilterToken("-", "late"))
    assert tokens_in("a OR -b to: c OR") == [FilterToken("", "a", (FilterToken("-", "b"),)), FilterToken("", "c")]


def test_what_is_typed_behind_a_token_may_join_it() -> None:
    assert joined(BOUNCED, " OR is:new") == "status:bounced OR is:new"
    assert joined(BOUNCED, "OR") is None
    assert joined(BOUNCED, "is:new") is None


def test_the_opposite_of_a_term() -> None:
    assert BOUNCED.opposite() == FilterToken("-status", "bounced")
    assert BOUNCED.opposite().opposite() == BOUNCED
    assert FilterToken("", "a").opposite().written() == "-a"
    assert [token.is_excluded for token in (BOUNCED, BOUNCED.opposite())] == [False, True]


def test_a_token_is_quoted_only_where_it_must_be() -> None:
    assert FilterToken("to", "*@corp.example").written() == "to:*@corp.example"
    assert FilterToken("from", "a b").written() == 'from:"a b"'
    assert FilterToken("subject", 'a "b"').written() == 'subject:"a ""b"""'
    words = ("a", "a b", "OR", "-a", "to:x", "to:", "12:30", "-")
    assert [FilterToken("", word).written() for word in words] == [
        *("a", '"a b"', '"OR"', '"-a"', '"to:x"', '"to:"', "12:30", '"-"')
    ]


def test_what_is_pasted_makes_only_so_many_tokens() -> None:
    tokens, free = parse(" ".join(f"to:a{number}" for number in range(MAX_TOKENS + 2)))
    assert len(tokens) == MAX_TOKENS
    assert free == f"to:a{MAX_TOKENS} to:a{MAX_TOKENS + 1}"


KEYS = st.sampled_from([*FilterKey, "colour", ""]).flatmap(lambda key: st.sampled_from([str(key), f"-{key}"]))
VALUES = st.text(min_size=1, max_size=20) | st.text('" \\\tä:-OR*/', min_size=1, max_size=8)
TERMS = st.builds(FilterToken, KEYS, VALUES).filter(
    lambda term: term.field != "colour" or not term.value.startswith(("//", "\\"))
)
TOKENS = st.lists(TERMS, min_size=1, max_size=4).map(
    lambda terms: FilterToken(terms[0].key, terms[0].value, tuple(terms[1:]))
)


@given(st.lists(TOKENS, max_size=4))
def test_parsing_what_is_written_gives_the_same_tokens(tokens: list[FilterToken]) -> None:
    assert tokens_in(" ".join(token.written() for token in tokens)) == tokens


@given(st.text('abtois:-" *OR', max_size=40) | st.text(max_size=40))
def test_any_text_can_be_read_and_means_the_same_when_written(text: str) -> None:
    tokens, free = parse(text)
    written = " ".join([*(token.written() for token in tokens), free])
    fields = [token for token in tokens_in(text) if any(term.field for term in token.terms)]
    words = [token for token in tokens_in(text) if not any(term.field for term in token.terms)]
    assert tokens == fields
    assert tokens_in(free) == words
    if not free.startswith("OR"):
        assert tokens_in(written) == [*fields, *words]


@pytest.mark.parametrize("piece", ['"', 'a"', "a ", "to:a ", "OR ", "- ", "a OR ", '"a" ', "to:", 'to:"a"" ', "x:"])
def test_the_time_grows_with_the_length_alone(piece: str) -> None:
    began = time.process_time()
    for _ in range(20):
        parse((piece * 10_000)[:10_000])
    assert time.process_time() - began < 10


@pytest.mark.parametrize(("text", "word"), [("a st", "st"), ("a ", ""), ('to:"a ', 'to:"a '), ("a  b", "b"), ("", "")])
def test_last_word_is_the_one_under_the_cursor(text: str, word: str) -> None:
    assert last_word(text) == word


def test_key_of_a_word() -> None:
    assert [key_of(word) for word in ("-Status:b", "to:", "words")] == ["status", "to", ""]


@pytest.mark.parametrize(
    ("word", "values", "expected"),
    [
        ("status:e", ["bounced", "expired"], ["status:expired", "status:bounced"]),
        ("-s", [], ["-status:", "-subject:", "-since:"]),
        ("to:", ["a b"], ['to:"a b"']),
        ('to:"a', ["a b", "c"], ['to:"a b"']),
        ("status:bounced", ["bounced"], []),
        ("", ["bounced"], []),
        ("status:bounced,ex", ["bounced", "expired"], ["status:bounced,expired"]),
        ("to-", [], ["to-domain:"]),
    ],
)
def test_completions_begin_with_what_is_written(word: str, values: list[str], expected: list[str]) -> None:
    assert completions(word, values) == expected


def test_a_lone_minus_is_half_typed_and_a_quoted_one_is_a_word() -> None:
    assert tokens_in("-") == tokens_in("a - ")[1:] == []
    assert tokens_in('"-"') == [FilterToken("", "-")]
    assert parse("status:bounced -") == ([FilterToken("status", "bounced")], "-")


def test_too_many_alternatives_are_a_token_that_the_bar_can_mark() -> None:
    few, many = (" OR ".join(f"w{number}" for number in range(count)) for count in (200, 201))
    assert parse(few) == ([], few)
    tokens, rest = parse(many)
    assert (len(tokens), rest) == (1, "")
