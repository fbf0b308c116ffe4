"""The order of the outcomes beside a sent mail: in the bar, and of the counts below it."""

from __future__ import annotations

from composer_app.domain.outcome import Outcome

OUTCOME_ORDER = (
    Outcome.DELIVERED,
    Outcome.ACCEPTED,
    Outcome.PENDING,
    Outcome.SCHEDULED,
    Outcome.QUEUED,
    Outcome.SENDING,
    Outcome.EXPIRED,
    Outcome.REJECTED,
    Outcome.BOUNCED,
    Outcome.UNKNOWN,
    Outcome.CANCELLED,
)
"""From the best to what needs the user."""
