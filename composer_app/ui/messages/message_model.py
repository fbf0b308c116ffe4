"""Qt table model over rows of the archive: row numbers at once, rows when they come into sight."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from composer_app.domain.queries import ArchiveFilter, SortKey
from composer_app.services.records import PAGE, Found, MailRecords, Record
from composer_app.services.runtime.error_mapping import Failed
from composer_app.services.runtime.tasks import Task
from composer_app.ui.messages.message_column import Column
from composer_app.ui.messages.message_source import MessageSource
from composer_app.ui.texts import messages, outcome_words
from composer_app.ui.texts.format import raw
from composer_app.ui.theme.paint_guard import report_once
from composer_app.ui.widgets.table.column_kinds import KIND_ROLE, NEW_ROLE, OUTCOME_ROLE, ColumnKind

BLOCK = PAGE
"""Rows that are read at a time."""
WAITING_BLOCKS = 4
"""Most blocks waiting to be read: while dragging the scroll bar only the last ones count."""
KEPT_ROWS = 20_000
"""Rows that are held in memory, about 20 MB."""

Index = QModelIndex | QPersistentModelIndex
_Display, _ToolTip, _Accessible = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
)


class MessageModel(QAbstractTableModel):
    """Shows what a filter finds. Never blocks: until a row has been read its cells are empty.

    Another filter or order brings its first page at once, and the rest of its rows and the counts after it. Each
    question ends the one before.

    Signals:
        begun: the first page of another filter or order is there; `found` is not whole yet.
        answered: a query was answered; `found` and the rows are up to date, or new rows are held back.
        held_back: how many new rows there are, and whether a new list waits for `apply_held`.
        failed: the archive failed (the exception).
    """

    begun = Signal()
    answered = Signal()
    held_back = Signal(int, bool)
    failed = Signal(object)

    def __init__(self, records: MailRecords, source: MessageSource, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._records = records
        self._source = source
        self._query: tuple[ArchiveFilter, SortKey, bool] | None = None
        self._found = Found(array("q"))
        self._held: Found | None = None
        self._rows: dict[int, Record] = {}
        self._fresh: set[int] = set()
        self._waiting: list[int] = []
        self._reading: tuple[int, array[int]] | None = None
        self._reading_for: Task[Found] | None = None
        self._asked: Task[Found] | None = None
        self._is_refresh = False
        self._awaits_rows = False
        self._refresh_for: ArchiveFilter | None = None
        self._shown_new: set[int] = set()
        self.may_move: Callable[[], bool] = lambda: True
        """Called when a refresh finds other rows: False holds them back."""
        self.kept: Callable[[], Collection[int]] = tuple
        """Returns the rows whose places the next answer should tell."""

    @property
    def columns(self) -> tuple[Column, ...]:
        return self._source.columns

    @property
    def found(self) -> Found:
        """The rows of the table."""
        return self._found

    @property
    def query(self) -> tuple[ArchiveFilter, SortKey, bool] | None:
        """The last query."""
        return self._query

    @property
    def awaits_rows(self) -> bool:
        """The first page of another filter or order is on its way."""
        return self._awaits_rows

    def show(self, wanted: ArchiveFilter, key: SortKey, descending: bool) -> None:
        """Query other rows. The shown ones stay until the answer."""
        self._query = (wanted, key, descending)
        self._is_refresh = False
        self._awaits_rows = True
        self._refresh_for = None
        if self._asked is not None:
            self._asked.cancel()
        self._asked = self._records.first_page(self._source.kind, wanted, key, descending=descending)
        self._asked.on_success(self._on_first_page).on_failure(self._on_failed)

    def refresh(self, wanted: ArchiveFilter) -> None:
        """Repeat the query, with the current meaning of `2d`. Rows in sight are updated in place.

        A query that runs is answered first: so the list follows an archive that changes all the time.
        """
        assert self._query is not None
        if self._asked is not None and not self._asked.is_done:
            self._refresh_for = wanted
            return
        self._refresh_for = None
        self._query = (wanted, *self._query[1:])
        self._is_refresh = True
        self._ask_for_all(None)

    def apply_held(self) -> None:
        """Show the rows that were held back."""
        if self._held is not None:
            self._replace(self._held)

    def record(self, row: int) -> Record | None:
        """The row at this place, if it has been read."""
        return self._rows.get(self._found.ids[row]) if 0 <= row < len(self._found.ids) else None

    def places_of(self, rows: Collection[int]) -> Mapping[int, int]:
        """Where at least these rows stand; what is not in the list is left out."""
        return self._found.places_of(rows)

    def take_shown_new(self) -> tuple[int, ...]:
        """The new rows painted since the last call."""
        shown = tuple(sorted(self._shown_new))
        self._shown_new.clear()
        return shown

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        return 0 if parent.isValid() else len(self._found.ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._source.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Display) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self._source.columns):
            return None
        column = self._source.columns[section]
        if role == _Display:
            return column.title
        return column.kind if role == KIND_ROLE else None

    def data(self, index: Index, role: int = _Display) -> Any:
        if not index.isValid():
            return None
        row_id = self._found.ids[index.row()]
        block = index.row() // BLOCK
        if block not in self._fresh:
            self._want(block)
        record = self._rows.get(row_id)
        if record is None:
            return "" if role == _Display else None
        column = self._source.columns[index.column()]
        try:
            return self._cell(column, record, role)
        except Exception as error:
            report_once(error)
            return raw(getattr(record, column.field, None)) if role in (_Display, _ToolTip) else None

    def _cell(self, column: Column, record: Record, role: int) -> Any:
        if role == _Display:
            return column.text(record)
        if role == OUTCOME_ROLE:
            return record.outcome if column.kind is ColumnKind.OUTCOME else None
        if role == NEW_ROLE:
            is_new = self._source.is_new(record)
            if is_new:
                self._shown_new.add(record.row)
            return is_new
        if role == _ToolTip:
            return column.tooltip(record) or None
        if role == _Accessible:
            return self._spoken(column, record)
        return None

    def _spoken(self, column: Column, record: Record) -> str:
        said = outcome_words.word(record.outcome) if column.kind is ColumnKind.OUTCOME else column.text(record)
        if not said:
            return messages.NOTHING_IN_CELL.format(column=column.title)
        is_new = column.kind is ColumnKind.OUTCOME and self._source.is_new(record)
        return (messages.NEW_CELL if is_new else messages.CELL).format(column=column.title, text=said)

    # asking

    def _ask_for_all(self, first: Found | None) -> None:
        assert self._query is not None
        wanted, key, descending = self._query
        self._asked = self._records.find(
            self._source.kind,
            wanted,
            key,
            descending=descending,
            seen_until=self._source.seen_until(),
            newest=self._found.newest,
            first=first,
            places_of=self.kept(),
        )
        self._asked.on_success(self._on_found).on_failure(self._on_failed)

    def _on_first_page(self, found: Found) -> None:
        if self._asked is None or not self._asked.is_done:
            return  # a later question is on its way
        self._awaits_rows = False
        if len(found.ids):
            self._replace(found)
            self.begun.emit()
        self._ask_for_all(found)

    def _on_found(self, found: Found) -> None:
        if self._asked is None or not self._asked.is_done:
            return  # a later question is on its way
        known = self._found
        if self._is_refresh:
            self._fresh.clear()
        if found.ids == known.ids:
            self._found = found
            self._hold(None)
            if self._is_refresh:
                self._repaint(0, len(found.ids) - 1)  # asks for what is in sight
        elif self._is_refresh and len(known.ids) and not self.may_move():
            self._hold(found)
            self._repaint(0, len(known.ids) - 1)
        elif not known.is_whole and found.ids[: len(known.ids)] == known.ids:
            self._append(found)
        else:
            self._replace(found)
        self.answered.emit()
        if self._refresh_for is not None:
            self.refresh(self._refresh_for)

    def _on_failed(self, failure: Failed) -> None:
        self._refresh_for = None
        self._awaits_rows = False
        self.failed.emit(failure)

    def _replace(self, found: Found) -> None:
        self.beginResetModel()
        self._found = found
        self._fresh.clear()
        self._waiting.clear()
        self._held = None
        if found.rows:
            self._keep(found.rows)
            self._fresh.add(0)
        self.endResetModel()
        self.held_back.emit(0, False)

    def _append(self, found: Found) -> None:
        """The rest of the rows, behind the first page."""
        self.beginInsertRows(QModelIndex(), len(self._found.ids), len(found.ids) - 1)
        self._found = found
        self.endInsertRows()

    def _hold(self, found: Found | None) -> None:
        self._held = found
        self.held_back.emit(found.came if found is not None else 0, found is not None)

    # rows by block

    def _want(self, block: int) -> None:
        if self._reading is not None and block == self._reading[0]:
            return
        if block in self._waiting:
            self._waiting.remove(block)
        self._waiting.append(block)
        del self._waiting[:-WAITING_BLOCKS]
        if self._reading is None:
            self._read_next()

    def _read_next(self) -> None:
        if not self._waiting:
            self._reading = None
            return
        block = self._waiting.pop()
        ids = self._found.ids[block * BLOCK : (block + 1) * BLOCK]
        self._reading, self._reading_for = (block, ids), self._asked
        self._records.rows(self._source.kind, ids).on_success(self._on_rows).on_failure(self._on_rows_failed)

    def _on_rows(self, rows: Sequence[Record]) -> None:
        assert self._reading is not None
        block, ids = self._reading
        self._keep(rows)
        first = block * BLOCK
        now = self._found.ids[first : first + BLOCK]
        if now == ids and self._reading_for is self._asked:  # no later answer has put other rows there, or more
            self._fresh.add(block)
        self._repaint(first, first + len(now) - 1)  # what is not fresh is asked for again
        self._read_next()

    def _keep(self, rows: Sequence[Record]) -> None:
        if len(self._rows) + len(rows) > KEPT_ROWS:
            self._rows.clear()
            self._fresh.clear()
        self._rows.update((record.row, record) for record in rows)

    def _on_rows_failed(self, failure: Failed) -> None:
        self._waiting.clear()
        self._reading = None
        self.failed.emit(failure)

    def _repaint(self, first: int, last: int) -> None:
        if last >= first:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self._source.columns) - 1))
