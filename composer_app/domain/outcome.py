"""Outcomes of a mail, in the program's own few words.

The vendor knows some forty statuses and fifty errors; the user needs only these.
"""

from __future__ import annotations

from enum import StrEnum


class Outcome(StrEnum):
    """One word for a mail or one of its recipients. The value is stored; never rename one."""

    QUEUED = "queued"
    SENDING = "sending"
    SCHEDULED = "scheduled"
    CANCELLED = "cancelled"
    UNKNOWN = "unknown"
    """The request may have reached the vendor. Shown as "Maybe sent"."""
    ACCEPTED = "accepted"
    """The vendor accepted it. Never shown as delivered."""
    PENDING = "pending"
    DELIVERED = "delivered"
    BOUNCED = "bounced"
    EXPIRED = "expired"
    REJECTED = "rejected"

    @property
    def is_final(self) -> bool:
        return self in _FINAL

    @property
    def is_taken(self) -> bool:
        """The vendor accepted the mail for this recipient. It may have failed since."""
        return self in _TAKEN


_FINAL = {Outcome.DELIVERED, Outcome.BOUNCED, Outcome.EXPIRED, Outcome.REJECTED, Outcome.CANCELLED}
_TAKEN = {
    Outcome.SCHEDULED,
    Outcome.ACCEPTED,
    Outcome.PENDING,
    Outcome.DELIVERED,
    Outcome.BOUNCED,
    Outcome.EXPIRED,
}

BY_GRAVITY = (
    Outcome.UNKNOWN,
    Outcome.BOUNCED,
    Outcome.REJECTED,
    Outcome.EXPIRED,
    Outcome.PENDING,
    Outcome.ACCEPTED,
    Outcome.SENDING,
    Outcome.QUEUED,
    Outcome.SCHEDULED,
    Outcome.CANCELLED,
    Outcome.DELIVERED,
)
"""The order of a list that is sorted by status: first what only the user can decide, then the other problems, then what
is not settled yet, and last what is done."""

PROBLEMS = frozenset((Outcome.BOUNCED, Outcome.REJECTED, Outcome.EXPIRED, Outcome.UNKNOWN))
"""Outcomes that need a look. A message whose records disagree is a problem as well (`domain.inconsistencies`)."""
