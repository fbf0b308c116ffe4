"""The archive as the rest of the program sees it."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterable
from pathlib import Path

from composer_app.archive.account_store import AccountStore
from composer_app.archive.answer_store import AnswerStore
from composer_app.archive.archive_reader import ArchiveReader
from composer_app.archive.database import Database
from composer_app.archive.draft_store import DraftStore
from composer_app.archive.errors import ArchiveError, ArchiveReadOnly
from composer_app.archive.ingest import Ingest
from composer_app.archive.log_coverage import CoverageStore
from composer_app.archive.migration import migrate, migrations, refuse_newer
from composer_app.archive.outbox_store import OutboxStore
from composer_app.archive.privacy.erase import EraseStore
from composer_app.archive.repair.rescue import doubt_if_replaced, rescue
from composer_app.domain.archive_rescue import FileChange, Rescued
from composer_app.domain.clock import utc_now

log = logging.getLogger(__name__)

_MARK_SEEN = "UPDATE message SET is_new = 0 WHERE is_new AND row IN (SELECT value FROM json_each(?))"


class Archive(AccountStore, DraftStore, OutboxStore, AnswerStore, Ingest, CoverageStore, EraseStore, ArchiveReader):
    """Everything that must survive, in one SQLite file. Each subject has a module of its own.

    Every change is one transaction that has reached the disk when the method returns. All methods may raise
    `ArchiveError`; then nothing was changed. Only the thread that opened it may use it; other threads read
    through `reader()`.

    A file that another program deletes, moves, replaces or cuts off is noticed with the next change, see `rescue`; then
    it goes on in a new file, and `on_rescued` is called.
    """

    on_rescued: Callable[[Rescued], None] = staticmethod(lambda _rescued: None)

    @classmethod
    def open(cls, path: Path) -> Archive:
        """Open the archive, make it if there is none, and bring it to today's layout.

        A file of an older layout is copied first (NAME.before-NNN). The Sandbox account is there afterwards.

        Raises:
            NewerArchive: a newer program wrote it; it was not touched.
            ArchiveDamaged: no archive, or a damaged one; it was not touched.
            ArchiveError: it cannot be opened.
        """
        steps = migrations()
        refuse_newer(path, len(steps))
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ArchiveReadOnly(str(error)) from error
        database = Database.open(path)
        try:
            migrate(database, steps)
            archive = cls(database)
            archive._ensure_sandbox()
            archive.finish_erasures()
            doubt_if_replaced(archive, path, utc_now())
            database.watch_file(archive._rescue)
        except BaseException:
            database.close()
            raise
        return archive

    def reader(self) -> ArchiveReader:
        """A second, read-only connection for one other thread. It is closed by whoever uses it."""
        return ArchiveReader.open(self._db.path)

    def close(self) -> None:
        """What is in a file that another program took away is saved from it: with the connection it would be gone."""
        try:
            self._db.heed_file()
        except ArchiveError as error:
            log.error("the archive's file is gone, and it cannot be saved: %s", error)
        super().close()

    def _rescue(self, change: FileChange) -> None:
        self.on_rescued(rescue(self._db, change, utc_now()))

    def mark_seen(self, rows: Iterable[int]) -> None:
        """These messages were looked at: they no longer count as new."""
        with self._db.transaction():
            self._db.run(_MARK_SEEN, (json.dumps([int(row) for row in rows]),))
