"""Reads a CSV export back: each row as the record that it was."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, BinaryIO, NamedTuple

import msgspec

from composer_app.domain.formula_guard import unguarded
from composer_app.domain.full_message import HandOver
from composer_app.domain.ids import AccountId, BulkId, MessageId
from composer_app.domain.mail import RecipientKind
from composer_app.domain.outcome import Outcome
from composer_app.domain.problem import Problem, ProblemCode
from composer_app.domain.status import NO_NUMBER, Status, group_implied_by, group_of, outcome_of
from composer_app.domain.status_words import STATUS_WORDS
from composer_app.services.exchange.exported_columns import ExportColumn
from composer_app.services.exchange.record_line import LineItem, RecordLine
from composer_app.services.runtime.error_mapping import Failed

Column = ExportColumn
_CellOf = Callable[[ExportColumn], str]
NEEDED = (Column.STATUS, Column.TO, Column.MESSAGE_ID)
"""Without these columns a row says nothing of any mail."""
DERIVED = frozenset({Column.WHY})
"""Columns that the other ones give again."""
_DELIMITERS = ",;\t"
_LEAST_TITLES = 2
_LOOK_AT = 1 << 16
_NEVER_SENT = frozenset({Outcome.QUEUED, Outcome.SENDING, Outcome.CANCELLED})
_OURS = frozenset({Outcome.UNKNOWN, Outcome.SCHEDULED})


class TableRow(NamedTuple):
    """A row. `line`: where it begins in the file, from 1; `record` is None if it cannot be read."""

    line: int
    record: RecordLine | None


class TableReader:
    """A CSV file whose titles are those of an export, in any order and language of this program.

    Comma, semicolon or tab part the cells; the text is UTF-8, UTF-16 or, as Excel saves it, Windows-1252.

    Args:
        titles: the columns by the titles that the window gives them.
        account_id: of the records.
        now: when a message was received, which a table does not say.

    Attributes:
        lacking: columns that the file does not have.
    """

    def __init__(
        self, file: BinaryIO, name: str, titles: Mapping[str, ExportColumn], account_id: AccountId, now: datetime
    ) -> None:
        self._account_id = account_id
        self._now = now
        begin = file.read(_LOOK_AT)
        file.seek(0)
        self._text = io.TextIOWrapper(file, _encoding_of(begin), errors="replace", newline="")
        known = {column.value: column for column in Column} | {_plain(title): one for title, one in titles.items()}
        first = self._text.readline()
        delimiter, self._columns = max(
            ((sign, _columns_in(first, sign, known)) for sign in _DELIMITERS), key=lambda found: len(found[1])
        )
        if len(self._columns) < _LEAST_TITLES:
            raise Failed(Problem(ProblemCode.NOT_AN_EXPORT, subject=name))
        if any(column not in self._columns for column in NEEDED):
            raise Failed(Problem(ProblemCode.NO_MESSAGE_IDS, subject=name))
        self.lacking = tuple(one for one in Column if one not in self._columns and one not in DERIVED)
        self._rows = csv.reader(self._text, delimiter=delimiter)

    def rows(self) -> Iterator[TableRow]:
        """All rows below the titles; empty ones are left out."""
        while True:
            line = self._rows.line_num + 2  # that of the titles is not counted, and lines begin at 1
            try:
                cells = next(self._rows)
                if any(cells):
                    yield TableRow(line, self._record(cells))
            except StopIteration:
                self._text.detach()  # or it would close the file, which belongs to the caller
                return
            except (csv.Error, ValueError, InvalidOperation):
                yield TableRow(line, None)

    def _record(self, cells: Sequence[str]) -> RecordLine:
        def cell(column: ExportColumn) -> str:
            place = self._columns.get(column, len(cells))
            return unguarded(cells[place]) if place < len(cells) else ""

        outcome = STATUS_WORDS.get(cell(Column.STATUS).strip().lower())
        message_id, address = cell(Column.MESSAGE_ID), cell(Column.TO)
        if outcome is None or not address or (not message_id and outcome not in _NEVER_SENT):
            raise ValueError("it names no mail")
        times = {column: _time(cell(column)) for column in Column if column.is_time}
        item = msgspec.Raw(_item(cell, outcome, times))
        received_at, sent_at = times[Column.RECEIVED], times[Column.SENT]
        is_ours = times[Column.QUEUED] is not None or bool(cell(Column.SUBJECT)) or outcome in _OURS
        is_of_vendor = group_of(outcome) is not None and not (is_ours and outcome is Outcome.ACCEPTED)
        return RecordLine(
            format="mail-composer-1",
            record="message" if received_at is None else "report",
            account_id=self._account_id,
            message_id=MessageId(message_id) if message_id else None,
            bulk_id=BulkId(cell(Column.BULK)) if cell(Column.BULK) else None,
            to=address,
            kind=RecipientKind.TO,
            sender=cell(Column.FROM),
            subject=cell(Column.SUBJECT),
            status=outcome,
            queued_at=times[Column.QUEUED],
            sent_at=sent_at,
            done_at=times[Column.DONE],
            hand_over=HandOver(
                outcome if outcome in _OURS else Outcome.ACCEPTED, sent_at or times[Column.QUEUED] or self._now
            )
            if is_ours
            else None,
            log=LineItem(self._now, item) if received_at is None and is_of_vendor else None,
            report=None if received_at is None else LineItem(received_at, item),
        )


def _item(cell: _CellOf, outcome: Outcome, times: Mapping[ExportColumn, datetime | None]) -> bytes:
    """The row as the service would write it, but for what a table does not say."""
    price, currency = cell(Column.PRICE), cell(Column.CURRENCY)
    item: dict[str, Any] = {
        "messageId": cell(Column.MESSAGE_ID),
        "bulkId": cell(Column.BULK),
        "to": cell(Column.TO),
        "from": cell(Column.FROM),
        "sentAt": _written(times[Column.SENT]),
        "doneAt": _written(times[Column.DONE]),
        "price": {"pricePerMessage": _number(price), "currency": currency} if price else None,
        "status": _status(outcome, cell(Column.STATUS_ID), cell(Column.STATUS_NAME)),
        "error": _error(cell(Column.ERROR_ID), cell(Column.ERROR_NAME)),
    }
    return msgspec.json.encode({name: value for name, value in item.items() if value})


def _status(outcome: Outcome, number: str, name: str) -> dict[str, Any]:
    status_id = int(number) if number else None
    group = group_implied_by("", name, status_id)
    if outcome_of(Status(group, id=NO_NUMBER if status_id is None else status_id)) is not outcome:
        meant = group_of(outcome)
        group = group if meant is None else meant
    written = {"groupId": int(group), "id": status_id, "name": name}
    return {key: value for key, value in written.items() if value not in (None, "")}


def _error(number: str, name: str) -> dict[str, Any]:
    return ({"id": int(number)} if number else {}) | ({"name": name} if name else {})


def _number(text: str) -> msgspec.Raw:
    """A decimal number; Excel may have saved it with a comma."""
    value = Decimal(text if "." in text else text.replace(",", "."))
    if not value.is_finite():
        raise ValueError("no number")
    return msgspec.Raw(f"{value:f}".encode())


def _time(text: str) -> datetime | None:
    if not text:
        return None
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError("a time without its zone")
    return at.astimezone(UTC)


def _written(at: datetime | None) -> str:
    return "" if at is None else f"{at:%Y-%m-%dT%H:%M:%S.%f}+0000"


def _columns_in(line: str, delimiter: str, known: Mapping[str, ExportColumn]) -> dict[ExportColumn, int]:
    """The places of the known titles."""
    titles = next(csv.reader([line], delimiter=delimiter), [])
    return {known[title]: place for place, title in enumerate(map(_plain, titles)) if title in known}


def _plain(title: str) -> str:
    return unguarded(title).strip().lower()


def _encoding_of(begin: bytes) -> str:
    if begin.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if begin.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(begin)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"
