"""Takes records of a file into the archive. What is there already stays as it is."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import NamedTuple

from composer_app.archive import message_events
from composer_app.archive.answer_store import AnswerKind
from composer_app.archive.archive import Archive
from composer_app.archive.column_values import EPOCH, micros, micros_or_none, storable
from composer_app.archive.ingest import Ingested
from composer_app.archive.message_matching import MessageIdentity, find_message
from composer_app.archive.privacy.suppression import Suppression
from composer_app.archive.status_resolution import Basis
from composer_app.archive.vendor_status_store import NOTHING_SAID, VendorStatusStore
from composer_app.domain.ids import AccountId
from composer_app.domain.imported_mail import ImportBlock, ImportedMail, ParsedBlock, TakenIn
from composer_app.domain.message_history import EventKind, EventSource
from composer_app.domain.outcome import Outcome
from composer_app.domain.recipients import address_key, domain_of_key
from composer_app.domain.status import Status, VendorError
from composer_app.domain.vendor_records import DeliveryReport, LogEntry, TrackingEvent

_NUMBER = "SELECT number FROM account WHERE id = ?"
_BY_BULK = """
    SELECT row FROM message WHERE account = ? AND bulk_id = ? AND address_key = ? ORDER BY row LIMIT 1
"""
_ADD_OWN = """
    INSERT INTO message (account, message_id, bulk_id, address, address_key, domain, recipient_kind, sender, subject,
                         outcome, basis, verdict, sent_at, answer_outcome, answer_verdict, answered_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_SAME_REPORT = "SELECT 1 FROM report WHERE message = ? AND outcome = ? AND done_at IS ?"
_WITH_ID = "SELECT row, sent_at FROM message WHERE account = ? AND message_id = ? AND (? = '' OR address_key = ?)"


class Reported(NamedTuple):
    """What a report says of its mail."""

    outcome: Outcome
    done_at: datetime | None


class ImportStore:
    """Writes through the connection of an `Archive`, in its thread."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._db = archive.database
        self._verdicts = VendorStatusStore(archive.database)

    def all_or_nothing(self) -> AbstractContextManager[None]:
        """What is done inside is kept as a whole. An answer left unread would be read at the next start as one of the
        service, of which only addresses erased in the last days are dropped (`Ingestion`)."""
        return self._db.transaction()

    def keep_raw(self, block: ImportBlock, query: str) -> tuple[int | None, int | None]:
        """Store the JSON of reports and of log entries, each as one answer, before it is parsed. Gives their numbers.

        Args:
            query: where they are from, as a text to read.
        """
        with self._db.transaction():
            return (
                self._keep(block.account_id, "reports", block.raw_reports, query),
                self._keep(block.account_id, "logs", block.raw_logs, query),
            )

    def _keep(
        self, account_id: AccountId, kind: AnswerKind, raw: dict[datetime, list[bytes]], query: str
    ) -> int | None:
        if not raw:
            return None
        return self._archive.answers.store(account_id, kind, query, answer_of(raw.values()), True, min(raw))

    def take_in(self, parsed: ParsedBlock, now: datetime, reader: int) -> TakenIn:
        """Add what is not there yet, in one transaction.

        Args:
            now: when tracking events were learnt of.
            reader: the version of the code that parsed.
        """
        block = parsed.block
        with self._db.transaction():
            row = self._db.row(_NUMBER, (block.account_id,))
            assert row is not None  # the caller has asked for it
            account = int(row[0])
            suppression = Suppression(self._db, EPOCH)
            done = TakenIn()
            for mail in block.mails:
                done += self._add_own(account, mail, suppression)
            if parsed.logs:
                logs = sorted(parsed.logs, key=_received)
                done += _counted(
                    self._archive.logs.ingest(
                        block.account_id, logs, now, None, parsed.logs_answer, None, reader, is_import=True
                    )
                )
            if parsed.reports_answer is not None:
                reports = sorted(parsed.reports, key=_received)
                done += _counted(
                    self._archive.reports.ingest(parsed.reports_answer, reports, None, now, reader, is_import=True)
                )
            for mail in block.mails:
                self._add_events(account, mail)
            for event in block.tracking:
                done += self._add_tracking(account, event, now)
        return done

    def _add_own(self, account: int, mail: ImportedMail, suppression: Suppression) -> TakenIn:
        """A mail of ours: it is more than its reports and log entries say."""
        if mail.hand_over is None:
            return TakenIn()
        if self._row_of(account, mail) is not None or suppression.covers(mail.to, mail.sent_at or mail.hand_over.at):
            return TakenIn(known=1)
        key, said = address_key(storable(mail.to)), mail.hand_over
        verdict = self._number_of(said.vendor_status, said.vendor_error)
        self._db.run(
            _ADD_OWN,
            (
                account,
                None if mail.message_id is None else storable(mail.message_id),
                None if mail.bulk_id is None else storable(mail.bulk_id),
                storable(mail.to),
                key,
                domain_of_key(key),
                mail.kind.value,
                storable(mail.sender),
                storable(mail.subject),
                said.status.value,
                Basis.ANSWER,
                verdict,
                micros_or_none(mail.sent_at),
                said.status.value,
                verdict,
                micros(said.at),
            ),
        )
        return TakenIn(new=1)

    def knows(self, account_id: AccountId, mail: ImportedMail, reported: Reported | None) -> bool:
        """Whether the archive has the mail, or of a mail a report that says this."""
        number = self._db.row(_NUMBER, (account_id,))
        row = None if number is None else self._row_of(int(number[0]), mail)
        if row is None or reported is None:
            return row is not None
        values = (row, reported.outcome.value, micros_or_none(reported.done_at))
        return self._db.row(_SAME_REPORT, values) is not None

    def _row_of(self, account: int, mail: ImportedMail) -> int | None:
        address = storable(mail.to)
        key, bulk_id = address_key(address), None if mail.bulk_id is None else storable(mail.bulk_id)
        if mail.message_id is not None:
            return find_message(self._db, account, MessageIdentity(storable(mail.message_id), bulk_id, address, key))
        row = self._db.row(_BY_BULK, (account, bulk_id, key))
        return None if row is None else int(row[0])

    def _add_events(self, account: int, mail: ImportedMail) -> None:
        """Steps that reports and log entries do not tell. Those of an erased address have no message."""
        row = self._row_of(account, mail) if mail.events else None
        if row is None:
            return
        for event in mail.events:
            message_events.add(
                self._db,
                row,
                event.kind,
                event.at,
                event.recorded_at,
                event.status,
                source=event.source,
                status=self._number_of(event.vendor_status, event.vendor_error),
                detail=storable(event.detail),
            )

    def _add_tracking(self, account: int, event: TrackingEvent, now: datetime) -> TakenIn:
        key = address_key(storable(event.to)) if event.to else ""
        found = self._db.rows(_WITH_ID, (account, storable(event.message_id), key, key))
        if len(found) != 1:  # several recipients share the id, and the event names none of them
            return TakenIn(strangers=1)
        row, sent_at = found[0]
        at = event.sent_at or (now if sent_at is None else EPOCH + timedelta(microseconds=sent_at))
        is_new = message_events.add(
            self._db,
            int(row),
            event.kind,
            at.replace(microsecond=_digits_of(event)),
            now,
            Outcome.BOUNCED if event.kind is EventKind.LATE_BOUNCE else Outcome.DELIVERED,
            source=EventSource.WEBHOOKS,
            detail=storable(event.link),
        )
        return TakenIn(new=1) if is_new else TakenIn(known=1)

    def _number_of(self, status: Status | None, error: VendorError | None) -> int:
        return NOTHING_SAID if status is None else self._verdicts.number_of(status, error or VendorError())


def answer_of(raw: Iterable[Iterable[bytes]]) -> bytes:
    """The items as an answer of the service would list them."""
    return b'{"results":[' + b",".join(item for items in raw for item in items) + b"]}"


def _digits_of(event: TrackingEvent) -> int:
    """Events of one mail all have its time. The digits below the second tell one from the other, the same each time."""
    named = json.dumps([event.event_id, "" if event.event_id else event.link])
    return int.from_bytes(hashlib.sha256(named.encode()).digest()[:4]) % 1_000_000


def _counted(ingested: Ingested) -> TakenIn:
    return TakenIn(ingested.new, ingested.known)


def _received(item: DeliveryReport | LogEntry) -> datetime:
    assert item.received_at is not None
    return item.received_at
