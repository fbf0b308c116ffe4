"""Delivery reports: read access and ingest."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime

import msgspec

from composer_app.archive.answer_store import mark_read
from composer_app.archive.column_values import json_of
from composer_app.archive.errors import NotFound
from composer_app.archive.ingest import BLOCK, Ingested, Ingestion, blocks, find_match, identity_of
from composer_app.archive.ingest_writes import IngestWrites
from composer_app.archive.message_matching import Block, Match
from composer_app.archive.report_reader import ReportReader
from composer_app.domain.message_history import EventKind, EventSource
from composer_app.domain.vendor_records import DeliveryReport

_ACCOUNT_OF_ANSWER = "SELECT account FROM answer WHERE number = ?"
# One statement for blocks of every size: NULL equals nothing.
_KNOWN_REPORTS = f"SELECT digest FROM report WHERE account = ? AND digest IN ({', '.join('?' * BLOCK)})"  # noqa: S608


class ReportStore(ReportReader):
    """Reads and adds reports. A report proves that an unknown mail was sent."""

    def ingest(
        self,
        answer_id: int,
        reports: Iterable[DeliveryReport],
        unread_problem: str | None,
        received_at: datetime,
        reader: int = 0,
        *,
        is_import: bool = False,
    ) -> Ingested:
        """Add the reports of a stored answer and mark it as read, in one transaction.

        Args:
            unread_problem: why the answer could not be read in full; then its bytes are kept.
            received_at: when the answer was received, even if it is read again later.
            reader: the version of the code that read it.
            is_import: the answer was made of a file, see `Ingestion`.
        """
        with self._db.transaction():
            row = self._db.row(_ACCOUNT_OF_ANSWER, (answer_id,))
            if row is None:
                raise NotFound(f"answer {answer_id}")
            ingestion = Ingestion(self._db, self._statuses, int(row[0]), received_at, is_import=is_import)
            for block in blocks(reports):
                self._add(ingestion, answer_id, block)
            ingestion.accept_known_mail()
            mark_read(self._db, answer_id, unread_problem, reader)
            ingestion.mask_answer(answer_id)
        return ingestion.result()

    def _add(self, ingestion: Ingestion, answer_id: int, reports: Sequence[DeliveryReport]) -> None:
        account = ingestion.account
        digests = [digest_of(report) for report in reports]
        values = (account, *digests, *(None,) * (BLOCK - len(digests)))
        known = {row[0] for row in self._db.rows(_KNOWN_REPORTS, values)}
        new = []
        for report, digest in zip(reports, digests, strict=True):
            if digest in known:
                ingestion.count_known()
            else:
                known.add(digest)
                new.append((report, digest, identity_of(report)))
        block = Block(self._db, account, [identity for _, _, identity in new])
        writes = IngestWrites(self._db, account)
        for report, digest, identity in new:
            fact = ingestion.fact(report)
            match = find_match(block, writes, identity)
            if match is None and ingestion.is_left_out(identity, report.sent_at, fact, EventSource.REPORTS):
                continue
            if match is None:
                match = Match(writes.foreign_message(identity, fact), False)
                block.add(identity.message_id, identity.address_key, match)
            else:
                writes.changed(match.row)
            writes.report(match.row, answer_id, digest, report.raw, fact)
            happened_at = report.done_at or report.sent_at or report.received_at or ingestion.received_at
            writes.event(match.row, EventKind.REPORTED, happened_at, EventSource.REPORTS, fact)
            ingestion.count_new(match)
        writes.write()


def digest_of(report: DeliveryReport) -> bytes:
    """SHA-256 of a report's JSON, the same for every layout of it, and another one for any other content."""
    if not report.raw:
        return hashlib.sha256(json_of(report).encode()).digest()
    try:
        canonical = msgspec.json.encode(msgspec.json.decode(report.raw), order="sorted")
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        canonical = report.raw
    return hashlib.sha256(canonical).digest()
