"""Sentences about wrong and repeated recipients, in the form that the number asks for."""

from __future__ import annotations

import pytest

from composer_app.ui.texts import draft_problems


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, ""),
        (1, "1 address was already there. It is kept once."),
        (2, "2 addresses were already there. Each is kept once."),
        (1200, "1,200 addresses were already there. Each is kept once."),
    ],
)
def test_repeats_are_counted(count: int, words: str) -> None:
    assert draft_problems.repeats_words(count) == words


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (1, "1 recipient is not an address. Correct it or remove it."),
        (1200, "1,200 recipients are not addresses. Correct them or remove them."),
    ],
)
def test_wrong_recipients_are_counted(count: int, words: str) -> None:
    assert draft_problems.wrong_recipients_problem(count) == words


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (1, "1 of 1,200 is not an address: “{a}” has no @."),
        (2, "2 of 1,200 are not addresses. The first: “{a}” has no @."),
    ],
)
def test_the_hint_ends_with_the_first_reason(wrong: int, words: str) -> None:
    assert draft_problems.wrong_recipients_hint(wrong, 1200, "“{a}” has no @.") == words


@pytest.mark.parametrize(("count", "words"), [(1, "Remove the wrong one"), (3, "Remove the 3 wrong ones")])
def test_the_button_counts_what_it_takes_out(count: int, words: str) -> None:
    assert draft_problems.take_out_words(count) == words


@pytest.mark.parametrize(("count", "words"), [(-1, ""), (0, ""), (1, "Correct these to see 1 more.")])
def test_problems_that_are_not_listed_are_counted(count: int, words: str) -> None:
    assert draft_problems.more_problems_words(count) == words
