"""Words of statuses in a filter."""

from __future__ import annotations

from composer_app.domain.outcome import Outcome
from composer_app.domain.status_words import STATUS_WORDS, outcomes_named


def test_every_outcome_has_a_word() -> None:
    assert set(STATUS_WORDS.values()) == set(Outcome)


def test_outcomes_named_joins_what_commas_part() -> None:
    assert outcomes_named("bounced, EXPIRED") == {Outcome.BOUNCED, Outcome.EXPIRED}
    assert outcomes_named("") == frozenset()
