"""Shares of outcomes: counts of mails by outcome, from how many results on a share counts, and the limit of bounces."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

import msgspec

from composer_app.domain.outcome import Outcome

RESULTS = frozenset({Outcome.DELIVERED, Outcome.BOUNCED, Outcome.EXPIRED, Outcome.REJECTED})
"""Final results of mail that was sent. Shares count these alone: what is on its way is neither good nor bad yet."""
FAILURES = RESULTS - {Outcome.DELIVERED}
ON_THE_WAY = frozenset({Outcome.ACCEPTED, Outcome.PENDING, Outcome.SCHEDULED, Outcome.SENDING, Outcome.QUEUED})
"""Outcomes of mail that may still be delivered."""
LEAST_RESULTS = 20
"""Below so many results a share says nothing: it has no bar and no warning."""


class MailCounts(msgspec.Struct, frozen=True):
    """How many mails have which outcome. Outcomes without a mail are left out."""

    by_outcome: Mapping[Outcome, int] = {}

    @property
    def sent(self) -> int:
        """All mails that have a time of sending, of any outcome."""
        return sum(self.by_outcome.values())

    @property
    def delivered(self) -> int:
        return self.by_outcome.get(Outcome.DELIVERED, 0)

    @property
    def bounced(self) -> int:
        return self.by_outcome.get(Outcome.BOUNCED, 0)

    @property
    def on_the_way(self) -> int:
        return self.of(ON_THE_WAY)

    @property
    def results(self) -> int:
        """How many have a final result."""
        return self.of(RESULTS)

    def of(self, outcomes: Iterable[Outcome]) -> int:
        """How many have one of these outcomes."""
        return sum(self.by_outcome.get(outcome, 0) for outcome in outcomes)

    def share(self, outcome: Outcome) -> Fraction | None:
        """The share of the results with this outcome; None without a result."""
        return Fraction(self.by_outcome.get(outcome, 0), self.results) if self.results else None

    @property
    def has_enough_results(self) -> bool:
        return self.results >= LEAST_RESULTS

    def is_past(self, limit: Fraction) -> bool:
        """More bounced than the limit allows, and there are enough results to say so."""
        share = self.share(Outcome.BOUNCED)
        return share is not None and self.has_enough_results and share > limit


def added(counts: Iterable[MailCounts]) -> MailCounts:
    """All of them together."""
    sums: dict[Outcome, int] = {}
    for one in counts:
        for outcome, number in one.by_outcome.items():
            sums[outcome] = sums.get(outcome, 0) + number
    return MailCounts(sums)
