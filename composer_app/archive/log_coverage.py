"""Log coverage: the time ranges whose logs were read, by the service's clock."""

from __future__ import annotations

from datetime import datetime

from composer_app.archive.column_values import micros, time_of
from composer_app.archive.database import Database
from composer_app.domain.queries import TimeRange
from composer_app.domain.vendor_limits import CLOCK_TOLERANCE, LOG_DELAY, LOG_REACH

_TOUCHING = """
    SELECT min(since), max(until) FROM recorded WHERE account = :account AND since <= :until AND until >= :since
"""
_DROP_TOUCHING = "DELETE FROM recorded WHERE account = :account AND since <= :until AND until >= :since"
_ADD = "INSERT INTO recorded (account, since, until, is_certain) VALUES (:account, :since, :until, 1)"
_ALL = "SELECT since, until FROM recorded WHERE account = ? ORDER BY since"
_UNCERTAIN = "SELECT 1 FROM recorded WHERE account = ? AND (NOT is_certain OR until > ?) LIMIT 1"
_DROP_LATER = "DELETE FROM recorded WHERE account = :account AND since >= :reach"
_CUT = "UPDATE recorded SET until = :reach WHERE account = :account AND until > :reach"
_CERTAIN = "UPDATE recorded SET is_certain = 1 WHERE account = :account"


def covered_ranges(database: Database, account: int) -> tuple[TimeRange, ...]:
    """Oldest first, without overlaps. The time between two ranges is a gap."""
    return tuple(TimeRange(time_of(since), time_of(until)) for since, until in database.rows(_ALL, (account,)))


def correct_coverage(database: Database, account: int, now: datetime) -> None:
    """Remove coverage that cannot be complete.

    A range that ends after the newest possible entry was noted by a wrong clock, wrong for an unknown time. So it is
    cut where the logs begin: everything that they still hold is read again.

    Args:
        now: by the service's clock.
    """
    if database.row(_UNCERTAIN, (account, micros(now - LOG_DELAY + CLOCK_TOLERANCE))):
        values: dict[str, object] = {"account": account, "reach": micros(now - LOG_REACH)}
        with database.transaction():
            for change in (_DROP_LATER, _CUT, _CERTAIN):
                database.run(change, values)


def add_coverage(database: Database, account: int, read: TimeRange) -> None:
    """Add a range and join it with those it overlaps or touches. Inside a transaction only."""
    since, until = micros(read.since), micros(read.until)
    if until <= since:
        return
    values: dict[str, object] = {"account": account, "since": since, "until": until}
    row = database.row(_TOUCHING, values)
    assert row is not None
    if row[0] is not None:
        database.run(_DROP_TOUCHING, values)
        values.update(since=min(since, row[0]), until=max(until, row[1]))
    database.run(_ADD, values)
