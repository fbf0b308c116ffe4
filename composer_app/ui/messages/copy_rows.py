"""Table rows as text for the clipboard."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from composer_app.services.records import Record
from composer_app.ui.messages.message_source import Column
from composer_app.ui.texts import status_words
from composer_app.ui.widgets.table.column_kinds import ColumnKind

MOST_ROWS = 10_000
"""Rows that one copy takes at the most."""


def as_lines(records: Iterable[Record], columns: Sequence[Column]) -> str:
    """One line a row, its cells parted by tabs. Tabs and line breaks in a cell become blanks."""
    return "\n".join("\t".join(_cell(column, record) for column in columns) for record in records)


def _cell(column: Column, record: Record) -> str:
    text = status_words.word(record.outcome) if column.kind is ColumnKind.OUTCOME else column.text(record)
    return " ".join(text.split())
