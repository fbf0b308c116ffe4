"""Imports an export of ours as NDJSON or CSV, or webhook events as the service sends them, a block at a time."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import msgspec

from composer_app.api.endpoints.logs import parse_logs
from composer_app.api.endpoints.reports import parse_reports
from composer_app.api.endpoints.shared_fields import NotAnItem, fields_of
from composer_app.api.endpoints.tracking_events import is_tracking_event, read_tracking_event
from composer_app.api.item_splitting import list_items
from composer_app.api.reader_version import READER
from composer_app.archive.archive import Archive
from composer_app.archive.import_store import ImportStore, Reported, answer_of
from composer_app.domain.account import Account, Generation
from composer_app.domain.ids import AccountId
from composer_app.domain.imported_mail import ImportBlock, ImportedMail, ParsedBlock, TakenIn
from composer_app.domain.outcome import Outcome
from composer_app.domain.problem import Problem, ProblemCode
from composer_app.domain.reading_problem import ReadingProblem
from composer_app.domain.vendor_records import DeliveryReport, LogEntry
from composer_app.services.exchange.csv_reader import TableReader, TableRow
from composer_app.services.exchange.exported_columns import ExportColumn
from composer_app.services.exchange.import_job import Imported, ImportJob
from composer_app.services.exchange.json_values import FileValue, is_cut_off, json_values
from composer_app.services.exchange.record_line import LineItem, RecordLine, raw_of
from composer_app.services.runtime.error_mapping import Failed

BLOCK = 500
"""Objects that are taken in together."""
_BLOCK_BYTES = 4 << 20
"""Hardly more than this, so that long records do not fill the memory."""
_PATIENCE = 100
"""So many unreadable objects at the start, and the file is of another kind."""
MOST_LINES = 10
"""So many lines are named that cannot be read."""
_LINES_NOTED = 10 * BLOCK
"""The lines of a block are not found in their order."""
_LOOK_AT = 1 << 12
_NEVER_SENT = frozenset({Outcome.QUEUED, Outcome.SENDING, Outcome.CANCELLED})
_LINE = msgspec.json.Decoder(RecordLine)

OnProgress = Callable[[int, int], None]
"""Called with the bytes read and all bytes."""


@dataclass
class _Counts:
    records: int = 0
    never_sent: int = 0
    unreadable: int = 0
    unreadable_lines: set[int] = field(default_factory=set)
    taken: TakenIn = field(default_factory=TakenIn)

    def add_unreadable(self, line: int) -> None:
        self.unreadable += 1
        if len(self.unreadable_lines) < _LINES_NOTED:
            self.unreadable_lines.add(line)


def run_import(
    archive: Archive, job: ImportJob, now: datetime, on_progress: OnProgress, is_unwanted: Callable[[], bool]
) -> Imported:
    """Take the file in. Taking it in again changes nothing. Belongs to the thread of `archive`.

    Raises:
        Failed: FILE_UNREADABLE, NO_MESSAGE_IDS for a table without them, XML_EVENTS, or NOT_AN_EXPORT for a file of
            another kind.
        ArchiveError: the archive cannot be changed; the blocks before stay.
    """
    path, counts, is_whole, is_cut = Path(job.file), _Counts(), True, False
    importer = _Importer(archive, job, now, counts)
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            values, lacking = _values_of(file, path.name, job, now)
            for block in _blocks(values):
                if is_unwanted():
                    is_whole = False
                    break
                importer.take_in(block)
                is_cut = isinstance(block[-1], FileValue) and is_cut_off(block[-1])
                on_progress(file.tell(), size)
    except OSError as error:
        raise Failed(
            Problem(ProblemCode.FILE_UNREADABLE, subject=path.name, vendor_text=error.strerror or str(error))
        ) from error
    if not counts.records and is_whole:
        raise Failed(Problem(ProblemCode.NOT_AN_EXPORT, subject=path.name))
    return Imported(
        records=counts.records,
        new=counts.taken.new,
        known=counts.taken.known,
        never_sent=counts.never_sent,
        strangers=counts.taken.strangers,
        unreadable=counts.unreadable,
        unreadable_lines=tuple(sorted(counts.unreadable_lines)[:MOST_LINES]),
        lacking=lacking,
        is_whole=is_whole,
        is_cut=is_cut and is_whole,
    )


def _blocks(values: Iterable[FileValue | TableRow]) -> Iterator[list[FileValue | TableRow]]:
    block: list[FileValue | TableRow] = []
    size = 0
    for value in values:
        block.append(value)
        if isinstance(value, FileValue):
            size += len(value.text)
        if len(block) == BLOCK or size >= _BLOCK_BYTES:
            yield block
            block, size = [], 0
    if block:
        yield block


def _values_of(
    file: BinaryIO, name: str, job: ImportJob, now: datetime
) -> tuple[Iterator[FileValue | TableRow], tuple[ExportColumn, ...]]:
    """What the file holds, and the columns that a table lacks. A file of another kind may hold anything."""
    begin = file.read(_LOOK_AT).removeprefix(codecs.BOM_UTF8).lstrip()
    file.seek(0)
    if begin.startswith(b"<"):
        raise Failed(Problem(ProblemCode.XML_EVENTS, subject=name))
    if begin[:1] in (b"{", b"[", b"\x1e"):
        return json_values(file, name), ()
    table = TableReader(file, name, job.titles, job.account_id, now)
    return table.rows(), table.lacking


class _Importer:
    """Sorts objects by account, and has each block taken in."""

    def __init__(self, archive: Archive, job: ImportJob, now: datetime, counts: _Counts) -> None:
        self._archive = archive
        self._job = job
        self._now = now
        self._counts = counts
        self._store = ImportStore(archive)
        self._lines: dict[bytes, int] = {}
        self._accounts: Mapping[AccountId, Account] = {one.id: one for one in archive.accounts.all()}

    def take_in(self, values: Iterable[FileValue | TableRow]) -> None:
        blocks: dict[AccountId, ImportBlock] = {}
        self._lines.clear()
        for value in values:
            if isinstance(value, TableRow):
                self._take_row(value, blocks)
            else:
                self._sort(value, blocks)
        name = Path(self._job.file).name
        if not self._counts.records and self._counts.unreadable >= _PATIENCE:
            raise Failed(Problem(ProblemCode.NOT_AN_EXPORT, subject=name))
        for block in blocks.values():
            with self._store.all_or_nothing():
                reports_answer, logs_answer = self._store.keep_raw(block, f"import of {name}")
                parsed = self._parsed(block, reports_answer, logs_answer)
                self._counts.taken += self._store.take_in(parsed, self._now, READER)

    def _parsed(self, block: ImportBlock, reports_answer: int | None, logs_answer: int | None) -> ParsedBlock:
        account = self._accounts.get(block.account_id)
        generation = Generation.V3 if account is None else account.generation
        reports = [one for at, raw in _timed(block.raw_reports) for one in self._reports(generation, raw, at)]
        logs = [one for at, raw in _timed(block.raw_logs) for one in self._entries(generation, raw, at)]
        return ParsedBlock(
            block=block, reports=reports, logs=logs, reports_answer=reports_answer, logs_answer=logs_answer
        )

    def _reports(self, generation: Generation, raw: bytes, at: datetime) -> list[DeliveryReport]:
        parsed = parse_reports(generation, answer_of([[raw]]))
        self._note_problem(raw, parsed.problem)
        return [msgspec.structs.replace(one, received_at=at) for one in parsed.reports]

    def _entries(self, generation: Generation, raw: bytes, at: datetime) -> list[LogEntry]:
        parsed = parse_logs(generation, answer_of([[raw]]))
        self._note_problem(raw, parsed.problem)
        return [msgspec.structs.replace(one, received_at=at) for one in parsed.entries]

    def _note_problem(self, raw: bytes, problem: ReadingProblem | None) -> None:
        if problem is not None:
            self._counts.add_unreadable(self._lines[raw])

    def _take_row(self, row: TableRow, blocks: dict[AccountId, ImportBlock]) -> None:
        """What is known already stays as it is: the service wrote it, and a table says less."""
        if row.record is None:
            self._counts.add_unreadable(row.line)
            return
        self._counts.records += 1
        mail, reported = _mail_of(row.record), None
        if row.record.report is not None:
            reported = Reported(row.record.status, row.record.done_at)
        if self._store.knows(row.record.account_id, mail, reported):
            self._counts.taken += TakenIn(known=1)
        else:
            self._add_line(row.record, self._block(blocks, row.record.account_id), row.line)

    def _sort(self, found: FileValue, blocks: dict[AccountId, ImportBlock]) -> None:
        value = found.text
        line = _line_in(value)
        if line is not None:
            self._counts.records += 1
            self._add_line(line, self._block(blocks, line.account_id), found.line)
            return
        try:
            fields = fields_of(value)
            block = self._block(blocks, self._job.account_id)
            if is_tracking_event(fields):
                block.tracking.append(read_tracking_event(fields))
                self._counts.records += 1
                return
        except NotAnItem:
            self._counts.add_unreadable(found.line)
            return
        items = list_items(value, is_complete=True).items if isinstance(fields.get("results"), list) else (value,)
        for item in items:
            self._add_pushed(item, block, found.line)

    def _add_pushed(self, item: bytes, block: ImportBlock, line: int) -> None:
        """A report that the service pushed."""
        try:
            fields = fields_of(item)
            if is_tracking_event(fields):
                block.tracking.append(read_tracking_event(fields))
            elif "messageId" in fields and "status" in fields:
                self._lines[item] = line
                block.raw_reports.setdefault(self._now, []).append(item)
            else:
                raise NotAnItem("no report")
        except NotAnItem:
            self._counts.add_unreadable(line)
        else:
            self._counts.records += 1

    def _add_line(self, line: RecordLine, block: ImportBlock, number: int) -> None:
        if line.status in _NEVER_SENT:
            self._counts.never_sent += 1
            return
        if line.message_id is None and line.bulk_id is None:
            self._counts.add_unreadable(number)
            return
        block.mails.append(_mail_of(line))
        self._add_items(line.reports if line.report is None else (line.report,), block.raw_reports, number)
        self._add_items(() if line.log is None else (line.log,), block.raw_logs, number)

    def _add_items(self, items: Iterable[LineItem], raw: dict[datetime, list[bytes]], number: int) -> None:
        for item in items:
            try:
                own = raw_of(item)
            except ValueError:
                self._counts.add_unreadable(number)
            else:
                self._lines[own] = number
                raw.setdefault(item.received_at, []).append(own)

    def _block(self, blocks: dict[AccountId, ImportBlock], account_id: AccountId) -> ImportBlock:
        wanted = account_id if account_id in self._accounts else self._job.account_id
        return blocks.setdefault(wanted, ImportBlock(account_id=wanted))


def _mail_of(line: RecordLine) -> ImportedMail:
    return ImportedMail(
        message_id=line.message_id,
        bulk_id=line.bulk_id,
        to=line.to,
        kind=line.kind,
        sender=line.sender,
        subject=line.subject,
        sent_at=line.sent_at,
        hand_over=line.hand_over,
        events=line.events,
    )


def _line_in(value: bytes) -> RecordLine | None:
    """None: the object is no line of an export."""
    try:
        return _LINE.decode(value)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def _timed(raw: Mapping[datetime, Iterable[bytes]]) -> Iterator[tuple[datetime, bytes]]:
    return ((at, item) for at, items in raw.items() for item in items)
