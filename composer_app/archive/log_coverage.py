"""Which time ranges the logs were read for, by the clock of their service."""

from __future__ import annotations

from datetime import datetime

from composer_app.archive.archive_part import ArchivePart
from composer_app.archive.column_values import micros, time_of
from composer_app.archive.database import Database
from composer_app.domain.ids import AccountId
from composer_app.domain.queries import LOG_DELAY, LOG_REACH, TimeRange

TOLERANCE = LOG_DELAY / 2
"""So far the computers of one service may differ in time without any doubt about what was read."""

_TOUCHING = """
    SELECT min(since), max(until) FROM recorded WHERE account = :account AND since <= :until AND until >= :since
"""
_DROP_TOUCHING = "DELETE FROM recorded WHERE account = :account AND since <= :until AND until >= :since"
_ADD = "INSERT INTO recorded (account, since, until, is_certain) VALUES (:account, :since, :until, 1)"
_ALL = "SELECT since, until FROM recorded WHERE account = ? ORDER BY since"
_IN_DOUBT = "SELECT 1 FROM recorded WHERE account = ? AND (NOT is_certain OR until > ?) LIMIT 1"
_DROP_LATER = "DELETE FROM recorded WHERE account = :account AND since >= :reach"
_CUT = "UPDATE recorded SET until = :reach WHERE account = :account AND until > :reach"
_CERTAIN = "UPDATE recorded SET is_certain = 1 WHERE account = :account"


class CoverageReader(ArchivePart):
    """Asking what is covered."""

    def recorded(self, account_id: AccountId) -> tuple[TimeRange, ...]:
        """Oldest first; they do not overlap. What lies between is a gap."""
        return tuple(
            TimeRange(time_of(since), time_of(until))
            for since, until in self._db.rows(_ALL, (self._account_number(account_id),))
        )


class CoverageStore(CoverageReader):
    """Correcting it."""

    def mend_coverage(self, account_id: AccountId, now: datetime) -> tuple[TimeRange, ...]:
        """Take back what cannot have been read in full by now, and give what is covered then.

        A range that ends later than every entry can have appeared was noted by a wrong clock, and nobody knows since
        when it was wrong. So it is cut where the logs begin: all that they still hold is read again.

        Args:
            now: by the service's clock.
        """
        account = self._account_number(account_id)
        if self._db.row(_IN_DOUBT, (account, micros(now - LOG_DELAY + TOLERANCE))):
            values: dict[str, object] = {"account": account, "reach": micros(now - LOG_REACH)}
            with self._db.transaction():
                for change in (_DROP_LATER, _CUT, _CERTAIN):
                    self._db.run(change, values)
        return self.recorded(account_id)


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
