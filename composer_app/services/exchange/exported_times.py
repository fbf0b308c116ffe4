"""Times in exported tables: ISO 8601 in UTC or in the time zone of this computer."""

from __future__ import annotations

from datetime import UTC, datetime


def time_text(at: datetime, *, in_utc: bool) -> str:
    """ISO 8601 with the zone."""
    return zoned(at, in_utc=in_utc).isoformat().replace("+00:00", "Z")


def zoned(at: datetime, *, in_utc: bool) -> datetime:
    """The time in UTC or in the time zone of this computer; UTC at the ends of the calendar, which others may lack."""
    try:
        return at.astimezone(UTC if in_utc else None)
    except (OverflowError, ValueError, OSError):
        return at


def local_zone() -> str:
    """How the time zone of this computer is called now."""
    return datetime.now().astimezone().tzname() or "local"
