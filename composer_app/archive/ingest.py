"""Takes reports and log entries in. Telling the same again changes nothing."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import TypeVar

import msgspec

from composer_app.archive import message_events
from composer_app.archive.answer_store import mark_read
from composer_app.archive.archive_values import Ingested
from composer_app.archive.column_values import json_of, micros, micros_or_none, price_columns, storable
from composer_app.archive.database import Row
from composer_app.archive.errors import NotFound
from composer_app.archive.ingest_writes import Additions
from composer_app.archive.log_coverage import add_coverage
from composer_app.archive.message_matching import Block, Match, Told
from composer_app.archive.privacy.suppression import LeftOut, Suppression
from composer_app.archive.reconcile import reconcile
from composer_app.archive.status_resolution import Fact, log_basis, log_fact, report_basis, weight
from composer_app.archive.submission_transitions import SubmissionTransitions
from composer_app.domain.ids import AccountId
from composer_app.domain.message_history import EventKind, EventSource
from composer_app.domain.outcome import Outcome
from composer_app.domain.queries import TimeRange
from composer_app.domain.recipients import address_key
from composer_app.domain.vendor_records import DeliveryReport, LogEntry

T = TypeVar("T")

_SAME_MICROS = 60 * 1_000_000
BLOCK = 1000
"""Items that are looked up and written together: a full answer of the vendor."""

_ACCOUNT_OF_ANSWER = "SELECT account FROM answer WHERE number = ?"
_KNOWN_REPORTS = "SELECT digest FROM report WHERE account = ? AND digest IN ({places})"
_KNOWN_COPIES = f"""
    SELECT coalesce(max(CAST(detail AS INTEGER)), 1) FROM event
    WHERE message = ? AND kind = '{EventKind.LISTED_AGAIN.value}'
"""  # noqa: S608 - a constant of ours
# Messages to a recipient of ours in our bulk under an id that is not ours: the mail left twice, or the service gave out
# two ids.
_BESIDE = """
    SELECT own.row, count(*), EXISTS (SELECT 1 FROM log_entry WHERE log_entry.message = own.row)
    FROM json_each(:bulks) AS wanted
    CROSS JOIN message AS other INDEXED BY message_by_bulk
        ON other.account = :account AND other.bulk_id = wanted.value AND other.submission IS NULL
    CROSS JOIN message AS own INDEXED BY message_ours_by_bulk
        ON own.account = :account AND own.bulk_id = wanted.value AND own.submission IS NOT NULL
        AND own.address_key = other.address_key
    WHERE EXISTS (SELECT 1 FROM log_entry WHERE log_entry.message = other.row)
    GROUP BY own.row
"""
_LATEST_LOGS = """
    SELECT message, outcome, received_at, verdict, done_at, raw, sent_at
    FROM json_each(?) AS wanted CROSS JOIN log_entry ON log_entry.message = wanted.value
"""


class Ingest(SubmissionTransitions):
    """Adding what the vendor tells to what is known. A submission of which nobody knew becomes accepted by it."""

    def ingest_reports(
        self,
        answer_id: int,
        reports: Iterable[DeliveryReport],
        unread_problem: str | None,
        received_at: datetime,
        reader: int = 0,
    ) -> Ingested:
        """Keep the reports of a spooled answer and mark it read, in one transaction.

        Args:
            unread_problem: why not everything in the answer could be read; then its bytes are kept as well.
            received_at: when the answer came, also where it is read again later.
            reader: the version of the code that read it.
        """
        tally = _Tally()
        with self._db.transaction():
            row = self._db.row(_ACCOUNT_OF_ANSWER, (answer_id,))
            if row is None:
                raise NotFound(f"answer {answer_id}")
            account, erased = int(row[0]), Suppression(self._db, received_at)
            for block in _blocks(reports):
                self._add_reports(account, answer_id, block, received_at, tally, erased)
            self._settle(account, tally, received_at)
            mark_read(self._db, answer_id, unread_problem, reader)
            tally.erased.mask_answer(self._db, answer_id)
        return tally.result()

    def ingest_logs(
        self,
        account_id: AccountId,
        entries: Iterable[LogEntry],
        received_at: datetime,
        covered: TimeRange | None,
        answer_id: int | None = None,
        unread_problem: str | None = None,
        reader: int = 0,
    ) -> Ingested:
        """Keep log entries, note the time range that was read in full, and mark a spooled answer read."""
        tally = _Tally()
        with self._db.transaction():
            account = self._account_number(account_id)
            erased = Suppression(self._db, received_at)
            for block in _blocks(entries):
                self._add_logs(account, block, received_at, tally, erased)
            self._settle(account, tally, received_at)
            if covered is not None:
                add_coverage(self._db, account, covered)
            if answer_id is not None:
                mark_read(self._db, answer_id, unread_problem, reader)
                tally.erased.mask_answer(self._db, answer_id)
        return tally.result()

    def _settle(self, account: int, tally: _Tally, received_at: datetime) -> None:
        for row, count in self._copies(account, tally).items():
            self._note_copies(row, count, received_at)
        self._settle_what_is_told(tally.ours, received_at)
        for bulk_id, outcome, source in tally.erased.told:
            self._settle_bulk_told(account, bulk_id, outcome, source, received_at)

    def _add_reports(
        self,
        account: int,
        answer_id: int,
        reports: Sequence[DeliveryReport],
        received_at: datetime,
        tally: _Tally,
        erased: Suppression,
    ) -> None:
        digests = [digest_of(report) for report in reports]
        # One statement for blocks of every size: NULL equals nothing.
        places = (*digests, *(None,) * (BLOCK - len(digests)))
        known = {row[0] for row in self._db.rows(_KNOWN_REPORTS.format(places=_PLACES), (account, *places))}
        new = []
        for report, digest in zip(reports, digests, strict=True):
            if digest in known:
                tally.known += 1
            else:
                known.add(digest)
                new.append((report, digest, _told(report)))
        at = micros(received_at)
        block = Block(self._db, account, [told for _, _, told in new])
        adding = Additions(self._db, account)
        for report, digest, told in new:
            fact = self._fact(report, at)
            match = _found(block, adding, told)
            if match is None and erased.covers(told.address, report.sent_at):
                tally.leave_out(told, fact, EventSource.REPORTS)
                continue
            if match is None:
                match = Match(adding.stranger(told, fact), False)
                block.add(told.message_id, told.address_key, match)
            else:
                adding.changed(match.row)
            adding.report(match.row, answer_id, digest, report.raw, fact)
            happened_at = report.done_at or report.sent_at or received_at
            adding.event(match.row, EventKind.REPORTED, happened_at, EventSource.REPORTS, fact)
            tally.add(match)
        adding.write()

    def _add_logs(
        self,
        account: int,
        entries: Sequence[LogEntry],
        received_at: datetime,
        tally: _Tally,
        erased: Suppression,
    ) -> None:
        at = micros(received_at)
        all_told = [_told(entry) for entry in entries]
        block = Block(self._db, account, all_told)
        matches = [block.exact(told) for told in all_told]
        latest = self._latest_logs(match.row for match in matches if match is not None)
        adding = Additions(self._db, account)
        for entry, told in zip(entries, all_told, strict=True):
            fact = self._fact(entry, at)
            happened_at = entry.done_at or entry.sent_at or received_at
            match = _found(block, adding, told)
            if match is not None and match.is_ours:
                tally.listed[match.row] += 1
            if told.bulk_id is not None and block.is_in_bulk_of_ours(told):
                tally.bulks.add(told.bulk_id)
            if match is None and erased.covers(told.address, entry.sent_at):
                tally.leave_out(told, fact, EventSource.LOGS)
                continue
            if match is None:
                match = Match(adding.stranger(told, fact), False)
                block.add(told.message_id, told.address_key, match)
                before = None
            else:
                if match.row not in latest:  # found by something else than its id
                    latest.update(self._latest_logs([match.row]))
                before = latest[match.row]
                if match.is_ours and before is not None and _is_apart(before[5], fact.sent_at):
                    tally.listed_apart.add(match.row)
                if before is not None and before[4] == entry.raw and before[2] == fact.verdict:
                    # Read again, with nothing new in it: it is still the latest word, unless that was final anyway.
                    if not fact.outcome.is_final and before[1] < fact.received_at:
                        adding.read_again(match.row, fact.received_at)
                    tally.known += 1
                    continue
                if before is not None and weight(fact) <= weight(log_fact(*before[:4])):
                    adding.write()
                    if self._add_log_event(match.row, happened_at, received_at, fact):
                        tally.add(match)
                    else:
                        tally.known += 1
                    continue
                adding.changed(match.row)
            latest[match.row] = (*fact[1:4], fact.done_at, entry.raw, fact.sent_at)
            adding.log_entry(match.row, entry.raw, fact)
            adding.event(match.row, EventKind.SEEN_IN_LOGS, happened_at, EventSource.LOGS, fact)
            tally.add(match)
        adding.write()

    def _latest_logs(self, rows: Iterable[int]) -> dict[int, Row | None]:
        """`outcome, received_at, verdict, done_at, raw, sent_at` of the latest entry of each message, or None."""
        latest: dict[int, Row | None] = dict.fromkeys(rows)
        latest.update((row, tuple(log)) for row, *log in self._db.rows(_LATEST_LOGS, (json.dumps(list(latest)),)))
        return latest

    def _copies(self, account: int, tally: _Tally) -> dict[int, int]:
        """How many messages the logs have for each of ours, where that is more than one: listed twice in one answer,
        as sent at another time than before, or under another id to the same recipient in our bulk."""
        counts = dict(tally.listed)
        for row in tally.listed_apart:
            counts[row] = max(counts[row], 2)
        wanted: dict[str, object] = {"account": account, "bulks": json.dumps(sorted(tally.bulks))}
        for row, beside, is_listed in self._db.rows(_BESIDE, wanted) if tally.bulks else ():
            counts[row] = max(counts.get(row, 0), is_listed) + beside
        return {row: count for row, count in counts.items() if count > 1}

    def _note_copies(self, row: int, count: int, at: datetime) -> None:
        """The logs list a message of ours more than once."""
        known = self._db.row(_KNOWN_COPIES, (row,))
        assert known is not None
        if count > known[0]:
            kind, source = EventKind.LISTED_AGAIN, EventSource.LOGS
            message_events.add(self._db, row, kind, at, at, Outcome.UNKNOWN, source=source, detail=str(count))
            reconcile(self._db, row, is_news=True)

    def _add_log_event(self, row: int, happened_at: datetime, received_at: datetime, fact: Fact) -> bool:
        return message_events.add(
            self._db,
            row,
            EventKind.SEEN_IN_LOGS,
            happened_at,
            received_at,
            fact.outcome,
            verdict=fact.verdict,
            source=EventSource.LOGS,
        )

    def _fact(self, told: DeliveryReport | LogEntry, received_at: int) -> Fact:
        outcome = told.outcome
        amount, currency = price_columns(told.price)
        return Fact(
            report_basis(outcome) if isinstance(told, DeliveryReport) else log_basis(outcome),
            outcome,
            received_at,
            self._verdicts.number_of(told.status, told.error),
            micros_or_none(told.sent_at),
            micros_or_none(told.done_at),
            amount,
            currency,
            storable(told.sender),
            storable(told.bulk_id) if told.bulk_id else None,
        )


_PLACES = ", ".join("?" * BLOCK)


class _Tally:
    """Counts while ingesting."""

    def __init__(self) -> None:
        self.new = self.known = self.not_ours = 0
        self.ours: dict[int, None] = {}
        self.listed: Counter[int] = Counter()
        """How often the logs list each message of ours."""
        self.listed_apart: set[int] = set()
        """Those that they listed before as sent at another time."""
        self.bulks: set[str] = set()
        """Of ours, that they list something of."""
        self.erased = LeftOut()
        self._rows: dict[int, None] = {}

    def add(self, match: Match) -> None:
        self.new += 1
        if match.is_ours:
            self.ours[match.row] = None
        else:
            self.not_ours += 1
        self._rows[match.row] = None

    def leave_out(self, told: Told, fact: Fact, source: EventSource) -> None:
        self.known += 1
        self.erased.add(told.address, told.bulk_id, fact.outcome, source)

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


def _found(block: Block, adding: Additions, told: Told) -> Match | None:
    match = block.exact(told)
    if match is None and block.may_know(told):
        adding.write()  # the search must see the messages before this one
        match = block.search(told)
    return match


def _is_apart(before: int | None, now: int | None) -> bool:
    """Sent at two times, however coarsely they are told: two messages."""
    return before is not None and now is not None and abs(now - before) > _SAME_MICROS


def _told(told: DeliveryReport | LogEntry) -> Told:
    address = storable(told.to)
    return Told(
        message_id=storable(told.message_id),
        bulk_id=storable(told.bulk_id) if told.bulk_id else None,
        address=address,
        address_key=address_key(address),
    )


def _blocks(items: Iterable[T]) -> Iterator[list[T]]:
    rest = iter(items)
    while block := list(islice(rest, BLOCK)):
        yield block
