"""Send time: how far ahead the service takes a scheduled mail, and the times that a user is likely to want."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from composer_app.domain.account import Generation

FARTHEST: dict[Generation, timedelta] = {
    Generation.V1: timedelta(days=30),
    Generation.V3: timedelta(days=30),
    Generation.V4: timedelta(days=5),
}
"""How far ahead a send may be scheduled (api/README.md 3.1, 3.2). v1 has no limit in a source: as v3."""
FARTHEST_MOVE = timedelta(days=30)
"""The same when it is moved: that call is v1 for every generation (api/README.md 6)."""
MORNING = time(8, 0)
"""The time of day of the quick choices."""
_MONDAY = 0


def is_past(send_at: datetime, now: datetime) -> bool:
    """Whether the time of a scheduled mail is over."""
    return send_at <= now


def is_too_far(send_at: datetime, now: datetime, farthest: timedelta) -> bool:
    """Whether the service refuses a time as too far ahead."""
    return send_at > now + farthest


def next_monday(today: date) -> date:
    """The Monday after a day; on a Monday that of the week after."""
    return today + timedelta(days=(_MONDAY - today.weekday() - 1) % 7 + 1)
