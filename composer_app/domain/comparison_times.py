"""Times of a comparison: how finely they are counted, and in which span one group is most over-represented."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, tzinfo
from itertools import accumulate

import msgspec

BETTER_BY = 5
"""In points of 100. A span with two ends counts only if it lies so much further apart than one with a single end,
because a single moment says more."""
HOURS_OF_DAY = 24
LONGEST_PART_OF_DAY = 12
"""In hours. A longer part of the day says nothing."""


HOUR = timedelta(hours=1)
FINE_STEP = timedelta(minutes=10)
FINE_UP_TO = timedelta(days=3)
"""Mail that was sent within so long is counted by `FINE_STEP`, any other by the hour."""


def counted_by(lasts: timedelta | None) -> timedelta:
    """The length of a bucket. `lasts`: how long the time is in which these mails were sent; None: no such limits."""
    return FINE_STEP if lasts is not None and lasts <= FINE_UP_TO else HOUR


class Bucket(msgspec.Struct, frozen=True):
    """How many mails of each group were sent from `since` until before `until`."""

    since: datetime
    until: datetime
    these: int
    rest: int


class TimeSpan(msgspec.Struct, frozen=True):
    """A span of time, and how many mails of each group lie in it. None: it has no such end."""

    since: datetime | None
    until: datetime | None
    these: int
    rest: int


class PartOfDay(msgspec.Struct, frozen=True):
    """A part of each day, and how many mails of each group lie in it. Minutes since midnight; `until` may be the
    smaller one."""

    since: int
    until: int
    these: int
    rest: int


def span_apart(buckets: Sequence[Bucket]) -> TimeSpan | None:
    """The span that lies furthest apart: mostly after a moment, or before one, or between two; None if there is none.

    Args:
        buckets: in the order of time; they do not overlap.
    """
    these, rest = sum(one.these for one in buckets), sum(one.rest for one in buckets)
    if not these or not rest:
        return None
    # Each is worth its share among these less its share among the rest, as a whole number.
    worth = list(accumulate((one.these * rest - one.rest * these for one in buckets), initial=0))
    last = len(buckets)
    after = min(range(last + 1), key=lambda place: (worth[place], -place))  # what follows is worth most
    before = max(range(last + 1), key=lambda place: (worth[place], -place))
    first, end = (after, last) if -worth[after] >= worth[before] else (0, before)
    begin, finish = _between(worth)
    if 100 * (worth[finish] - worth[begin] - (worth[end] - worth[first])) >= BETTER_BY * these * rest:
        first, end = begin, finish
    if worth[end] <= worth[first]:
        return None
    inside = buckets[first:end]
    return TimeSpan(
        since=inside[0].since if first else None,
        until=inside[-1].until if end < last else None,
        these=sum(one.these for one in inside),
        rest=sum(one.rest for one in inside),
    )


def _between(worth: Sequence[int]) -> tuple[int, int]:
    """The two places between which the worth rises most."""
    lowest, begin, end = 0, 0, 0
    for place, value in enumerate(worth):
        if value <= worth[lowest]:
            lowest = place
        if value - worth[lowest] > worth[end] - worth[begin]:
            begin, end = lowest, place
    return begin, end


def part_of_day_apart(buckets: Sequence[Bucket], zone: tzinfo | None = None) -> PartOfDay | None:
    """The part of the day, in whole hours, that lies furthest apart; None if there is none.

    Args:
        buckets: none is longer than an hour.
        zone: whose days; None: the computer's.
    """
    minutes = {_minute(one.since, zone) % 60 for one in buckets[-1:]}
    offset = next(iter(minutes), 0)  # of a zone that is off by half an hour
    these, rest = [0] * HOURS_OF_DAY, [0] * HOURS_OF_DAY
    for one in buckets:
        hour = (_minute(one.since, zone) - offset) // 60 % HOURS_OF_DAY
        these[hour] += one.these
        rest[hour] += one.rest
    all_these, all_rest = sum(these), sum(rest)
    if not all_these or not all_rest:
        return None
    best: tuple[int, int, int, int] | None = None
    for first in range(HOURS_OF_DAY):
        value = 0
        for length in range(1, LONGEST_PART_OF_DAY + 1):
            hour = (first + length - 1) % HOURS_OF_DAY
            value += these[hour] * all_rest - rest[hour] * all_these
            if best is None or (value, -length) > best[:2]:
                best = (value, -length, first, length)
    if best is None or best[0] <= 0:
        return None
    _, _, first, length = best
    hours = [hour % HOURS_OF_DAY for hour in range(first, first + length)]
    return PartOfDay(
        since=(first * 60 + offset) % (HOURS_OF_DAY * 60),
        until=((first + length) * 60 + offset) % (HOURS_OF_DAY * 60),
        these=sum(these[hour] for hour in hours),
        rest=sum(rest[hour] for hour in hours),
    )


def days_around(since: datetime, until: datetime, zone: tzinfo | None = None) -> tuple[datetime, datetime]:
    """The whole days from that of `since` to that of `until`: the first midnight, and the one after the last day."""
    return _midnight(since, zone, days=0), _midnight(until, zone, days=1)


def _midnight(at: datetime, zone: tzinfo | None, *, days: int) -> datetime:
    try:
        here = at.astimezone(zone)
        midnight = datetime(here.year, here.month, here.day) + timedelta(days=days)
        return (midnight if zone is None else midnight.replace(tzinfo=zone)).astimezone(UTC)
    except (OverflowError, ValueError, OSError):  # the first and last days of the calendar
        return at + timedelta(days=days) if at.year < datetime.max.year else at


def _minute(at: datetime, zone: tzinfo | None) -> int:
    """Minutes since midnight."""
    try:
        here = at.astimezone(zone)
    except (OverflowError, ValueError, OSError):
        here = at
    return here.hour * 60 + here.minute
