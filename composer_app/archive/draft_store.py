"""Drafts in the archive."""

from __future__ import annotations

from composer_app.archive.column_values import json_of, micros, storable, value_of
from composer_app.archive.database import Database
from composer_app.domain.draft import Draft
from composer_app.domain.ids import DraftId

SAVE_DRAFT = """
    INSERT INTO draft (id, updated_at, content) VALUES (?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET updated_at = excluded.updated_at, content = excluded.content
"""
_ALL = "SELECT content FROM draft ORDER BY updated_at DESC, rowid DESC"
_ONE = "SELECT content FROM draft WHERE id = ?"
DELETE_DRAFT = "DELETE FROM draft WHERE id = ?"


class DraftReader:
    """Reading drafts."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def all(self) -> tuple[Draft, ...]:
        """All of them, newest first."""
        return tuple(value_of(row[0], Draft) for row in self._db.rows(_ALL))

    def get(self, draft_id: DraftId) -> Draft | None:
        """One draft; None if it is gone."""
        row = self._db.row(_ONE, (draft_id,))
        return None if row is None else value_of(row[0], Draft)


class DraftStore(DraftReader):
    """Reading and changing drafts."""

    def save(self, draft: Draft) -> None:
        """Add the draft, or replace the one with its id. Durable."""
        with self._db.transaction():
            self._db.run(SAVE_DRAFT, draft_columns(draft))

    def delete(self, draft_id: DraftId) -> None:
        """Delete a draft. An id without a draft is no error."""
        with self._db.transaction():
            self._db.run(DELETE_DRAFT, (draft_id,))


def draft_columns(draft: Draft) -> tuple[object, ...]:
    """The values of `SAVE_DRAFT`."""
    return storable(draft.id), micros(draft.updated_at), json_of(draft)
