"""Sentences about wrong and repeated recipients, in the form that the number asks for."""

from __future__ import annotations

import pytest

from composer_app.ui.texts import draft_problems


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, ""),
        (1, "1 address was there already. It is kept once."),
        (2, "2 were there already. Each is kept once."),
        (1200, "1,200 were there already. Each is kept once."),
    ],
)
def test_repeats_are_counted(count: int, words: str) -> None:
    assert draft_problems.repeats_words(count) == words


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (1, "1 recipient is no address. Mend it or take it out."),
        (1200, "1,200 recipients are no addresses. Mend them or take them out."),
    ],
)
def test_wrong_recipients_are_counted(count: int, words: str) -> None:
    assert draft_problems.wrong_recipients_problem(count) == words


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (1, "1 of 1,200 is no address. The first: “{a}” has no @."),
        (2, "2 of 1,200 are no addresses. The first: “{a}” has no @."),
    ],
)
def test_the_hint_ends_with_the_first_reason(wrong: int, words: str) -> None:
    assert draft_problems.wrong_recipients_hint(wrong, 1200, "“{a}” has no @.") == words


@pytest.mark.parametrize(("count", "words"), [(1, "Take out the 1 wrong one"), (3, "Take out the 3 wrong ones")])
def test_the_button_counts_what_it_takes_out(count: int, words: str) -> None:
    assert draft_problems.take_out_words(count) == words


@pytest.mark.parametrize(("count", "words"), [(-1, ""), (0, ""), (1, "Correct these to see 1 more.")])
def test_problems_that_are_not_listed_are_counted(count: int, words: str) -> None:
    assert draft_problems.more_problems_words(count) == words
