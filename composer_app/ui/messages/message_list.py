"""Message list: the table, the bar for new rows, and the text shown when it is empty."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPoint,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from composer_app.domain.queries import ArchiveFilter, SortKey
from composer_app.services.records import MailRecords, Record
from composer_app.ui.messages.copy_rows import MOST_ROWS, as_lines
from composer_app.ui.messages.message_model import MessageModel
from composer_app.ui.messages.message_source import MessageSource
from composer_app.ui.messages.new_rows_bar import NewRowsBar
from composer_app.ui.messages.row_menu import RowMenu
from composer_app.ui.texts import messages
from composer_app.ui.theme import typography
from composer_app.ui.theme.painting import Painted
from composer_app.ui.theme.theme_store import current
from composer_app.ui.widgets.empty_state import EmptyState
from composer_app.ui.widgets.table.record_table import RecordTable

_KEPT_SELECTION = 1000
"""Most selected rows restored after a refresh; of more only the current one."""
_LEAST_REST = 140
_LEAST_GROWN = 128


class _Table(RecordTable):
    """A table with copyable rows; Space opens and closes the details.

    Signals:
        toggled: Space.
        copied: Ctrl+C, or Edit > Copy while the table has the focus.
        menu_wanted(QPoint): a right click on a row, or the Menu key; where on the screen.
    """

    toggled = Signal()
    copied = Signal()
    menu_wanted = Signal(QPoint)

    def copy(self) -> None:
        """Slot for Edit > Copy."""
        self.copied.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copied.emit()  # the view's own copies one cell, elided
        elif event.key() == Qt.Key.Key_Space and not event.modifiers():
            self.toggled.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        where = event.pos()
        index = self.indexAt(where)
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            index = self.currentIndex()
            self.scrollTo(index)
            where = self.visualRect(index).bottomLeft()
        if index.isValid():
            if index.row() != self.currentIndex().row():
                self.setCurrentIndex(index)
            self.menu_wanted.emit(self.viewport().mapToGlobal(where))


class MessageList(Painted, QWidget):
    """Shows what a filter finds and keeps selection and scroll position when the archive changes.

    Signals:
        current_changed: the number of the row the details are of, or None.
        opened: Enter or a double click on a row.
        toggled: Space on a row.
        clicked: a click on a row.
        filter_wanted: a `Token` that finds rows like this one.
        toast_requested: a sentence for a toast.
    """

    filter_wanted = Signal(object)
    current_changed = Signal(object)
    opened = Signal()
    toggled = Signal()
    clicked = Signal()
    toast_requested = Signal(str)

    def __init__(
        self,
        records: MailRecords,
        source: MessageSource,
        first_sort: tuple[SortKey, bool],
        empty: EmptyState,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._records = records
        self._source = source
        self.model = MessageModel(records, source, self)
        self.table = _Table(self)
        self.table.setObjectName("record_table")
        self.new_rows = NewRowsBar(self)
        self.empty = empty
        self._sort = first_sort
        self._selected: list[int] = []
        self._current: int | None = None
        self._top: tuple[int, int] | None = None
        self._is_new_query = True
        self._left_out = 0
        self._build()

    def _build(self) -> None:
        self.model.may_move = self._is_at_top
        self.table.setModel(self.model)
        for number, column in enumerate(self._source.columns):
            self.table.setColumnHidden(number, column.is_hidden)
            if column.width:
                self.table.setColumnWidth(number, typography.units(column.width))
            if column.grows_to:
                self.table.grow_column(number, typography.units(_LEAST_GROWN), typography.units(column.grows_to))
            if column.takes_rest:
                self.table.set_rest_column(number, typography.units(_LEAST_REST))
        self._show_sort()
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        column_of_all = QVBoxLayout(self)
        column_of_all.setContentsMargins(0, 0, 0, 0)
        column_of_all.setSpacing(0)
        column_of_all.addWidget(self.new_rows)
        column_of_all.addWidget(self._stack, 1)
        self.model.modelAboutToBeReset.connect(self._on_about_to_reset)
        self.model.modelReset.connect(self._on_reset)
        self.model.held_back.connect(self.new_rows.tell)
        self.new_rows.wanted.connect(self.show_new)
        self.table.sort_requested.connect(self._on_sort_requested)
        self.table.opened.connect(self._on_opened)
        self.table.toggled.connect(self._on_toggled)
        self.table.copied.connect(self.copy_rows)
        self.table.menu_wanted.connect(self._on_menu_wanted)
        self.table.clicked.connect(self._on_clicked)
        self.table.selectionModel().currentRowChanged.connect(self._on_current_changed)

    @property
    def sort(self) -> tuple[SortKey, bool]:
        """The order in force, and whether it is descending."""
        return self._sort

    def show_filter(self, wanted: ArchiveFilter) -> None:
        """List the rows of `wanted`, from the top."""
        self._is_new_query = True
        self.model.show(wanted, *self._sort)

    def refresh(self, wanted: ArchiveFilter) -> None:
        """The archive has changed: show new rows without moving the visible ones."""
        if self.model.query is None:
            self.show_filter(wanted)
            return
        self._is_new_query = False
        self.model.refresh(wanted)

    @Slot()
    def show_new(self) -> None:
        """Insert the held-back rows and scroll to the top."""
        self._is_new_query = True
        self.model.apply_held()

    def show_list(self, is_empty: bool) -> None:
        """The table, or the text shown in its place."""
        self._stack.setCurrentWidget(self.empty if is_empty else self.table)

    @property
    def is_empty(self) -> bool:
        return self._stack.currentWidget() is self.empty

    @property
    def current(self) -> int | None:
        """The archive's number of the current row."""
        return self._current

    def current_record(self) -> Record | None:
        return self.model.record(self.table.currentIndex().row())

    def select_row(self, place: int) -> None:
        """Select one row and scroll to it."""
        self.table.selectRow(place)

    @Slot(QPoint)
    def _on_menu_wanted(self, where: QPoint) -> None:
        record = self.current_record()
        if record is None:
            return  # being read
        menu = RowMenu(record, self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.filter_wanted.connect(self.filter_wanted)
        menu.details_wanted.connect(self.clicked)
        menu.toast_requested.connect(self.toast_requested)
        menu.popup(where)

    @Slot()
    def copy_rows(self) -> None:
        """Copy the selected rows to the clipboard, tab-separated, at most 10,000."""
        places = [place for span in self._spans() for place in span]
        ids = [self.model.found.ids[place] for place in sorted(set(places))[:MOST_ROWS]]
        if not ids:
            return
        self._left_out = len(places) - len(ids)
        self._records.rows(self._source.kind, ids).on_success(self._on_copied)

    @Slot(object)
    def _on_copied(self, records: Sequence[Record]) -> None:
        header = self.table.horizontalHeader()
        shown = [header.logicalIndex(place) for place in range(header.count())]
        columns = [self._source.columns[number] for number in shown if not header.isSectionHidden(number)]
        QGuiApplication.clipboard().setText(as_lines(records, columns))
        self.toast_requested.emit(messages.rows_copied(len(records), self._left_out))

    # keeping the place

    def _spans(self) -> list[range]:
        """The selected rows as ranges."""
        chosen = cast(list[QItemSelectionRange], self.table.selectionModel().selection())
        return [range(span.top(), span.bottom() + 1) for span in chosen]

    def _is_at_top(self) -> bool:
        return self.table.verticalScrollBar().value() == 0

    @Slot()
    def _on_about_to_reset(self) -> None:
        ids = self.model.found.ids
        spans = self._spans()
        is_kept = sum(map(len, spans)) <= _KEPT_SELECTION
        self._selected = [ids[place] for span in spans for place in span] if is_kept else []
        place = self.table.rowAt(0)
        self._top = (ids[place], self.table.rowViewportPosition(place)) if 0 <= place < len(ids) else None

    @Slot()
    def _on_reset(self) -> None:
        places = [place for row_id in self._selected if (place := self.model.place_of(row_id)) >= 0]
        current = self.model.place_of(self._current) if self._current is not None else -1
        selection = QItemSelection()
        last = self.model.columnCount() - 1
        for place in places:
            selection.select(self.model.index(place, 0), self.model.index(place, last))
        chosen = self.table.selectionModel()
        if current >= 0:
            chosen.setCurrentIndex(self.model.index(current, 0), QItemSelectionModel.SelectionFlag.NoUpdate)
        elif self._current is not None:
            self._current = None
            self.current_changed.emit(None)
        chosen.select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self._go_back()

    def _go_back(self) -> None:
        was_at_top = self._top is None or self._is_new_query
        self._is_new_query = False
        place = self.model.place_of(self._top[0]) if self._top is not None and not was_at_top else -1
        if place < 0 or self._top is None:
            self.table.verticalScrollBar().setValue(0)
            return
        height = self.table.verticalHeader().defaultSectionSize()
        self.table.verticalScrollBar().setValue(place * height - self._top[1])

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), current().base)

    # the table's own signals

    @Slot(int, object)
    def _on_sort_requested(self, column: int, order: Qt.SortOrder) -> None:
        key = self._source.columns[column].sort
        if key is None:
            self._show_sort()
            self.toast_requested.emit(messages.NOT_SORTABLE.format(column=self._source.columns[column].title))
            return
        self._sort = (key, order is Qt.SortOrder.DescendingOrder)
        query = self.model.query
        if query is not None:
            self.show_filter(query[0])

    def take_sort_of_header(self) -> None:
        """Sort as the restored header says, or mark the current order in it."""
        column, order = self.table.sorted_by()
        key = self._source.columns[column].sort if 0 <= column < len(self._source.columns) else None
        if key is not None:
            self._sort = (key, order is Qt.SortOrder.DescendingOrder)
        self._show_sort()

    def _show_sort(self) -> None:
        key, descending = self._sort
        column = next(n for n, column in enumerate(self._source.columns) if column.sort is key)
        self.table.show_sorted(column, Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder)

    @Slot()
    def _on_opened(self) -> None:
        if self.table.currentIndex().isValid():
            self.opened.emit()

    @Slot()
    def _on_toggled(self) -> None:
        if self.table.currentIndex().isValid():
            self.toggled.emit()

    @Slot()
    def _on_clicked(self) -> None:
        self.clicked.emit()

    @Slot(QModelIndex, QModelIndex)
    def _on_current_changed(self, index: QModelIndex, _previous: QModelIndex) -> None:
        row_id = self.model.found.ids[index.row()] if index.isValid() else None
        if row_id != self._current:
            self._current = row_id
            self.current_changed.emit(row_id)
