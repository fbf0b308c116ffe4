"""Bars of a histogram over time: how wide they are, and where each begins."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import Enum

import msgspec

from composer_app.domain.outcome import Outcome

MOST_BARS = 92
"""So many bars with room between them fit beside facets and details; a quarter of a year has so many days."""

_FIRST = datetime(11, 1, 1, tzinfo=UTC)
_LAST = datetime(9980, 1, 1, tzinfo=UTC)
"""Outside of these not every zone has a date."""


class BarWidth(Enum):
    """A width that users know; the value is its usual length."""

    MINUTE = timedelta(minutes=1)
    FIVE_MINUTES = timedelta(minutes=5)
    QUARTER = timedelta(minutes=15)
    HALF_HOUR = timedelta(minutes=30)
    HOUR = timedelta(hours=1)
    THREE_HOURS = timedelta(hours=3)
    SIX_HOURS = timedelta(hours=6)
    TWELVE_HOURS = timedelta(hours=12)
    DAY = timedelta(days=1)
    WEEK = timedelta(days=7)
    MONTH = timedelta(days=30)
    YEAR = timedelta(days=365)
    DECADE = timedelta(days=3652)


class TimeBar(msgspec.Struct, frozen=True):
    """How many messages were sent from `since` up to `until`, by outcome, without zeros."""

    since: datetime
    until: datetime
    counts: Mapping[Outcome, int] = {}

    @property
    def total(self) -> int:
        return sum(self.counts.values())


class TimeHistogram(msgspec.Struct, frozen=True):
    """Bars without gaps between them, oldest first; none if there is no time to show."""

    width: BarWidth
    bars: tuple[TimeBar, ...] = ()

    @property
    def totals(self) -> dict[Outcome, int]:
        """All bars together, by outcome."""
        found: dict[Outcome, int] = {}
        for bar in self.bars:
            for outcome, count in bar.counts.items():
                found[outcome] = found.get(outcome, 0) + count
        return found

    def place_of(self, at: datetime) -> int:
        """The number of the bar that holds this time; of the nearest one if none does."""
        place = bisect_right(self.bars, at, key=lambda bar: bar.since) - 1
        return min(max(place, 0), len(self.bars) - 1)


def edges_of(since: datetime, until: datetime, zone: tzinfo | None = None) -> tuple[BarWidth, list[datetime]]:
    """The narrowest width with which `MOST_BARS` reach from `since` to `until`, and the edges of the bars in UTC.

    Bars begin at round times of the clock: those of three hours at 0:00, 3:00 and so on; weeks on Monday. The first
    one begins at or before `since`, the last one ends at or after `until`.

    Args:
        since: must be before `until`; times that no calendar has become the nearest that has one.
        zone: whose midnight counts; None: the computer's.
    """
    since, until = (min(max(at, _FIRST), _LAST) for at in (since, until))
    for width in BarWidth:
        if (until - since) / width.value <= MOST_BARS + 1:
            edges = _edges(since, until, width, zone)
            if len(edges) - 1 <= MOST_BARS:
                return width, edges
    return BarWidth.DECADE, _edges(since, until, BarWidth.DECADE, zone)


def _edges(since: datetime, until: datetime, width: BarWidth, zone: tzinfo | None) -> list[datetime]:
    day = _local_day(since, zone)
    if width.value < BarWidth.DAY.value:
        edges = _edges_within_days(day, until, width.value, zone)
    else:
        edges = [_midnight(_first_day(day, width), zone)]
        while edges[-1] < until:
            day = _next_day(_first_day(day, width), width)
            edges.append(_midnight(day, zone))
    first = max(bisect_right(edges, since) - 1, 0)
    return edges[first:]


def _edges_within_days(day: date, until: datetime, step: timedelta, zone: tzinfo | None) -> list[datetime]:
    """Each day is divided anew, so that the bars of a day stay round behind a change of the clock."""
    edges = [_midnight(day, zone)]
    while edges[-1] < until:
        midnight, day = _midnight(day, zone), day + timedelta(days=1)
        end = _midnight(day, zone)
        at = midnight + step
        while at < end and edges[-1] < until:
            edges.append(at)
            at += step
        if edges[-1] < until:
            edges.append(end)
    return edges


def _first_day(day: date, width: BarWidth) -> date:
    if width is BarWidth.WEEK:
        return day - timedelta(days=day.weekday())
    if width is BarWidth.MONTH:
        return day.replace(day=1)
    if width is BarWidth.YEAR:
        return day.replace(month=1, day=1)
    if width is BarWidth.DECADE:
        return date(max(day.year - day.year % 10, 1), 1, 1)
    return day


def _next_day(day: date, width: BarWidth) -> date:
    if width is BarWidth.WEEK:
        return day + timedelta(days=7)
    if width is BarWidth.MONTH:
        return date(day.year + day.month // 12, day.month % 12 + 1, 1)
    if width is BarWidth.YEAR:
        return date(day.year + 1, 1, 1)
    if width is BarWidth.DECADE:
        return date(day.year + 10 - day.year % 10, 1, 1)
    return day + timedelta(days=1)


def _local_day(at: datetime, zone: tzinfo | None) -> date:
    return at.astimezone(zone).date()


def _midnight(day: date, zone: tzinfo | None) -> datetime:
    midnight = datetime.combine(day, time())
    return (midnight if zone is None else midnight.replace(tzinfo=zone)).astimezone(UTC)
