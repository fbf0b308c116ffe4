"""References from the archive to the attachment store."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from composer_app.archive.database import Database
from composer_app.archive.errors import ArchiveError
from composer_app.archive.file_operations import without_rescue

_USED = """
    SELECT json_extract(file.value, '$.sha256') FROM draft, json_each(draft.content, '$.attachments') AS file
    UNION
    SELECT json_extract(content, '$.merge.sha256') FROM draft WHERE json_extract(content, '$.merge.sha256') IS NOT NULL
    UNION
    SELECT sha256 FROM attachment_use
"""
# Until its first batch is made, a send run alone refers to its files.
_USED_BY_RUNS = """
    SELECT json_extract(file.value, '$.sha256')
    FROM send_run, json_each(iif(json_valid(content), content, '{}'), '$.attachments') AS file
    UNION
    SELECT json_extract(draft, '$.merge.sha256') FROM send_run WHERE json_extract(draft, '$.merge.sha256') IS NOT NULL
"""
_HAS_RUNS = "SELECT 1 FROM sqlite_schema WHERE name = 'send_run'"
"""An archive that was put aside may be of an earlier layout."""
_BEGAN = "SELECT coalesce(max(began_at), 0) FROM origin"
_KNOWN = "SELECT sha256 FROM attachment_known"
_PUT_ASIDE = ("before-restore", "damaged", "rescued", "cut")
"""Suffixes of archives put aside: by a restore, a repair or a rescue. The user may go back to one of them."""


class AttachmentReferences:
    """Finds out whether a content is still needed, before it is deleted."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def used(self) -> set[str]:
        """The SHA-256 of each content that a draft, a send run or a mail of the outbox needs, sent ones included."""
        used = {row[0] for row in self._db.rows(_USED)}
        if self._db.row(_HAS_RUNS):
            used |= {row[0] for row in self._db.rows(_USED_BY_RUNS)}
        return used

    def known(self) -> tuple[set[str], float]:
        """The contents that drafts and mails of this archive ever needed, and when the archive began (seconds since
        1970). An older content outside this set belongs to an archive that was moved away and may come back."""
        began = self._db.row(_BEGAN)
        return {row[0] for row in self._db.rows(_KNOWN)}, float(began[0]) if began else 0.0

    def used_by_former_archives(self) -> tuple[set[str], float]:
        """The contents that archives put aside need, and a time (seconds since 1970): an unreadable one may need any
        content stored before it."""
        used: set[str] = set()
        until = 0.0
        for path in _others(self._db.path):
            try:
                used |= _used_in(path)
            except ArchiveError:  # damaged, or of a layout before this table
                about = path.stat()
                until = max(until, about.st_mtime, about.st_ctime)
        return used, until


def _others(path: Path) -> list[Path]:
    first = without_rescue(path)
    found = [first, *(one for kind in _PUT_ASIDE for one in first.parent.glob(f"{first.name}.{kind}*"))]
    return [one for one in found if one != path and one.exists() and not one.name.endswith(("-wal", "-shm"))]


def _used_in(path: Path) -> set[str]:
    with closing(Database.open_read_only(path)) as database:
        return AttachmentReferences(database).used()
