"""Scheduled sends, and changes to them.

A message of a scheduled send has its time in ``sent_at``, moved to the far future while the bulk is held.
"""

import os
import sqlite3
from dataclasses import dataclass

from composer_app.sandbox.clock import SECOND_MS
from composer_app.sandbox.magic_addresses import Outcome
from composer_app.sandbox.store.database import transaction

PAUSED = "PAUSED"
CANCELED = "CANCELED"
_FIRST_NUMBER = 2_033_247_207_450_906_896
# The last second of the year 9999.
NEVER_MS = 253_402_300_799 * SECOND_MS


@dataclass(frozen=True, slots=True)
class Bulk:
    """One scheduled request.

    Attributes:
        id: the service's own number.
        status: PENDING, PAUSED, PROCESSING, CANCELED or FINISHED, at the time of asking.
    """

    id: int
    send_at_ms: int
    status: str

    @property
    def can_change(self) -> bool:
        return self.status in {"PENDING", PAUSED}


class Bulks:
    """The scheduled sends of a store; shares its connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._database = connection

    def add(self, external_id: str, send_at_ms: int) -> int:
        """Makes a bulk inside the caller's transaction; returns its number, 19 digits as with the service."""
        (last,) = self._database.execute("SELECT max(id) FROM bulk").fetchone()
        number = (last or _FIRST_NUMBER) + 1 + os.urandom(1)[0]
        self._database.execute(
            "INSERT INTO bulk (id, external_id, send_at) VALUES (?,?,?)", (number, external_id, send_at_ms)
        )
        return number

    def find(self, external_id: str, now_ms: int) -> list[Bulk]:
        """Returns all bulks the client's id names, the first made first."""
        rows = self._database.execute(
            "SELECT id, send_at, held FROM bulk WHERE external_id = ? ORDER BY id", (external_id,)
        ).fetchall()
        return [Bulk(number, send_at, self._status(number, send_at, held, now_ms)) for number, send_at, held in rows]

    def held(self, number: int) -> str:
        """Returns PAUSED, CANCELED or nothing."""
        row = self._database.execute("SELECT held FROM bulk WHERE id = ?", (number,)).fetchone()
        return str(row[0]) if row else ""

    def reschedule(self, bulk: Bulk, send_at_ms: int, now_ms: int) -> None:
        with transaction(self._database):
            self._database.execute("UPDATE bulk SET send_at = ? WHERE id = ?", (send_at_ms, bulk.id))
            if bulk.status != PAUSED:
                self._move(bulk.id, send_at_ms, now_ms)

    def pause(self, bulk: Bulk, now_ms: int) -> None:
        with transaction(self._database):
            self._hold(bulk.id, PAUSED)
            self._move(bulk.id, NEVER_MS, now_ms)

    def resume(self, bulk: Bulk, now_ms: int) -> None:
        """Resumes it: sent at its time, or at once if that has passed."""
        with transaction(self._database):
            self._hold(bulk.id, "")
            self._move(bulk.id, max(bulk.send_at_ms, now_ms), now_ms)

    def cancel(self, bulk: Bulk, now_ms: int, outcome: Outcome | None) -> None:
        """Ends a bulk for good.

        Args:
            outcome: outcome of its messages in logs and reports; None: they appear in neither.
        """
        with transaction(self._database):
            self._hold(bulk.id, CANCELED)
            if outcome is None:
                self._move(bulk.id, NEVER_MS, now_ms)
            else:
                self._database.execute(
                    "UPDATE message SET outcome = ?, final_group = ?, sent_at = ?, due_at = ?"
                    " WHERE bulk = ? AND sent_at > ?",
                    (outcome.name, outcome.status.group, now_ms, now_ms, bulk.id, now_ms),
                )

    def _status(self, number: int, send_at_ms: int, held: str, now_ms: int) -> str:
        if held:
            return held
        if send_at_ms > now_ms:
            return "PENDING"
        row = self._database.execute(
            "SELECT 1 FROM message WHERE bulk = ? AND due_at > ? LIMIT 1", (number, now_ms)
        ).fetchone()
        return "PROCESSING" if row else "FINISHED"

    def _hold(self, number: int, held: str) -> None:
        self._database.execute("UPDATE bulk SET held = ? WHERE id = ?", (held, number))

    def _move(self, number: int, sent_at_ms: int, now_ms: int) -> None:
        """Reschedules all unsent messages; their delivery delay stays the same."""
        self._database.execute(
            "UPDATE message SET due_at = due_at - sent_at + ?, sent_at = ? WHERE bulk = ? AND sent_at > ?",
            (sent_at_ms, sent_at_ms, number, now_ms),
        )
