"""Periods of the overview, from today to 12 months, each with the one before it, in local days."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from itertools import pairwise

import msgspec

from composer_app.domain.queries import TimeRange

_HOUR = timedelta(hours=1)
_MONTHS_OF_A_YEAR = 12


class PeriodKind(StrEnum):
    """The lengths that the user can choose. The value is stored."""

    TODAY = "today"
    WEEK = "week"
    FOUR_WEEKS = "four weeks"
    MONTH = "month"
    YEAR = "year"


_DAYS = {PeriodKind.TODAY: 1, PeriodKind.WEEK: 7, PeriodKind.FOUR_WEEKS: 28}


class Period(msgspec.Struct, frozen=True):
    """A period that ends with today's end, and the one before it: of the same length, or the whole calendar months.

    Attributes:
        before: the earlier period; it ends where `now` begins.
        now: the period itself.
        slots: both in equal parts, one for each bar: hours of today, days, or months.
        today: the day of today.
    """

    kind: PeriodKind
    before: TimeRange
    now: TimeRange
    slots: tuple[TimeRange, ...]
    today: TimeRange

    @property
    def slots_before(self) -> int:
        """How many of the slots belong to the earlier period."""
        return sum(slot.since < self.now.since for slot in self.slots)


def period_of(kind: PeriodKind, at: datetime, zone: tzinfo | None = None) -> Period:
    """The period that holds this moment.

    Args:
        at: aware.
        zone: where days begin; None: the computer's.
    """
    today = at.astimezone(zone).date()
    tomorrow = today + timedelta(days=1)
    today_range = TimeRange(_start_of(today, zone), _start_of(tomorrow, zone))
    if kind is PeriodKind.YEAR:
        first = _month(today, 1 - _MONTHS_OF_A_YEAR)
        days = [_month(first, number - _MONTHS_OF_A_YEAR) for number in range(2 * _MONTHS_OF_A_YEAR)]
        edges = [*(_start_of(day, zone) for day in days), today_range.until]
        middle = _start_of(first, zone)
    elif kind is PeriodKind.MONTH:
        first, earliest = _month(today, 0), _month(today, -1)
        edges = [_start_of(earliest + timedelta(days=number), zone) for number in range((tomorrow - earliest).days + 1)]
        middle = _start_of(first, zone)
    else:
        length = _DAYS[kind]
        first = tomorrow - timedelta(days=length)
        middle = _start_of(first, zone)
        earliest = first - timedelta(days=length)
        if kind is PeriodKind.TODAY:
            edges = [*_hours(_start_of(earliest, zone), middle), *_hours(middle, today_range.until), today_range.until]
        else:
            edges = [_start_of(earliest + timedelta(days=number), zone) for number in range(2 * length + 1)]
    slots = tuple(TimeRange(since, until) for since, until in pairwise(edges))
    return Period(
        kind=kind,
        before=TimeRange(edges[0], middle),
        now=TimeRange(middle, today_range.until),
        slots=slots,
        today=today_range,
    )


def _start_of(day: date, zone: tzinfo | None) -> datetime:
    midnight = datetime.combine(day, time())
    return (midnight if zone is None else midnight.replace(tzinfo=zone)).astimezone(UTC)


def _hours(since: datetime, until: datetime) -> list[datetime]:
    """The beginning of each hour; a day has 23 to 25 of them."""
    count = -((since - until) // _HOUR)
    return [since + number * _HOUR for number in range(count)]


def _month(day: date, step: int) -> date:
    """The first day of the month so many months later."""
    months = day.year * _MONTHS_OF_A_YEAR + day.month - 1 + step
    return date(months // _MONTHS_OF_A_YEAR, months % _MONTHS_OF_A_YEAR + 1, 1)
