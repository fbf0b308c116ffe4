"""The words of the statuses, alone and counted."""

from __future__ import annotations

import pytest

from composer_app.domain.outcome import Outcome
from composer_app.ui.texts import outcome_words


def test_each_outcome_has_a_word_of_its_own() -> None:
    assert len({outcome_words.word(outcome) for outcome in Outcome}) == len(Outcome)
    assert set(outcome_words.all_words()) == {outcome_words.word(outcome) for outcome in Outcome}


def test_what_is_not_known_is_called_maybe_sent() -> None:
    assert outcome_words.word(Outcome.UNKNOWN) == "Maybe sent"


def test_a_sum_names_the_best_first() -> None:
    found = [Outcome.BOUNCED, Outcome.ACCEPTED, Outcome.ACCEPTED, Outcome.DELIVERED]

    assert outcome_words.summary(found) == "1 delivered, 2 accepted, 1 bounced"


@pytest.mark.parametrize("outcome", list(Outcome))
def test_each_outcome_is_counted_in_its_own_words(outcome: Outcome) -> None:
    assert outcome_words.summary([outcome] * 1200) == f"1,200 {outcome_words.word(outcome).lower()}"


def test_nothing_has_no_sum() -> None:
    assert outcome_words.summary([]) == ""
