"""The archive on a connection that cannot write."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from composer_app.archive.account_numbers import AccountNumbers
from composer_app.archive.account_store import AccountReader
from composer_app.archive.address_history_reader import AddressHistoryReader
from composer_app.archive.comparison_reader import ComparisonReader
from composer_app.archive.database import Database
from composer_app.archive.draft_store import DraftReader
from composer_app.archive.facet_counts import FacetReader
from composer_app.archive.integrity_check import problems_of
from composer_app.archive.log_coverage_reader import LogCoverageReader
from composer_app.archive.message_reader import MessageReader
from composer_app.archive.migration import require_layout
from composer_app.archive.outbox_reader import OutboxReader
from composer_app.archive.overview_reader import OverviewReader
from composer_app.archive.price_reader import PriceReader
from composer_app.archive.report_reader import ReportReader
from composer_app.archive.send_run_reader import SendRunReader
from composer_app.archive.time_histogram import TimeHistogramReader
from composer_app.archive.vendor_status_store import VendorStatusStore


@dataclass(frozen=True)
class ArchiveReader:
    """Read access to the archive, by subject. A connection of its own sees every commit of the writer."""

    database: Database
    accounts: AccountReader
    drafts: DraftReader
    outbox: OutboxReader
    send_runs: SendRunReader
    messages: MessageReader
    reports: ReportReader
    logs: LogCoverageReader
    histograms: TimeHistogramReader
    comparison: ComparisonReader
    overview: OverviewReader
    prices: PriceReader
    facets: FacetReader
    address_history: AddressHistoryReader

    @classmethod
    def open(cls, path: Path) -> ArchiveReader:
        """A reader of an existing archive. One thread at a time.

        Raises:
            ArchiveError: no file, or not one of this program's layout.
        """
        # Not `refuse_newer`: opening and closing the file beside SQLite drops the locks that this process holds on it
        # (POSIX), and another program may then throw away the log under the writer, with all later commits.
        database = Database.open_read_only(path)
        try:
            require_layout(database)
        except BaseException:
            database.close()
            raise
        numbers, statuses = AccountNumbers(database), VendorStatusStore(database)
        messages = MessageReader(database, numbers, statuses)
        reports = ReportReader(database, numbers, statuses, messages)
        facets = FacetReader(database, numbers, statuses, messages)
        return cls(
            database,
            accounts=AccountReader(database),
            drafts=DraftReader(database),
            outbox=OutboxReader(database, numbers, messages),
            send_runs=SendRunReader(database, numbers),
            messages=messages,
            reports=reports,
            logs=LogCoverageReader(database, numbers),
            histograms=TimeHistogramReader(database, numbers, messages),
            comparison=ComparisonReader(database, numbers, messages, reports, facets),
            overview=OverviewReader(database, numbers, statuses),
            prices=PriceReader(database, numbers),
            facets=facets,
            address_history=AddressHistoryReader(database, numbers),
        )

    def close(self) -> None:
        self.database.close()

    def check(self) -> tuple[str, ...]:
        """All faults of the file, in words for the details of a message; empty if there is none.

        Takes a minute on an archive of a million messages.

        Raises:
            ArchiveError: the check itself failed (the file is locked, say).
        """
        return problems_of(self.database)
