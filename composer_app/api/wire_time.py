"""Times as the API writes and reads them (CONTRACT 11)."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_POSSIBLE_YEARS = range(2015, 3000)
"""A clock outside them is not set: this API did not exist before."""


def wire_time(at: datetime) -> str:
    """`2026-11-23T12:00:00.000Z`: UTC, milliseconds, and no `+` that a query could turn into a blank."""
    at = at.astimezone(UTC)
    # strftime("%Y") writes the year 5 as "5" on Linux.
    return f"{at.year:04}-{at:%m-%dT%H:%M:%S}.{at.microsecond // 1000:03}Z"


def read_wire_time(text: str | None) -> datetime | None:
    """An aware UTC time from `…+0000`, `…Z`, `…+00:00`, or without an offset (then it is UTC).

    None for anything that is no time: the item's raw JSON is kept, so nothing is lost by not understanding it.
    """
    if not text:
        return None
    try:
        at = datetime.fromisoformat(text.strip())
        return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    except (ValueError, OverflowError):  # OverflowError: year 1 or 9999 pushed over the edge by its offset
        return None


def read_http_date(text: str | None) -> datetime | None:
    """An aware UTC time from a `Date` header (RFC 9110, 6.6.1). None without one, and for a clock that is not set."""
    if not text:
        return None
    try:
        at = parsedate_to_datetime(text)
        at = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    except (ValueError, TypeError, OverflowError):
        return None
    return at if at.year in _POSSIBLE_YEARS else None
