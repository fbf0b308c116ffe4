"""Shares of results, and when bounces are past the limit."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer_app.domain.outcome import Outcome
from composer_app.domain.outcome_shares import FAILURES, LEAST_RESULTS, ON_THE_WAY, RESULTS, MailCounts, added

COUNTS = st.dictionaries(st.sampled_from(Outcome), st.integers(1, 50)).map(MailCounts)


@given(COUNTS)
def test_each_mail_is_counted_in_one_place(counts: MailCounts) -> None:
    elsewhere = counts.of(set(Outcome) - RESULTS - ON_THE_WAY)
    assert counts.sent == counts.results + counts.on_the_way + elsewhere
    assert counts.results == counts.delivered + counts.of(FAILURES)


@given(st.lists(COUNTS))
def test_a_sum_adds_each_outcome(several: list[MailCounts]) -> None:
    total = added(several)
    for outcome in Outcome:
        assert total.by_outcome.get(outcome, 0) == sum(one.by_outcome.get(outcome, 0) for one in several)


def test_shares_count_results_alone() -> None:
    counts = MailCounts({Outcome.DELIVERED: 3, Outcome.BOUNCED: 1, Outcome.ACCEPTED: 96})
    assert counts.share(Outcome.BOUNCED) == Fraction(1, 4)
    assert counts.share(Outcome.DELIVERED) == Fraction(3, 4)
    assert MailCounts({Outcome.ACCEPTED: 96}).share(Outcome.BOUNCED) is None


@pytest.mark.parametrize(
    ("bounced", "delivered", "is_past"),
    [(2, 98, False), (3, 97, True), (1, LEAST_RESULTS - 2, False), (1, LEAST_RESULTS - 1, True), (0, 0, False)],
)
def test_the_limit_is_passed_by_more_than_it_among_enough_results(bounced: int, delivered: int, is_past: bool) -> None:
    counts = MailCounts({Outcome.BOUNCED: bounced, Outcome.DELIVERED: delivered})
    assert counts.is_past(Fraction(2, 100)) is is_past
