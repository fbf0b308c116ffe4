"""Log entries: ingest, and correction of the log coverage."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime

from composer_app.archive import message_events
from composer_app.archive.account_numbers import AccountNumbers
from composer_app.archive.answer_store import mark_read
from composer_app.archive.database import Database, Row
from composer_app.archive.duplicate_mail_detection import Listings, is_apart, record_copies
from composer_app.archive.ingest import Ingested, Ingestion, blocks, find_match, identity_of
from composer_app.archive.ingest_writes import IngestWrites
from composer_app.archive.log_coverage import add_coverage, correct_coverage
from composer_app.archive.log_coverage_reader import LogCoverageReader
from composer_app.archive.message_matching import Block, Match
from composer_app.archive.status_resolution import Fact, log_fact, weight
from composer_app.archive.vendor_status_store import VendorStatusStore
from composer_app.domain.ids import AccountId
from composer_app.domain.message_history import EventKind, EventSource
from composer_app.domain.queries import TimeRange
from composer_app.domain.vendor_records import LogEntry

_LATEST_LOGS = """
    SELECT message, outcome, received_at, verdict, done_at, raw, sent_at
    FROM json_each(?) AS wanted CROSS JOIN log_entry ON log_entry.message = wanted.value
"""


class LogStore(LogCoverageReader):
    """Reads coverage and adds entries. An entry proves that an unknown mail was sent."""

    def __init__(self, database: Database, accounts: AccountNumbers, statuses: VendorStatusStore) -> None:
        super().__init__(database, accounts)
        self._statuses = statuses

    def ingest(
        self,
        account_id: AccountId,
        entries: Iterable[LogEntry],
        received_at: datetime,
        covered: TimeRange | None,
        answer_id: int | None = None,
        unread_problem: str | None = None,
        reader: int = 0,
        *,
        is_import: bool = False,
    ) -> Ingested:
        """Add log entries and the time range read in full, and mark the stored answer as read.

        Args:
            is_import: the answer was made of a file, see `Ingestion`.
        """
        with self._db.transaction():
            account = self._accounts.number_of(account_id)
            ingestion = Ingestion(self._db, self._statuses, account, received_at, is_import=is_import)
            listings = Listings(self._db, account)
            for block in blocks(entries):
                self._add(ingestion, listings, block)
            if not is_import:  # a file may hold two exports, which list a message twice
                for row, count in listings.copies().items():
                    if record_copies(self._db, row, count, received_at):
                        ingestion.count_copies(row)
            ingestion.accept_known_mail()
            if covered is not None:
                add_coverage(self._db, account, covered)
            if answer_id is not None:
                mark_read(self._db, answer_id, unread_problem, reader)
                ingestion.mask_answer(answer_id)
        return ingestion.result()

    def correct_coverage(self, account_id: AccountId, now: datetime) -> tuple[TimeRange, ...]:
        """Remove coverage that cannot be complete at `now`, by the service's clock. Returns the remaining coverage."""
        correct_coverage(self._db, self._accounts.number_of(account_id), now)
        return self.covered(account_id)

    def _add(self, ingestion: Ingestion, listings: Listings, entries: Sequence[LogEntry]) -> None:
        account = ingestion.account
        identities = [identity_of(entry) for entry in entries]
        block = Block(self._db, account, identities)
        matches = [block.exact(identity) for identity in identities]
        latest = _latest_logs(self._db, (match.row for match in matches if match is not None))
        writes = IngestWrites(self._db, account)
        for entry, identity in zip(entries, identities, strict=True):
            fact = ingestion.fact(entry)
            received_at = entry.received_at or ingestion.received_at
            happened_at = entry.done_at or entry.sent_at or received_at
            match = find_match(block, writes, identity)
            if match is not None and match.is_ours:
                listings.note(match.row)
            if identity.bulk_id is not None and block.is_in_bulk_of_ours(identity):
                listings.note_bulk(identity.bulk_id)
            if match is None and ingestion.is_left_out(identity, entry.sent_at, fact, EventSource.LOGS):
                continue
            if match is None:
                match = Match(writes.foreign_message(identity, fact), False)
                block.add(identity.message_id, identity.address_key, match)
                before = None
            else:
                if match.row not in latest:  # matched by other data than its id
                    latest.update(_latest_logs(self._db, [match.row]))
                before = latest[match.row]
                if match.is_ours and before is not None and is_apart(before[5], fact.sent_at):
                    listings.note_apart(match.row)
                if before is not None and before[4] == entry.raw and before[2] == fact.status:
                    # Read again without news: it stays the latest entry, unless that was final.
                    if not fact.outcome.is_final and before[1] < fact.received_at:
                        writes.read_again(match.row, fact.received_at)
                    ingestion.count_known()
                    continue
                if before is not None and weight(fact) <= weight(log_fact(*before[:4])):
                    writes.write()
                    if _record_entry(self._db, match.row, happened_at, received_at, fact):
                        ingestion.count_new(match)
                    else:
                        ingestion.count_known()
                    continue
                writes.changed(match.row)
            latest[match.row] = (*fact[1:4], fact.done_at, entry.raw, fact.sent_at)
            writes.log_entry(match.row, entry.raw, fact)
            writes.event(match.row, EventKind.SEEN_IN_LOGS, happened_at, EventSource.LOGS, fact)
            ingestion.count_new(match)
        writes.write()


def _latest_logs(database: Database, rows: Iterable[int]) -> dict[int, Row | None]:
    """`outcome, received_at, verdict, done_at, raw, sent_at` of the latest entry of each message, or None."""
    latest: dict[int, Row | None] = dict.fromkeys(rows)
    latest.update((row, tuple(log)) for row, *log in database.rows(_LATEST_LOGS, (json.dumps(list(latest)),)))
    return latest


def _record_entry(database: Database, row: int, happened_at: datetime, received_at: datetime, fact: Fact) -> bool:
    """Add an older entry to the timeline. False if it is there already."""
    return message_events.add(
        database,
        row,
        EventKind.SEEN_IN_LOGS,
        happened_at,
        received_at,
        fact.outcome,
        status=fact.status,
        source=EventSource.LOGS,
    )
