"""Filter tokens of a time that was chosen in a picture: `since:` and `until:`."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo

from composer_app.domain.filter_fields import moment_named
from composer_app.domain.filter_keys import FilterKey
from composer_app.domain.filter_parser import FilterToken
from composer_app.domain.queries import TimeRange

TIME_KEYS = frozenset({FilterKey.SINCE, FilterKey.UNTIL})


def tokens_of_time(time: TimeRange, zone: tzinfo | None = None) -> list[FilterToken]:
    """`since:` and `until:` that mean exactly this time, as short as they can be.

    Args:
        zone: of the times as they are written; None: the computer's.
    """
    return [
        FilterToken(FilterKey.SINCE, _written(time.since, zone, is_end=False)),
        FilterToken(FilterKey.UNTIL, _written(time.until, zone, is_end=True)),
    ]


def _written(at: datetime, zone: tzinfo | None, *, is_end: bool) -> str:
    here = at.astimezone(zone)
    day = here - timedelta(minutes=1) if is_end else here
    short = (day.date().isoformat(), f"{here:%Y-%m-%dT%H:%M}", f"{here:%Y-%m-%dT%H:%M:%S.%f}")
    meant = (text for text in short if moment_named(text, at, is_end=is_end, zone=zone) == at)
    return next(meant, at.astimezone(UTC).isoformat())  # the hour that comes twice when the clock is set back
