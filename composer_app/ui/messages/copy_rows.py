"""Table rows as text for the clipboard."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QObject, Signal

from composer_app.domain.formula_guard import guarded
from composer_app.services.records import MailRecords, Record, RecordKind
from composer_app.services.runtime.error_mapping import Failed
from composer_app.ui.messages.message_column import Column
from composer_app.ui.texts import outcome_words
from composer_app.ui.widgets.table.column_kinds import ColumnKind

MOST_ROWS = 10_000
"""Rows that one copy takes at the most."""
_ROWS_AT_ONCE = 500
"""Making lines of so many takes 10 ms, in which the window does nothing else."""


class RowCopy(QObject):
    """Reads rows part by part and makes their lines. GUI thread only.

    Signals:
        done: the text, and how many rows it holds.
        failed: the archive did not answer; the exception.
    """

    done = Signal(str, int)
    failed = Signal(object)

    def __init__(
        self,
        records: MailRecords,
        kind: RecordKind,
        ids: Sequence[int],
        columns: Sequence[Column],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._records = records
        self._kind = kind
        self._ids = ids
        self._columns = columns
        self._next = 0
        self._copied = 0
        self._texts: list[str] = []

    def start(self) -> None:
        """Read the next part; the last one is followed by `done`."""
        part = self._ids[self._next : self._next + _ROWS_AT_ONCE]
        self._next += len(part)
        self._records.rows(self._kind, part).on_success(self._on_rows).on_failure(self._on_failed)

    def _on_rows(self, records: Sequence[Record]) -> None:
        self._copied += len(records)
        if records:
            self._texts.append(as_lines(records, self._columns))
        if self._next < len(self._ids):
            self.start()
        else:
            self.done.emit("\n".join(self._texts), self._copied)

    def _on_failed(self, failure: Failed) -> None:
        self.failed.emit(failure)


def as_lines(records: Iterable[Record], columns: Sequence[Column]) -> str:
    """One line a row, its cells parted by tabs, for a spreadsheet to take apart.

    Tabs and line breaks in a cell become blanks. A text that a spreadsheet would take for a formula gets a quote before
    it (`domain.formula_guard`); one that begins with a double quote is quoted, as that would open a quoted cell.
    """
    return "\n".join("\t".join(_cell(column, record) for column in columns) for record in records)


def _cell(column: Column, record: Record) -> str:
    text = outcome_words.word(record.outcome) if column.kind is ColumnKind.OUTCOME else column.text(record)
    cell = guarded(" ".join(text.split()))
    return '"{}"'.format(cell.replace('"', '""')) if cell.startswith('"') else cell
