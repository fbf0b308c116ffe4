"""Mail that the logs list more than once: it went out twice, or the service gave it two ids."""

from __future__ import annotations

import json
from collections import Counter
from datetime import datetime

from composer_app.archive import message_events
from composer_app.archive.database import Database
from composer_app.archive.reconcile import reconcile
from composer_app.domain.message_history import EventKind, EventSource
from composer_app.domain.outcome import Outcome

_SAME_MICROS = 60 * 1_000_000
_KNOWN_COPIES = f"""
    SELECT coalesce(max(CAST(detail AS INTEGER)), 1) FROM event
    WHERE message = ? AND kind = '{EventKind.LISTED_AGAIN.value}'
"""  # noqa: S608 - a constant of ours
# Messages to a recipient of ours in our bulk under an id that is not ours: the mail went out twice, or the service
# assigned two ids.
_OTHER_COPIES = """
    SELECT own.row, count(*), EXISTS (SELECT 1 FROM log_entry WHERE log_entry.message = own.row)
    FROM json_each(:bulks) AS wanted
    CROSS JOIN message AS other INDEXED BY message_by_bulk
        ON other.account = :account AND other.bulk_id = wanted.value AND other.submission IS NULL
    CROSS JOIN message AS own INDEXED BY message_ours_by_bulk
        ON own.account = :account AND own.bulk_id = wanted.value AND own.submission IS NOT NULL
        AND own.address_key = other.address_key
    WHERE EXISTS (SELECT 1 FROM log_entry WHERE log_entry.message = other.row)
    GROUP BY own.row
"""


def is_apart(before: int | None, now: int | None) -> bool:
    """True if the times of two entries are too far apart for one message."""
    return before is not None and now is not None and abs(now - before) > _SAME_MICROS


class Listings:
    """Counts how often one answer lists each message sent from here."""

    def __init__(self, database: Database, account: int) -> None:
        self._db = database
        self._account = account
        self._listed: Counter[int] = Counter()
        self._listed_apart: set[int] = set()
        self._bulks: set[str] = set()

    def note(self, row: int) -> None:
        """Count an entry about this message."""
        self._listed[row] += 1

    def note_apart(self, row: int) -> None:
        """Note that an earlier entry has another send time for this message."""
        self._listed_apart.add(row)

    def note_bulk(self, bulk_id: str) -> None:
        """Count an entry about this bulk of ours."""
        self._bulks.add(bulk_id)

    def copies(self) -> dict[int, int]:
        """The number of messages in the logs for each of ours, if more than one: listed twice in one answer, with
        another send time than before, or under another id to the same recipient in our bulk."""
        counts = dict(self._listed)
        for row in self._listed_apart:
            counts[row] = max(counts[row], 2)
        wanted: dict[str, object] = {"account": self._account, "bulks": json.dumps(sorted(self._bulks))}
        for row, others, is_listed in self._db.rows(_OTHER_COPIES, wanted) if self._bulks else ():
            counts[row] = max(counts.get(row, 0), is_listed) + others
        return {row: count for row, count in counts.items() if count > 1}


def record_copies(database: Database, row: int, count: int, at: datetime) -> bool:
    """Record that the logs list a message of ours more than once. False if so many are known."""
    known = database.row(_KNOWN_COPIES, (row,))
    assert known is not None
    if count <= known[0]:
        return False
    kind, source = EventKind.LISTED_AGAIN, EventSource.LOGS
    message_events.add(database, row, kind, at, at, Outcome.UNKNOWN, source=source, detail=str(count))
    reconcile(database, row, is_news=True)
    return True
