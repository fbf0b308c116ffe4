"""Columns of an exported table, and the values of their cells."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

import msgspec

from composer_app.domain.message_history import MessageRow, ReportRow
from composer_app.domain.status_words import STATUS_WORDS
from composer_app.services.records import Record

Cell = str | Decimal | int | datetime | None
"""Times are in UTC."""
ReadRows = Callable[[Sequence[int]], Sequence[Record]]
"""The rows of the archive with these numbers."""
Why = Callable[[Record], str]
"""The reason for the status of a row, in words for the user."""


class ExportColumn(StrEnum):
    """A column. The value is what `--columns` and the head of a file name it; never rename one."""

    STATUS = "status"
    SENT = "sent_at"
    TO = "to"
    SUBJECT = "subject"
    WHY = "why"
    DONE = "done_at"
    RECEIVED = "received_at"
    QUEUED = "queued_at"
    FROM = "from"
    PRICE = "price"
    CURRENCY = "currency"
    MESSAGE_ID = "message_id"
    BULK = "bulk_id"
    STATUS_ID = "status_id"
    STATUS_NAME = "status_name"
    ERROR_ID = "error_id"
    ERROR_NAME = "error_name"

    @property
    def is_time(self) -> bool:
        return self.value.endswith("_at")


class TitledColumn(msgspec.Struct, frozen=True):
    """A column and what stands above it."""

    column: ExportColumn
    title: str


ALL_COLUMNS = tuple(TitledColumn(column, column.value) for column in ExportColumn)

_WORDS = {outcome: word for word, outcome in STATUS_WORDS.items()}
_CELLS: dict[ExportColumn, Callable[[Record], Cell]] = {
    ExportColumn.STATUS: lambda one: _WORDS[one.outcome],
    ExportColumn.SENT: lambda one: one.sent_at,
    ExportColumn.TO: lambda one: one.to,
    ExportColumn.SUBJECT: lambda one: one.subject,
    ExportColumn.DONE: lambda one: one.done_at,
    ExportColumn.RECEIVED: lambda one: one.received_at if isinstance(one, ReportRow) else None,
    ExportColumn.QUEUED: lambda one: one.queued_at if isinstance(one, MessageRow) else None,
    ExportColumn.FROM: lambda one: one.sender,
    ExportColumn.PRICE: lambda one: None if one.price is None else one.price.per_message,
    ExportColumn.CURRENCY: lambda one: None if one.price is None else one.price.currency,
    ExportColumn.MESSAGE_ID: lambda one: one.message_id,
    ExportColumn.BULK: lambda one: one.bulk_id,
    ExportColumn.STATUS_ID: lambda one: None if one.status is None or one.status.id < 0 else one.status.id,
    ExportColumn.STATUS_NAME: lambda one: None if one.status is None else one.status.name,
    ExportColumn.ERROR_ID: lambda one: one.error.id if one.error is not None and one.error.id > 0 else None,
    ExportColumn.ERROR_NAME: lambda one: one.error.name if one.error is not None and one.error.is_error else None,
}


class Cells:
    """Makes the cells of rows.

    Args:
        columns: in their order.
        why: gives the words of the column WHY.
    """

    def __init__(self, columns: Sequence[TitledColumn], why: Why) -> None:
        self._parts = [why if one.column is ExportColumn.WHY else _CELLS[one.column] for one in columns]

    def of(self, record: Record) -> list[Cell]:
        return [part(record) for part in self._parts]
