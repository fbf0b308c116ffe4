"""What became of today's mail, as the facts of one sentence."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from composer_app.domain.outcome import Outcome
from composer_app.domain.outcome_shares import MailCounts, added

_HALF = 2


class DailySummary(msgspec.Struct, frozen=True):
    """Counts of today's mail.

    Attributes:
        worst_domain: where more than half of the bounced mail went to; "" if there is no such domain.
        bounced_there: how many bounced there.
    """

    counts: MailCounts
    worst_domain: str = ""
    bounced_there: int = 0


def daily_summary(by_domain: Mapping[str, MailCounts]) -> DailySummary:
    """The summary of mail by the domain of its recipient."""
    counts = added(by_domain.values())
    if not counts.bounced:
        return DailySummary(counts)
    worst = max(sorted(by_domain), key=lambda domain: by_domain[domain].by_outcome.get(Outcome.BOUNCED, 0))
    there = by_domain[worst].bounced
    if there * _HALF <= counts.bounced or not worst:
        return DailySummary(counts)
    return DailySummary(counts, worst, there)
