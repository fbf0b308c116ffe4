"""Times as the API writes and reads them (api/README.md 11)."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from email.utils import parsedate_to_datetime

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_UNITS_PER_SECOND = (1, 10**3, 10**6, 10**9)
_LIKELY_S = (946_684_800, 10**11)
"""From 2000 to 5138: at most one unit (seconds, milliseconds …) gives a time in this range."""
_LAST_S = 253_402_300_799
"""The end of the year 9999, which stands for "never" in many systems."""

_POSSIBLE_YEARS = range(2015, 3000)
"""A clock outside them is wrong: this API did not exist before."""
_DIGITS = re.compile(r"[+-]?\d{9,19}(\.\d{1,9})?")
_DOT_NET = re.compile(r"\\?/Date\((-?\d{1,19})(?:[+-]\d{4})?\)\\?/")
_HALF_DAY = re.compile(r"(?i)\s*\b([AP])\.?M\.?$")
_COMMENT = re.compile(r"\([^()]*\)")
_DATE_WORDS = re.compile(
    r"(?i)\b((mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
    r"|utc?|gmt|[ecmp][sd]t)\b"
)
"""Days, months, and the zones that the library knows by name: it takes all others for UTC."""
_OTHER_WORDS = re.compile(r"[^\W\d_]{2}")
_COMPACT = re.compile(r"\d{14}")
_ISO = re.compile(
    r"(?P<date>\d{4}[-/]\d{2}[-/]\d{2})(?:[T ]\s*(?P<clock>\d{2}:\d{2}(?::(?P<second>\d{2})(?:[.,]\d+)?)?))?"
    r"\s*(?P<zone>Z|UTC|GMT|[+-]\d{1,2}(?::?\d{2})?)?(?:\[[^\]]*\])?"
)


def wire_time(at: datetime) -> str:
    """`2026-11-23T12:00:00.000Z`: UTC, milliseconds, and no `+` that a query could turn into a blank."""
    at = at.astimezone(UTC)
    # strftime("%Y") writes the year 5 as "5" on Linux.
    return f"{at.year:04}-{at:%m-%dT%H:%M:%S}.{at.microsecond // 1000:03}Z"


def read_wire_time(value: object) -> datetime | None:
    """An aware UTC time; without an offset it is UTC.

    The API writes `…+0000`, `…Z` or `…+00:00`. Relays and other versions write other forms of ISO 8601, RFC 2822,
    seconds, milliseconds, microseconds or nanoseconds since 1970, or a list of year, month, day and so on.

    None for a text that is no time, or not representable in UTC. The item's raw JSON is kept, so nothing is lost.
    """
    try:
        if isinstance(value, str):
            return _in_utc(_of_text(value.strip()))
        if isinstance(value, int | Decimal) and not isinstance(value, bool):
            return _of_number(Decimal(value))
        if isinstance(value, list):
            return _of_list(value)
    except (ValueError, OverflowError, TypeError, IndexError):  # Overflow: the offset leads out of the years 1 to 9999
        pass
    return None


def read_http_date(text: str | None) -> datetime | None:
    """An aware UTC time from a `Date` header (RFC 9110, 6.6.1). None without one, and for a clock that is wrong."""
    if not text:
        return None
    try:
        at = parsedate_to_datetime(text)
        at = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    except (ValueError, TypeError, OverflowError):
        return None
    return at if at.year in _POSSIBLE_YEARS else None


def _in_utc(at: datetime | None) -> datetime | None:
    if at is None:
        return None
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


def _of_text(text: str) -> datetime | None:
    if not text or len(text) > 100:
        return None
    if _COMPACT.fullmatch(text):
        return datetime.strptime(text, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    if _DIGITS.fullmatch(text):
        return _of_number(Decimal(text))
    if found := _DOT_NET.fullmatch(text):
        return _of_number(Decimal(found[1]) * 1000)
    return _first(text, datetime.fromisoformat, _of_iso, _of_mail)


def _first(text: str, *readers: Callable[[str], datetime | None]) -> datetime | None:
    for read in readers:
        try:
            found = read(text)
        except (ValueError, TypeError, IndexError):  # the library's readers of mail dates raise all three
            continue
        if found is not None:
            return found
    return None


def _of_iso(text: str) -> datetime | None:
    """Normalises what `fromisoformat` refuses: small letters, slashes, leap seconds, 24:00, short offsets, zone
    names."""
    found = _ISO.fullmatch(text.upper().replace("\N{MINUS SIGN}", "-"))
    if found is None:
        return None
    clock, zone = found["clock"] or "00:00", found["zone"] or ""
    later = timedelta(0)
    if clock.startswith("24:00"):
        clock, later = "00" + clock[2:], timedelta(days=1)
    if found["second"] == "60":
        clock, later = clock[:6] + "59" + clock[8:], later + timedelta(seconds=1)
    if zone[:1] in ("+", "-"):
        hours, minutes = re.fullmatch(r"[+-](\d{1,2}?):?(\d{2})?", zone).groups()  # type: ignore[union-attr]
        zone = f"{zone[0]}{hours:>02}:{minutes or '00'}"
    elif zone:
        zone = "Z"
    return datetime.fromisoformat(f"{found['date'].replace('/', '-')}T{clock}{zone}") + later


def _of_mail(text: str) -> datetime | None:
    """RFC 2822 and its like: `Nov 30, 2026, 10:00:00 PM`. None for an unknown zone name."""
    text = _COMMENT.sub("", text).strip()
    half_day = _HALF_DAY.search(text)
    if half_day:
        text = text[: half_day.start()]
    if _OTHER_WORDS.search(_DATE_WORDS.sub("", text)):
        return None
    at = parsedate_to_datetime(text)
    if half_day is None:
        return at
    return at.replace(hour=at.hour % 12 + (12 if half_day[1].upper() == "P" else 0)) if 0 < at.hour <= 12 else None


def _of_number(count: Decimal) -> datetime | None:
    """Seconds, milliseconds, microseconds or nanoseconds since 1970: the unit that gives a likely time.

    A smaller number is a placeholder such as 0, or no time.
    """
    if not count.is_finite() or not 0 < count.adjusted() < 20:
        return None
    first, last = _LIKELY_S
    in_seconds = [count / units for units in _UNITS_PER_SECOND]
    likely = [seconds for seconds in in_seconds if first <= seconds < last]
    possible = likely or [seconds for seconds in in_seconds if first <= seconds < _LAST_S + 1]
    return _EPOCH + int(possible[0] * 1_000_000) * _MICROSECOND if possible else None


def _of_list(parts: list[object]) -> datetime | None:
    """`[2026, 11, 30, 10, 0, 1, 477000000]`, as Java's Jackson writes a time without a zone."""
    if not 3 <= len(parts) <= 7 or not all(type(part) is int for part in parts):
        return None
    numbers = [part for part in parts if isinstance(part, int)]
    year, month, day, hour, minute, second, nanosecond = (*numbers, 0, 0, 0, 0)[:7]
    return datetime(year, month, day, hour, minute, second, nanosecond // 1000, tzinfo=UTC)
