"""Unsettled logs: ranges with entries that were not final when they were read."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from datetime import datetime

from composer_app.archive.column_values import micros, time_of
from composer_app.archive.database import Database
from composer_app.domain.outcome import Outcome
from composer_app.domain.queries import TimeRange
from composer_app.domain.vendor_limits import LOG_REACH, MAX_LIMIT

_AHEAD = 2 * LOG_REACH
"""After `since`. An entry with a later send time, such as the year 9999, has a wrong one and is not searched by it."""
PAGE = MAX_LIMIT * 4 // 5
"""Known entries per range; the logs may hold more."""
_MAX_ENTRIES = 20_000
_NOT_FINAL = ", ".join(f"'{outcome.value}'" for outcome in Outcome if not outcome.is_final)
# Least recently read first.
_UNSETTLED = f"""
    SELECT log_entry.sent_at
    FROM message JOIN log_entry ON log_entry.message = message.row
    WHERE message.account = ? AND message.outcome IN ({_NOT_FINAL}) AND message.sent_at >= ?
      AND log_entry.sent_at BETWEEN ? AND ?
    ORDER BY log_entry.received_at, log_entry.sent_at LIMIT {_MAX_ENTRIES}
"""  # noqa: S608 - constants of ours
_END_OF_PAGE = "SELECT sent_at FROM message WHERE account = ? AND sent_at >= ? ORDER BY sent_at LIMIT 1 OFFSET ?"


def unsettled_ranges(
    database: Database, account: int, since: datetime, is_read: Callable[[datetime], bool], limit: int
) -> tuple[TimeRange, ...]:
    """Ranges that together hold every log entry that is not final, oldest first; each is about one page long.

    Args:
        since: older entries are not in the logs any more.
        is_read: entries with that send time are left out.
        limit: number of ranges; the most recently read entries are left out.
    """
    first = micros(since)
    by_age = [row[0] for row in database.rows(_UNSETTLED, (account, first, first, micros(since + _AHEAD)))]
    ordered = sorted(by_age)
    found: list[tuple[int, int]] = []
    for at in by_age:
        if len(found) == limit:
            break
        if any(begin <= at <= end for begin, end in found) or is_read(time_of(at)):
            continue
        row = database.row(_END_OF_PAGE, (account, at, PAGE))
        last = len(ordered) if row is None else bisect_right(ordered, row[0])
        found.append((at, max(at, ordered[last - 1])))
    return tuple(TimeRange(time_of(begin), time_of(end)) for begin, end in sorted(found))
