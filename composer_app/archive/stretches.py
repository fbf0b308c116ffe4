"""Which stretches of time the logs were read for."""

from __future__ import annotations

from composer_app.archive.columns import micros, time_of
from composer_app.archive.database import Database
from composer_app.archive.part import ArchivePart
from composer_app.domain.ids import AccountId
from composer_app.domain.query import Stretch

_TOUCHING = """
    SELECT min(since), max(until) FROM recorded WHERE account = :account AND since <= :until AND until >= :since
"""
_DROP_TOUCHING = "DELETE FROM recorded WHERE account = :account AND since <= :until AND until >= :since"
_ADD = "INSERT INTO recorded (account, since, until) VALUES (:account, :since, :until)"
_ALL = "SELECT since, until FROM recorded WHERE account = ? ORDER BY since"


class Stretches(ArchivePart):
    """Asking what was recorded."""

    def recorded(self, account_id: AccountId) -> tuple[Stretch, ...]:
        """Oldest first; they do not overlap. What lies between is a gap that nobody harvested."""
        return tuple(
            Stretch(time_of(since), time_of(until))
            for since, until in self._db.rows(_ALL, (self._account_number(account_id),))
        )


def add_stretch(database: Database, account: int, stretch: Stretch) -> None:
    """Add a stretch and join it with those it overlaps or touches. Inside a transaction only."""
    since, until = micros(stretch.since), micros(stretch.until)
    if until <= since:
        return
    values: dict[str, object] = {"account": account, "since": since, "until": until}
    row = database.row(_TOUCHING, values)
    assert row is not None
    if row[0] is not None:
        database.run(_DROP_TOUCHING, values)
        values.update(since=min(since, row[0]), until=max(until, row[1]))
    database.run(_ADD, values)
