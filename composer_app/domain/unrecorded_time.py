"""Times of which the logs were not recorded, and never will be."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from composer_app.domain.queries import TimeRange
from composer_app.domain.vendor_limits import LOG_REACH

SHORTEST_GAP = timedelta(minutes=1)
"""Shorter gaps do not count: during a long sync the service drops its oldest seconds."""


def unrecorded(recorded: Sequence[TimeRange], time: TimeRange, now: datetime) -> list[TimeRange]:
    """The parts of `time` that are missing, oldest first.

    What is newer than all that was recorded is missing only if the service does not keep it any more: the rest will be
    read.

    Args:
        recorded: the times whose logs were read, oldest first, without overlaps.
    """
    newest = max(recorded[-1].until, now - LOG_REACH) if recorded else now - LOG_REACH
    end = min(time.until, newest)
    gaps = []
    begin = time.since
    for known in recorded:
        gaps.append(TimeRange(begin, min(known.since, end)))
        begin = max(begin, known.until)
    gaps.append(TimeRange(begin, end))
    return [gap for gap in gaps if gap.until - gap.since >= SHORTEST_GAP]
