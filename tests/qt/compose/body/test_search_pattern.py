"""What Find looks for."""

from __future__ import annotations

import pytest

from composer_app.ui.compose.body.search_pattern import PatternError, SearchPattern

SLOW, ITS_TEXT = "(a+)+$", "a" * 5_000 + "b"


def pattern(words: str, *, is_regex: bool = True, matches_case: bool = False) -> SearchPattern:
    return SearchPattern(words, is_regex=is_regex, matches_case=matches_case)


def test_words_are_no_expression() -> None:
    words = pattern("a.c", is_regex=False)
    assert list(words.spans("abc A.C")) == [(4, 7)]
    assert words.replacements("A.C", r"\1") == [(0, 3, r"\1")]
    assert words.replacement_at("xa.c", (1, 4), "n") == "n"
    assert words.replacement_at("xa.c", (0, 3), "n") is None


def test_an_expression_finds_and_takes_up_its_groups() -> None:
    dates = pattern(r"^(\d+)/(\d+)")
    assert list(dates.spans("1/2\n3/4 5/6")) == [(0, 3), (4, 7)]
    assert dates.replacements("1/2\n3/4", r"\2.\1") == [(0, 3, "2.1"), (4, 7, "4.3")]
    assert dates.replacement_at("x\n3/4", (2, 5), r"\2") == "4"
    assert dates.replacement_at("x\n3/4", (2, 4), r"\2") is None
    assert list(pattern("x*").spans("abc")) == []
    assert list(pattern("B", matches_case=True).spans("bB")) == [(1, 2)]


@pytest.mark.parametrize("words", ["(", "[a", "*", "a{99999999999999999999}", "(?ua)a"])
def test_what_is_wrong_is_said(words: str) -> None:
    with pytest.raises(PatternError, match=r"^(Character \d+|Not a regular expression): "):
        pattern(words)


def test_a_group_that_is_not_there_is_said() -> None:
    for ask in (lambda: pattern("a").replacements("a", r"\2"), lambda: pattern("a").replacement_at("a", (0, 1), r"\2")):
        with pytest.raises(PatternError, match="No such group"):
            ask()


def test_a_character_that_is_not_there_is_said() -> None:
    with pytest.raises(PatternError):
        pattern("a").replacements("a", r"\U99999999")


def test_a_careless_expression_ends() -> None:
    with pytest.raises(PatternError, match="Takes too long"):
        list(pattern(SLOW).spans(ITS_TEXT))
