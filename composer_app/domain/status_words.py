"""Words of statuses in a filter: the values of `status:`, and other words that are understood."""

from __future__ import annotations

from composer_app.domain.outcome import Outcome

STATUS_WORDS: dict[str, Outcome] = {
    "delivered": Outcome.DELIVERED,
    "accepted": Outcome.ACCEPTED,
    "pending": Outcome.PENDING,
    "bounced": Outcome.BOUNCED,
    "rejected": Outcome.REJECTED,
    "expired": Outcome.EXPIRED,
    "maybe sent": Outcome.UNKNOWN,
    "scheduled": Outcome.SCHEDULED,
    "sending": Outcome.SENDING,
    "queued": Outcome.QUEUED,
    "cancelled": Outcome.CANCELLED,
}
"""The program's own words, in the order in which they are offered."""
_OTHER_STATUS_WORDS = {
    "undeliverable": Outcome.BOUNCED,  # the vendor's name of the group
    "unknown": Outcome.UNKNOWN,
    "maybe": Outcome.UNKNOWN,
    "maybe-sent": Outcome.UNKNOWN,
    "canceled": Outcome.CANCELLED,
}


def outcomes_named(text: str) -> frozenset[Outcome]:
    """The outcomes of `bounced`, `UNDELIVERABLE` or `bounced,expired`; empty if one of the words is none."""
    words = [word.strip().lower() for word in text.split(",") if word.strip()]
    known = STATUS_WORDS | _OTHER_STATUS_WORDS
    if any(word not in known for word in words):
        return frozenset()
    return frozenset(known[word] for word in words)
