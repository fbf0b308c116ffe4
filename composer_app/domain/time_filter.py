"""Times in a filter: what `since:` and `until:` mean, and the tokens of a time that was chosen in a picture."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta, tzinfo

from composer_app.domain.filter_keys import FilterKey
from composer_app.domain.filter_parser import FilterToken
from composer_app.domain.queries import TimeRange

TIME_KEYS = frozenset({FilterKey.SINCE, FilterKey.UNTIL})
_SPANS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_SPAN = re.compile(r"(\d{1,5})\s*([mhdw])", re.IGNORECASE)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def moment_named(text: str, now: datetime, *, is_end: bool, zone: tzinfo | None = None) -> datetime | None:
    """The moment that `2d`, `today`, `yesterday`, `2026-11-20` or `2026-11-20T14:00` names, in UTC.

    Args:
        text: the value of a token.
        now: `2d` counts back from here.
        is_end: a day means its end, not its beginning.
        zone: the zone of days without one; None: the computer's.
    """
    word = text.strip().lower()
    try:
        span = _SPAN.fullmatch(word)
        if span is not None:
            return now.astimezone(UTC) - timedelta(**{_SPANS[span[2]]: int(span[1])})
        if word in ("today", "yesterday"):
            day = now.astimezone(zone).date() - timedelta(days=word == "yesterday")
            return _of_day(datetime.combine(day, time()), is_end, zone)
        if _DAY.fullmatch(word):
            return _of_day(datetime.fromisoformat(word), is_end, zone)
        written = datetime.fromisoformat(text.strip().upper().replace(" ", "T", 1))
    except (ValueError, OverflowError, OSError):
        return None
    if written.tzinfo is None and zone is not None:
        written = written.replace(tzinfo=zone)
    try:
        return written.astimezone(UTC)
    except (ValueError, OverflowError, OSError):  # year 1 or 9999 in a zone that has it elsewhere
        return None


def tokens_of_time(chosen: TimeRange, zone: tzinfo | None = None) -> list[FilterToken]:
    """`since:` and `until:` that mean exactly this time, as short as they can be.

    Args:
        zone: of the times as they are written; None: the computer's.
    """
    return [
        FilterToken(FilterKey.SINCE, _written(chosen.since, zone, is_end=False)),
        FilterToken(FilterKey.UNTIL, _written(chosen.until, zone, is_end=True)),
    ]


def _written(at: datetime, zone: tzinfo | None, *, is_end: bool) -> str:
    here = at.astimezone(zone)
    day = here - timedelta(minutes=1) if is_end else here
    short = (day.date().isoformat(), f"{here:%Y-%m-%dT%H:%M}", f"{here:%Y-%m-%dT%H:%M:%S.%f}")
    meant = (text for text in short if moment_named(text, at, is_end=is_end, zone=zone) == at)
    return next(meant, at.astimezone(UTC).isoformat())  # the hour that comes twice when the clock is set back


def _of_day(midnight: datetime, is_end: bool, zone: tzinfo | None) -> datetime:
    day = midnight + timedelta(days=is_end)  # by the calendar: the day a clock is set has 23 or 25 hours
    return (day if zone is None else day.replace(tzinfo=zone)).astimezone(UTC)
