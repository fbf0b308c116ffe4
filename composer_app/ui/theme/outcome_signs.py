"""Word and icon of each outcome; the colours are in the theme."""

from __future__ import annotations

from composer_app.domain.outcome import Outcome

_ICONS = {
    Outcome.DELIVERED: "status-delivered",
    Outcome.ACCEPTED: "status-accepted",
    Outcome.PENDING: "status-pending",
    Outcome.BOUNCED: "status-bounced",
    Outcome.REJECTED: "status-rejected",
    Outcome.EXPIRED: "status-expired",
    Outcome.UNKNOWN: "status-unknown",
    Outcome.SCHEDULED: "status-scheduled",
    Outcome.SENDING: "send",
    Outcome.QUEUED: "status-queued",
    Outcome.CANCELLED: "status-cancelled",
}


def icon_name(outcome: Outcome) -> str:
    """The icon file that stands for the outcome; every one has its own outline."""
    return _ICONS[outcome]
