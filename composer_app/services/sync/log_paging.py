"""Log paging: which page of the logs to read next. Pure.

Entries are expected newest first; each page is checked. v4 has a cursor. v1 has none: a page
that is full is followed by one that ends where its oldest entry lies. Both ends of a time range are inclusive, so no
entry falls between two pages. A cursor without progress is dropped, and the rest is read by time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from composer_app.domain.queries import TimeRange
from composer_app.domain.vendor_limits import MAX_LIMIT

MOMENT = timedelta(milliseconds=1)
"""The shortest range of a query."""


class LeftUnread(StrEnum):
    """Why a part of the logs cannot be queried."""

    MORE = "more entries than one sync reads"
    CROWD = "more than 1,000 entries in one moment"
    NOT_FILTERED = "the service gives entries of another time than it is asked for"


class ReadPage(NamedTuple):
    """The facts of one answer that decide what is read next."""

    times: Sequence[datetime | None]
    """Send times of its entries, in the order of the answer."""
    size: int
    """Entries in it, read or not."""
    is_whole: bool
    """The list was read to its end, even if entries in it were not understood."""
    next_cursor: str | None = None


@dataclass(frozen=True)
class Reading:
    """A range being read.

    `asked` is the requested range, `span` its uncovered part. `is_walking`: its cursor made no progress, so it is read
    by time down to an empty page.
    """

    asked: TimeRange
    span: TimeRange
    cursor: str | None = None
    used: frozenset[str] = frozenset()
    is_walking: bool = False

    @classmethod
    def of(cls, span: TimeRange) -> Reading:
        return cls(span, span)

    def by_time(self) -> Reading:
        """The rest of it without a cursor."""
        return Reading(self.span, self.span, is_walking=True)

    def down_to(self, until: datetime) -> Reading:
        """The part before `until`, by time."""
        span = TimeRange(self.span.since, until)
        return replace(self, asked=span, span=span)


class NextQuestions(NamedTuple):
    """The range that one page covers, the ranges to read next (oldest first), and why something cannot be read."""

    covered: TimeRange | None = None
    rest: tuple[Reading, ...] = ()
    left: LeftUnread | None = None


def next_step(reading: Reading, page: ReadPage) -> NextQuestions:
    """How to go on after a page."""
    if not page.is_whole:
        return NextQuestions(rest=(reading.by_time(),)) if reading.cursor is not None else NextQuestions()
    if reading.is_walking or (page.next_cursor is None and not reading.used):
        return _by_time(reading, page)
    return _by_cursor(reading, page)


def ceil_to_moment(at: datetime) -> datetime:
    """The next time that a query can express, at or after `at`."""
    over = at.microsecond % 1000
    return at if over == 0 else at + timedelta(microseconds=1000 - over)


def _by_cursor(reading: Reading, page: ReadPage) -> NextQuestions:
    span = reading.span
    times = [at for at in page.times if at is not None]
    has_begun_anew = reading.cursor is not None and any(at > span.until for at in times)
    if has_begun_anew:
        return NextQuestions(rest=(reading.by_time(),))
    if page.next_cursor is None:
        return NextQuestions(covered=span)
    covered, rest = None, span
    if times and _is_newest_first(times) and span.since < times[-1] <= span.until:
        covered, rest = TimeRange(times[-1], span.until), TimeRange(span.since, times[-1])
    if page.next_cursor in reading.used or page.size == 0:
        return NextQuestions(covered, (Reading(rest, rest, is_walking=True),))
    used = reading.used | {page.next_cursor}
    return NextQuestions(covered, (replace(reading, span=rest, cursor=page.next_cursor, used=used),))


def _by_time(reading: Reading, page: ReadPage) -> NextQuestions:
    span = reading.span
    is_full = page.size >= MAX_LIMIT
    known = [at for at in page.times if at is not None]
    times = [at for at in known if span.since - MOMENT < at <= ceil_to_moment(span.until)]
    is_ordered = _is_newest_first(times)
    if not is_full and not (reading.is_walking and times and is_ordered):
        return NextQuestions(covered=span)
    if known and not times:
        return NextQuestions(left=LeftUnread.NOT_FILTERED)
    if not times or not is_ordered:
        return _halves(reading)
    oldest = times[-1]
    if oldest <= span.until - MOMENT:
        return NextQuestions(TimeRange(oldest, span.until), _part(reading, oldest))
    before = span.until - MOMENT
    if not is_full:  # all entries of that moment are here
        return NextQuestions(TimeRange(before, span.until), _part(reading, before))
    return NextQuestions(rest=_part(reading, before), left=LeftUnread.CROWD)


def _halves(reading: Reading) -> NextQuestions:
    span = reading.span
    half = (span.until - span.since) / 2
    if half < MOMENT:
        return NextQuestions(left=LeftUnread.CROWD)
    middle = span.since + half
    later = replace(reading, asked=TimeRange(middle, span.until), span=TimeRange(middle, span.until))
    return NextQuestions(rest=(reading.down_to(middle), later))


def _part(reading: Reading, until: datetime) -> tuple[Reading, ...]:
    return (reading.down_to(until),) if until > reading.span.since else ()


def _is_newest_first(times: Sequence[datetime]) -> bool:
    return all(newer >= older for newer, older in pairwise(times))
