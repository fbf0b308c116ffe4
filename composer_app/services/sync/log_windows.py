"""Which parts of the logs to read. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from composer_app.domain.queries import TimeRange
from composer_app.domain.service_clock import ServiceTime
from composer_app.domain.vendor_limits import LOG_DELAY, LOG_REACH

_EDGE = timedelta(seconds=1)
"""Shorter ranges at the far end of the logs expire during the query."""


def ranges_to_read(coverage: Iterable[TimeRange], now: ServiceTime) -> tuple[TimeRange, ...]:
    """The uncovered ranges within the reach of the logs, oldest first.

    The last one is always there: it begins `LOG_DELAY` before now at the latest, even if that time is covered.

    Args:
        coverage: ranges that do not overlap, oldest first.
    """
    since, certain_until = now.earliest - LOG_REACH, now.earliest - LOG_DELAY
    found = []
    at = since
    for covered in coverage:
        if covered.until <= at:
            continue
        if covered.since >= certain_until:
            break
        if covered.since - at > (_EDGE if at == since else timedelta(0)):
            found.append(TimeRange(at, covered.since))
        at = min(covered.until, certain_until)
    return (*found, TimeRange(at, now.latest))


def certain_part(read: TimeRange, now: ServiceTime) -> TimeRange:
    """The part of a range read just now that is covered for good. May be empty, or end before it begins.

    Entries may still appear in the last hours, and the service lists none from before its reach.
    """
    return TimeRange(max(read.since, now.at - LOG_REACH), min(read.until, now.earliest - LOG_DELAY))


def without(ranges: Iterable[TimeRange], taken: Iterable[TimeRange]) -> tuple[TimeRange, ...]:
    """`ranges` without the parts in `taken`, oldest first."""
    left = list(ranges)
    for gone in taken:
        left = [piece for whole in left for piece in _beside(whole, gone)]
    return tuple(sorted(left, key=lambda one: one.since))


def merged(ranges: Iterable[TimeRange]) -> tuple[TimeRange, ...]:
    """The ranges merged, oldest first."""
    found: list[TimeRange] = []
    for one in sorted(ranges, key=lambda each: each.since):
        if found and one.since <= found[-1].until:
            found[-1] = TimeRange(found[-1].since, max(found[-1].until, one.until))
        else:
            found.append(one)
    return tuple(found)


def is_inside(at: datetime, ranges: Iterable[TimeRange]) -> bool:
    return any(one.since <= at <= one.until for one in ranges)


def _beside(whole: TimeRange, gone: TimeRange) -> list[TimeRange]:
    if gone.until <= whole.since or gone.since >= whole.until:
        return [whole]
    pieces = TimeRange(whole.since, gone.since), TimeRange(gone.until, whole.until)
    return [piece for piece in pieces if piece.since < piece.until]
