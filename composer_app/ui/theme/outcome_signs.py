"""How each outcome is shown: its word and its icon. Colours are in the theme."""

from __future__ import annotations

from composer_app.domain.outcome import Outcome

_LOOKS: dict[Outcome, tuple[str, str]] = {
    Outcome.DELIVERED: ("Delivered", "status-delivered"),
    Outcome.ACCEPTED: ("Accepted", "status-accepted"),
    Outcome.PENDING: ("Pending", "status-pending"),
    Outcome.BOUNCED: ("Bounced", "status-bounced"),
    Outcome.REJECTED: ("Rejected", "status-rejected"),
    Outcome.EXPIRED: ("Expired", "status-expired"),
    Outcome.UNKNOWN: ("Maybe sent", "status-unknown"),
    Outcome.SCHEDULED: ("Scheduled", "status-scheduled"),
    Outcome.SENDING: ("Sending", "send"),
    Outcome.QUEUED: ("Queued", "status-queued"),
    Outcome.CANCELLED: ("Cancelled", "status-cancelled"),
}


def word(outcome: Outcome) -> str:
    """The word people read; ``unknown`` is "Maybe sent"."""
    return _LOOKS[outcome][0]


def icon_name(outcome: Outcome) -> str:
    """The icon file that stands for the outcome; every one has its own outline."""
    return _LOOKS[outcome][1]


def all_words() -> list[str]:
    """Every word, for the width of a status column."""
    return [shown for shown, _icon in _LOOKS.values()]
