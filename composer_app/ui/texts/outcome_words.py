"""The word for each status of a mail: alone, as in a badge, and counted, as in `2 accepted, 1 bounced`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from composer_app.domain.outcome import Outcome
from composer_app.ui.texts import format as fmt
from composer_app.ui.texts.translation import tr

_WORDS = {
    Outcome.DELIVERED: tr("Delivered"),
    Outcome.ACCEPTED: tr("Accepted"),
    Outcome.PENDING: tr("Pending"),
    Outcome.BOUNCED: tr("Bounced"),
    Outcome.REJECTED: tr("Rejected"),
    Outcome.EXPIRED: tr("Expired"),
    Outcome.UNKNOWN: tr("Maybe sent"),
    Outcome.SCHEDULED: tr("Scheduled"),
    Outcome.SENDING: tr("Sending"),
    Outcome.QUEUED: tr("Queued"),
    Outcome.CANCELLED: tr("Cancelled"),
}


def word(outcome: Outcome) -> str:
    """What the user reads; `unknown` is "Maybe sent"."""
    return _WORDS[outcome]


def all_words() -> list[str]:
    """Every word, for the width of a status column."""
    return list(_WORDS.values())


def summary(found: Iterable[Outcome]) -> str:
    """`2 accepted, 1 bounced`: best first."""
    return summary_of(Counter(found))


def summary_of(counts: Mapping[Outcome, int]) -> str:
    """The same of numbers."""
    return ", ".join(counted(outcome, counts[outcome]) for outcome in _BEST_FIRST if counts.get(outcome))


def counted(outcome: Outcome, n: int) -> str:
    """`1,284 delivered`"""
    return _counted(outcome, n).format(n=fmt.number(n))


_BEST_FIRST = (
    Outcome.DELIVERED,
    Outcome.ACCEPTED,
    Outcome.PENDING,
    Outcome.UNKNOWN,
    Outcome.SCHEDULED,
    Outcome.QUEUED,
    Outcome.SENDING,
    Outcome.BOUNCED,
    Outcome.EXPIRED,
    Outcome.REJECTED,
    Outcome.CANCELLED,
)


def _counted(outcome: Outcome, n: int) -> str:
    match outcome:
        case Outcome.DELIVERED:
            return tr("{n} delivered", "", n)
        case Outcome.ACCEPTED:
            return tr("{n} accepted", "", n)
        case Outcome.PENDING:
            return tr("{n} pending", "", n)
        case Outcome.BOUNCED:
            return tr("{n} bounced", "", n)
        case Outcome.REJECTED:
            return tr("{n} rejected", "", n)
        case Outcome.EXPIRED:
            return tr("{n} expired", "", n)
        case Outcome.UNKNOWN:
            return tr("{n} maybe sent", "", n)
        case Outcome.SCHEDULED:
            return tr("{n} scheduled", "", n)
        case Outcome.SENDING:
            return tr("{n} sending", "", n)
        case Outcome.QUEUED:
            return tr("{n} queued", "", n)
        case Outcome.CANCELLED:
            return tr("{n} cancelled", "", n)
