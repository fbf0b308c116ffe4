"""The archive: one object per subject, on one SQLite file."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from pathlib import Path

from composer_app.archive.account_numbers import AccountNumbers
from composer_app.archive.account_store import AccountStore
from composer_app.archive.address_history_reader import AddressHistoryReader
from composer_app.archive.answer_store import AnswerStore
from composer_app.archive.archive_reader import ArchiveReader
from composer_app.archive.attachment_references import AttachmentReferences
from composer_app.archive.comparison_reader import ComparisonReader
from composer_app.archive.database import Database
from composer_app.archive.draft_store import DraftStore
from composer_app.archive.errors import ArchiveError, ArchiveReadOnly
from composer_app.archive.facet_counts import FacetReader
from composer_app.archive.log_store import LogStore
from composer_app.archive.message_store import MessageStore
from composer_app.archive.migration import migrate, migrations, refuse_newer
from composer_app.archive.outbox_store import OutboxStore
from composer_app.archive.overview_reader import OverviewReader
from composer_app.archive.price_reader import PriceReader
from composer_app.archive.privacy.erase import EraseStore
from composer_app.archive.repair.rescue import mark_maybe_sent_if_replaced, rescue
from composer_app.archive.report_store import ReportStore
from composer_app.archive.search_index_writer import is_unwritten, write_search_texts
from composer_app.archive.send_run_store import SendRunStore
from composer_app.archive.time_histogram import TimeHistogramReader
from composer_app.archive.vendor_status_store import VendorStatusStore
from composer_app.domain.archive_rescue import FileChange, Rescued
from composer_app.domain.clock import utc_now

log = logging.getLogger(__name__)


class Archive:
    """The archive, for reading and writing, by subject.

    Every change is one transaction that has reached the disk when the method returns. All methods may raise
    `ArchiveError`; then nothing was changed. Only the thread that opened it may use it; other threads read
    through `reader()`.

    The next change notices if another program deleted, moved, replaced or truncated the file (see `rescue`); the
    archive then continues in a new file, and calls `on_rescued`.
    """

    on_rescued: Callable[[Rescued], None] = staticmethod(lambda _rescued: None)

    def __init__(self, database: Database) -> None:
        numbers, statuses = AccountNumbers(database), VendorStatusStore(database)
        self.database = database
        database.before_commit = partial(write_search_texts, database)
        self.accounts = AccountStore(database)
        self.drafts = DraftStore(database)
        self.answers = AnswerStore(database, numbers)
        self.messages = MessageStore(database, numbers, statuses)
        self.outbox = OutboxStore(database, numbers, statuses, self.messages)
        self.send_runs = SendRunStore(database, numbers, self.outbox)
        self.reports = ReportStore(database, numbers, statuses, self.messages)
        self.logs = LogStore(database, numbers, statuses)
        self.attachments = AttachmentReferences(database)
        self.erasure = EraseStore(database, self.attachments, statuses)
        facets = FacetReader(database, numbers, statuses, self.messages)
        self.as_reader = ArchiveReader(
            database,
            accounts=self.accounts,
            drafts=self.drafts,
            outbox=self.outbox,
            send_runs=self.send_runs,
            messages=self.messages,
            reports=self.reports,
            logs=self.logs,
            histograms=TimeHistogramReader(database, numbers, self.messages),
            comparison=ComparisonReader(database, numbers, self.messages, self.reports, facets),
            overview=OverviewReader(database, numbers, statuses),
            prices=PriceReader(database, numbers),
            facets=facets,
            address_history=AddressHistoryReader(database, numbers),
        )
        """Queries on this connection, which see changes not committed yet."""

    @classmethod
    def open(cls, path: Path) -> Archive:
        """Open the archive; create it if there is none, and migrate it to today's layout.

        A file of an older layout is copied first (NAME.before-NNN). It has a Sandbox account afterwards.

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
            if is_unwritten(database):  # of an older layout, or written by another program
                with database.transaction():
                    pass  # each one ends with writing them
            archive.accounts.ensure_sandbox()
            archive.erasure.finish()
            mark_maybe_sent_if_replaced(archive.outbox, path, utc_now())
            database.watch_file(archive._rescue)
        except BaseException:
            database.close()
            raise
        return archive

    def reader(self) -> ArchiveReader:
        """A second, read-only connection for one other thread, which closes it."""
        return ArchiveReader.open(self.database.path)

    def close(self) -> None:
        """Close the connection. If another program took the file away, its content is saved first."""
        try:
            self.database.heed_file()
        except ArchiveError as error:
            log.error("the archive's file is gone, and it cannot be saved: %s", error)
        self.database.close()

    def _rescue(self, change: FileChange) -> None:
        rescued = rescue(self.database, change, utc_now())
        self.outbox.note_rescue()
        self.on_rescued(rescued)
