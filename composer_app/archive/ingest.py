"""Takes reports and log entries in. Telling the same again changes nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime

import msgspec

from composer_app.archive import events
from composer_app.archive.columns import json_of, micros, micros_or_none, price_columns, storable
from composer_app.archive.errors import NotFound
from composer_app.archive.matching import Told, find_message
from composer_app.archive.part import ArchivePart
from composer_app.archive.reconcile import reconcile
from composer_app.archive.spool import mark_read
from composer_app.archive.standing import Fact, log_basis, log_fact, report_basis, standing_of, weight
from composer_app.archive.stretches import add_stretch
from composer_app.archive.values import Ingested
from composer_app.domain.history import EventKind
from composer_app.domain.ids import AccountId
from composer_app.domain.query import Stretch
from composer_app.domain.recipients import address_key
from composer_app.domain.report import DeliveryReport, LogEntry

_ACCOUNT_OF_ANSWER = "SELECT account FROM answer WHERE number = ?"
_KNOWN_REPORT = "SELECT 1 FROM report WHERE account = ? AND digest = ?"
_IS_OURS = "SELECT submission IS NOT NULL FROM message WHERE row = ?"
_ADD_REPORT = """
    INSERT INTO report (account, message, answer, digest, raw, received_at, outcome, verdict,
                        sent_at, done_at, price, currency, sender, bulk_id)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_LATEST_LOG = "SELECT outcome, received_at, verdict, done_at, raw FROM log_entry WHERE message = ?"
_SET_LOG = """
    INSERT INTO log_entry (message, raw, received_at, outcome, verdict,
                           sent_at, done_at, price, currency, sender, bulk_id)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (message) DO UPDATE
    SET raw = excluded.raw, received_at = excluded.received_at, outcome = excluded.outcome,
        verdict = excluded.verdict, sent_at = excluded.sent_at, done_at = excluded.done_at, price = excluded.price,
        currency = excluded.currency, sender = excluded.sender, bulk_id = excluded.bulk_id
"""
_READ_AGAIN = "UPDATE log_entry SET received_at = max(received_at, ?) WHERE message = ?"
_ADD_STRANGER = """
    INSERT INTO message (account, message_id, bulk_id, address, address_key, sender, subject, outcome, basis, verdict,
                         sent_at, done_at, price, currency, has_report, is_new)
    VALUES (?, ?, ?, ?, ?, ?, '', ?, ?, ?, ?, ?, ?, ?, ?, 1)
"""


class Ingest(ArchivePart):
    """Adding what the vendor tells to what is known."""

    def ingest_reports(
        self,
        answer_id: int,
        reports: Iterable[DeliveryReport],
        unread_problem: str | None,
        received_at: datetime,
    ) -> Ingested:
        """Keep the reports of a spooled answer and mark it read, in one transaction.

        Args:
            unread_problem: why not everything in the answer could be read; then its bytes are kept as well.
            received_at: when the answer came, also where it is read again later.
        """
        tally = _Tally()
        with self._db.transaction():
            row = self._db.row(_ACCOUNT_OF_ANSWER, (answer_id,))
            if row is None:
                raise NotFound(f"answer {answer_id}")
            for report in reports:
                self._ingest_report(int(row[0]), answer_id, report, received_at, tally)
            mark_read(self._db, answer_id, unread_problem)
        return tally.result()

    def ingest_logs(
        self,
        account_id: AccountId,
        entries: Iterable[LogEntry],
        received_at: datetime,
        stretch: Stretch | None,
        answer_id: int | None = None,
        unread_problem: str | None = None,
    ) -> Ingested:
        """Keep log entries, note the stretch of time that was read in full, and mark the answer read if it was spooled.

        The state of a submission does not change by this.
        """
        tally = _Tally()
        with self._db.transaction():
            account = self._account_number(account_id)
            for entry in entries:
                self._ingest_log(account, entry, received_at, tally)
            if stretch is not None:
                add_stretch(self._db, account, stretch)
            if answer_id is not None:
                mark_read(self._db, answer_id, unread_problem)
        return tally.result()

    def _ingest_report(
        self, account: int, answer_id: int, report: DeliveryReport, received_at: datetime, tally: _Tally
    ) -> None:
        digest = digest_of(report)
        if self._db.row(_KNOWN_REPORT, (account, digest)):
            tally.known += 1
            return
        fact = self._fact(report, received_at)
        told = _told(report)
        row = find_message(self._db, account, told)
        is_stranger = row is None
        if row is None:
            row = self._add_stranger(account, told, fact)
        self._db.run(_ADD_REPORT, (account, row, answer_id, digest, report.raw, *_columns(fact)))
        at = report.done_at or report.sent_at or received_at
        events.add(
            self._db,
            row,
            EventKind.REPORTED,
            at,
            received_at,
            fact.outcome,
            verdict=fact.verdict,
            source=events.REPORTS,
        )
        if not is_stranger:
            reconcile(self._db, row, is_news=True)
        tally.add(row, is_ours=not is_stranger and self._is_ours(row))

    def _ingest_log(self, account: int, entry: LogEntry, received_at: datetime, tally: _Tally) -> None:
        fact = self._fact(entry, received_at)
        told = _told(entry)
        row = find_message(self._db, account, told)
        if row is None:
            row = self._add_stranger(account, told, fact)
            self._db.run(_SET_LOG, (row, entry.raw, *_columns(fact)))
            self._add_log_event(row, entry, fact, received_at)
            tally.add(row, is_ours=False)
            return
        latest = self._db.row(_LATEST_LOG, (row,))
        if latest is not None and latest[4] == entry.raw and latest[2] == fact.verdict:
            # Read again, with nothing new in it: it is still the latest word, unless that was final anyway.
            if not fact.outcome.is_final and latest[1] < fact.received_at:
                self._db.run(_READ_AGAIN, (fact.received_at, row))
            tally.known += 1
            return
        is_later = latest is None or weight(fact) > weight(log_fact(*latest[:4]))
        if is_later:
            self._db.run(_SET_LOG, (row, entry.raw, *_columns(fact)))
        is_new_step = self._add_log_event(row, entry, fact, received_at)
        if is_later:
            reconcile(self._db, row, is_news=True)
        if is_later or is_new_step:
            tally.add(row, is_ours=self._is_ours(row))
        else:
            tally.known += 1

    def _add_log_event(self, row: int, entry: LogEntry, fact: Fact, received_at: datetime) -> bool:
        at = entry.done_at or entry.sent_at or received_at
        return events.add(
            self._db,
            row,
            EventKind.SEEN_IN_LOGS,
            at,
            received_at,
            fact.outcome,
            verdict=fact.verdict,
            source=events.LOGS,
        )

    def _fact(self, told: DeliveryReport | LogEntry, received_at: datetime) -> Fact:
        outcome = told.outcome
        amount, currency = price_columns(told.price)
        return Fact(
            basis=report_basis(outcome) if isinstance(told, DeliveryReport) else log_basis(outcome),
            outcome=outcome,
            received_at=micros(received_at),
            verdict=self._verdicts.number_of(told.status, told.error),
            sent_at=micros_or_none(told.sent_at),
            done_at=micros_or_none(told.done_at),
            price=amount,
            currency=currency,
            sender=storable(told.sender),
            bulk_id=storable(told.bulk_id) if told.bulk_id else None,
        )

    def _add_stranger(self, account: int, told: Told, fact: Fact) -> int:
        """A row for mail that was not sent from here."""
        now = standing_of([fact])
        return self._db.inserted(
            _ADD_STRANGER,
            (
                account,
                told.message_id,
                told.bulk_id,
                told.address,
                told.address_key,
                now.sender,
                now.outcome.value,
                now.basis,
                now.verdict,
                now.sent_at,
                now.done_at,
                now.price,
                now.currency,
                int(now.has_report),
            ),
        )

    def _is_ours(self, row: int) -> bool:
        found = self._db.row(_IS_OURS, (row,))
        return found is not None and bool(found[0])


class _Tally:
    """Counts while ingesting."""

    def __init__(self) -> None:
        self.new = self.known = self.not_ours = 0
        self._rows: dict[int, None] = {}

    def add(self, row: int, *, is_ours: bool) -> None:
        self.new += 1
        self.not_ours += not is_ours
        self._rows[row] = None

    def result(self) -> Ingested:
        return Ingested(self.new, self.known, self.not_ours, tuple(self._rows))


def digest_of(report: DeliveryReport) -> bytes:
    """The same for the same report, however its JSON is laid out; another for anything else in it, known or not."""
    if not report.raw:
        return hashlib.sha256(json_of(report).encode()).digest()
    try:
        canonical = msgspec.json.encode(msgspec.json.decode(report.raw), order="sorted")
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        canonical = report.raw
    return hashlib.sha256(canonical).digest()


def _told(told: DeliveryReport | LogEntry) -> Told:
    address = storable(told.to)
    return Told(
        message_id=storable(told.message_id),
        bulk_id=storable(told.bulk_id) if told.bulk_id else None,
        address=address,
        address_key=address_key(address),
    )


def _columns(fact: Fact) -> tuple[object, ...]:
    """`received_at, outcome, verdict, sent_at, done_at, price, currency, sender, bulk_id`."""
    return (fact.received_at, fact.outcome.value, fact.verdict, *fact[4:])
