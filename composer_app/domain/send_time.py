"""Send time: how far ahead the service takes a scheduled mail, and the times that a user is likely to want."""

from __future__ import annotations

from datetime import datetime, time, timedelta, tzinfo

from composer_app.domain.account import Generation

FARTHEST: dict[Generation, timedelta] = {
    Generation.V1: timedelta(days=30),
    Generation.V3: timedelta(days=30),
    Generation.V4: timedelta(days=5),
}
"""How far ahead a send may be scheduled (api/README.md 3.1, 3.2). v1 has no limit in a source: as v3."""
FARTHEST_MOVE = timedelta(days=30)
"""The same when it is moved: that call is v1 for every generation (api/README.md 6)."""
_MORNING = time(8, 0)
_MONDAY = 0


def is_past(send_at: datetime, now: datetime) -> bool:
    """Whether the time of a scheduled mail is over."""
    return send_at <= now


def is_too_far(send_at: datetime, now: datetime, farthest: timedelta) -> bool:
    """Whether the service refuses a time as too far ahead."""
    return send_at > now + farthest


def tomorrow_morning(now: datetime, zone: tzinfo) -> datetime:
    """8:00 of the next day in a time zone."""
    return _morning(now, zone, days=1)


def monday_morning(now: datetime, zone: tzinfo) -> datetime:
    """8:00 of the next Monday in a time zone; on a Monday that of the week after."""
    return _morning(now, zone, days=(_MONDAY - now.astimezone(zone).weekday() - 1) % 7 + 1)


def _morning(now: datetime, zone: tzinfo, days: int) -> datetime:
    day = now.astimezone(zone).date() + timedelta(days=days)
    return datetime.combine(day, _MORNING, tzinfo=zone)
