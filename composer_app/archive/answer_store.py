"""Stored answers of report pulls and log queries; on disk before they are parsed."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import msgspec

from composer_app.archive.account_numbers import AccountNumbers
from composer_app.archive.column_values import micros, storable, time_of
from composer_app.archive.database import Database
from composer_app.archive.errors import NotFound
from composer_app.domain.ids import AccountId

_STORE = """
    INSERT INTO answer (account, kind, query, received_at, is_complete, size_bytes, body) VALUES (?, ?, ?, ?, ?, ?, ?)
"""
_UNREAD = """
    SELECT number, account, kind, query, received_at, is_complete, size_bytes, is_read, problem, reader
    FROM answer WHERE body IS NOT NULL ORDER BY number
"""
_BODY = "SELECT body FROM answer WHERE number = ?"
# The bytes of answers cut off or not understood are kept for a later version.
_MARK_READ = """
    UPDATE answer
    SET is_read = 1, reader = :reader, problem = :problem,
        body = CASE WHEN is_complete AND :problem IS NULL THEN NULL ELSE body END
    WHERE number = :number
"""


AnswerKind = Literal["reports", "logs"]


class StoredAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """A stored answer that was not read in full. `AnswerStore.body` returns its bytes."""

    id: int
    account_id: AccountId
    kind: AnswerKind
    query: str
    received_at: datetime
    is_complete: bool
    size_bytes: int
    is_read: bool
    """False: not read, since the program ended before. True: read, but not understood in full."""
    problem: str | None
    reader: int = 0
    """Version of the reading code that read it last; 0: unknown, or not read."""


class AnswerStore:
    """Stores answers and finds those that were not read in full."""

    def __init__(self, database: Database, accounts: AccountNumbers) -> None:
        self._db = database
        self._accounts = accounts

    def store(
        self, account_id: AccountId, kind: AnswerKind, query: str, body: bytes, is_complete: bool, received_at: datetime
    ) -> int:
        """Store the bytes of an answer; they are on disk when this returns. Parse them afterwards.

        Args:
            query: the request, as a text to read.
            is_complete: False if the answer was cut off.

        Returns:
            the answer's id, for `ReportStore.ingest` or `LogStore.ingest`.
        """
        with self._db.transaction():
            account = self._accounts.number_of(account_id)
            return self._db.inserted(
                _STORE,
                (account, kind, storable(query), micros(received_at), int(is_complete), len(body), body),
            )

    def unread(self) -> tuple[StoredAnswer, ...]:
        """Answers with stored bytes, oldest first: not read yet, cut off, or not understood in full."""
        return tuple(
            StoredAnswer(
                id=number,
                account_id=self._accounts.id_of(account),
                kind=kind,
                query=query,
                received_at=time_of(received_at),
                is_complete=bool(is_complete),
                size_bytes=size_bytes,
                is_read=bool(is_read),
                problem=problem,
                reader=reader,
            )
            for number, account, kind, query, received_at, is_complete, size_bytes, is_read, problem, reader in (
                self._db.rows(_UNREAD)
            )
        )

    def body(self, answer_id: int) -> bytes:
        """The bytes of a stored answer.

        Raises:
            NotFound: no such answer, or it was read in full and the bytes are gone.
        """
        row = self._db.row(_BODY, (answer_id,))
        if row is None or row[0] is None:
            raise NotFound(f"answer {answer_id}")
        return bytes(row[0])


def mark_read(database: Database, answer_id: int, problem: str | None, reader: int) -> None:
    """Mark an answer as read by this reader version; its bytes are deleted only if all of it was understood.

    Inside a transaction only.
    """
    stored = None if problem is None else storable(problem)
    database.run(_MARK_READ, {"number": answer_id, "problem": stored, "reader": reader})
