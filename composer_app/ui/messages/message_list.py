"""Message list: the table, the bar for new rows, and the text shown when it is empty."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable
from itertools import chain, islice
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
from PySide6.QtWidgets import QStackedWidget, QWidget

from composer_app.domain.queries import ArchiveFilter, SortKey
from composer_app.services.records import MailRecords, Record
from composer_app.ui.messages.copy_rows import MOST_ROWS, RowCopy
from composer_app.ui.messages.message_column import Column
from composer_app.ui.messages.message_model import MessageModel
from composer_app.ui.messages.message_source import MessageSource
from composer_app.ui.messages.new_rows_bar import NewRowsBar
from composer_app.ui.messages.row_menu import RowMenu
from composer_app.ui.texts import messages
from composer_app.ui.theme import typography
from composer_app.ui.theme.painting import Painted
from composer_app.ui.theme.theme_store import current
from composer_app.ui.widgets.empty_state import EmptyState
from composer_app.ui.widgets.layouts import in_column
from composer_app.ui.widgets.table.record_table import RecordTable

_KEPT_SELECTION = 1000
"""Most selected rows restored after a refresh; of more only the current one."""
_BY_TIME = (SortKey.SENT, SortKey.DONE, SortKey.RECEIVED)
_LEAST_REST = 140


class _Table(RecordTable):
    """A table with copyable rows; Space opens and closes the details.

    Signals:
        toggled: Space.
        all_selected: Ctrl+A.
        end_wanted: End.
        copied: Ctrl+C, or Edit > Copy while the table has the focus.
        menu_wanted(QPoint): a right click on a row, or the Menu key; where on the screen.
    """

    toggled = Signal()
    all_selected = Signal()
    end_wanted = Signal()
    copied = Signal()
    menu_wanted = Signal(QPoint)

    def copy(self) -> None:
        """Slot for Edit > Copy."""
        self.copied.emit()

    def selectAll(self) -> None:
        super().selectAll()
        self.all_selected.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copied.emit()  # the view's own copies one cell, elided
        elif event.key() == Qt.Key.Key_Space and not event.modifiers():
            self.toggled.emit()
        else:
            super().keyPressEvent(event)
            if event.key() == Qt.Key.Key_End and not event.modifiers():
                self.end_wanted.emit()

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

    While it follows, new rows come in by themselves as long as nothing is being read: the list stands at the edge where
    they arrive, no row is selected, and no details are open. Otherwise they wait behind the line `12 new`.

    Signals:
        current_changed: the number of the row the details are of, or None.
        opened: Enter or a double click on a row.
        toggled: Space on a row.
        clicked: a click on a row.
        filter_wanted: a `FilterToken` that finds rows like this one.
        list_wanted: a `FilterToken`: list all that it finds.
        again_wanted(keeps recipient): make a new draft of the current row's mail, to its recipient or to none.
        toast_requested: a sentence for a toast.
    """

    filter_wanted = Signal(object)
    list_wanted = Signal(object)
    again_wanted = Signal(bool)
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
        self._awaited: set[int] = set()
        self._awaits_all = False
        self._awaits_end = False
        self._is_restoring = False
        self._current: int | None = None
        self._top: tuple[int, ...] = ()
        self._was_free = True
        self._is_new_query = True
        self._follows = True
        self.has_reader: Callable[[], bool] = lambda: False
        """Whether something outside the list shows one of its rows, such as the details."""
        self._left_out = 0
        self._copy: RowCopy | None = None
        self._build()

    def _build(self) -> None:
        self.model.may_move = self._may_move
        self.model.kept = self._rows_to_find_again
        self.table.setModel(self.model)
        for number, column in enumerate(self._source.columns):
            self.table.setColumnHidden(number, column.is_hidden)
            if column.width:
                self.table.setColumnWidth(number, typography.units(column.width))
            if column.grows_to:
                self.table.grow_column(number, self.table.columnWidth(number), typography.units(column.grows_to))
            if column.takes_rest:
                self.table.set_rest_column(number, typography.units(_LEAST_REST))
        self._show_sort()
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        in_column(self, self.new_rows, self._stack, grows=self._stack)
        self.model.modelAboutToBeReset.connect(self._on_about_to_reset)
        self.model.modelReset.connect(self._on_reset)
        self.model.rowsInserted.connect(self._on_rows_inserted)
        self.model.held_back.connect(self.new_rows.tell)
        self.new_rows.wanted.connect(self._on_new_wanted)
        self.table.sort_requested.connect(self._on_sort_requested)
        self.table.opened.connect(self._on_opened)
        self.table.toggled.connect(self._on_toggled)
        self.table.copied.connect(self.copy_rows)
        self.table.all_selected.connect(self._on_all_selected)
        self.table.end_wanted.connect(self._on_end_wanted)
        self.table.menu_wanted.connect(self._on_menu_wanted)
        self.table.clicked.connect(self._on_clicked)
        self.table.selectionModel().currentRowChanged.connect(self._on_current_changed)
        self.table.selectionModel().selectionChanged.connect(self._on_selection_changed)

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
        """Insert the held-back rows and go to the edge where they arrive.

        What was selected is no longer read, unless its details are open.
        """
        if not self.has_reader():
            self.clear_selection()
        self.model.apply_held()
        self._go_to_edge()

    @Slot()
    def _on_new_wanted(self) -> None:
        self.show_new()
        self.table.setFocus()  # the pressed button is hidden

    @property
    def follows(self) -> bool:
        """Whether new rows come in by themselves."""
        return self._follows

    @Slot(bool)
    def set_following(self, on: bool) -> None:
        """Let new rows come in, beginning with those that wait, or hold all of them back."""
        self._follows = on
        if on:
            self.show_new()

    @Slot()
    def clear_selection(self) -> None:
        self.table.selectionModel().clear()

    def show_list(self, is_empty: bool) -> None:
        """The table, or the text shown in its place."""
        self._stack.setCurrentWidget(self.empty if is_empty else self.table)

    def paint_now(self) -> None:
        """Paint the rows in sight without waiting for the event loop, which has other answers to deliver."""
        self.table.viewport().repaint()

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
        """Select one row alone and scroll to it."""
        # `selectRow` of the table asks which keys are held: with Ctrl the rows selected before would stay
        flags = QItemSelectionModel.SelectionFlag
        self.table.selectionModel().setCurrentIndex(self.model.index(place, 0), flags.ClearAndSelect | flags.Rows)

    @Slot(QPoint)
    def _on_menu_wanted(self, where: QPoint) -> None:
        record = self.current_record()
        if record is None:
            return  # being read
        menu = RowMenu(record, self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.filter_wanted.connect(self.filter_wanted)
        menu.list_wanted.connect(self.list_wanted)
        menu.again_wanted.connect(self.again_wanted)
        menu.mail_wanted.connect(self.opened)
        menu.details_wanted.connect(self.clicked)
        menu.toast_requested.connect(self.toast_requested)
        menu.popup(where)

    @Slot()
    def copy_rows(self) -> None:
        """Copy the selected rows to the clipboard, tab-separated, at most 10,000."""
        spans = sorted(self._spans(), key=lambda span: span.start)
        places = islice(chain.from_iterable(spans), MOST_ROWS)
        ids = [self.model.found.ids[place] for place in places]
        if not ids:
            return
        self._left_out = sum(map(len, spans)) - len(ids)
        columns = self.shown_columns()
        if self._copy is not None:
            self._copy.deleteLater()  # another copy was wanted before it was done
        self._copy = RowCopy(self._records, self._source.kind, ids, columns, self)
        self._copy.done.connect(self._on_copied)
        self._copy.failed.connect(self.model.failed)
        self._copy.start()

    def shown_columns(self) -> list[Column]:
        """The shown columns, in their order from the left."""
        header = self.table.horizontalHeader()
        shown = [header.logicalIndex(place) for place in range(header.count())]
        return [self._source.columns[number] for number in shown if not header.isSectionHidden(number)]

    def chosen_rows(self) -> array[int]:
        """The selected rows of the archive, in the order of the list, if several but not all are selected."""
        spans = sorted(self._spans(), key=lambda span: span.start)
        ids, count = self.model.found.ids, sum(map(len, spans))
        if count < 2 or count == len(ids):
            return array("q")
        chosen = array("q")
        for span in spans:
            chosen += ids[span.start : span.stop]
        return chosen

    @Slot(str, int)
    def _on_copied(self, text: str, count: int) -> None:
        QGuiApplication.clipboard().setText(text)
        self.toast_requested.emit(messages.rows_copied(count, self._left_out))

    # keeping the place

    def _spans(self) -> list[range]:
        """The selected rows as ranges."""
        chosen = cast(list[QItemSelectionRange], self.table.selectionModel().selection())
        return [range(span.top(), span.bottom() + 1) for span in chosen]

    def _may_move(self) -> bool:
        """Whether new rows may come in: the list follows, and the user reads nothing else."""
        return self._follows and self._is_at_edge() and not self._spans() and not self.has_reader()

    def _is_at_edge(self) -> bool:
        """Whether the newest rows are in sight. Only an order by time has an edge where new rows arrive."""
        key, is_newest_first = self._sort
        bar = self.table.verticalScrollBar()
        return key in _BY_TIME and bar.value() == (bar.minimum() if is_newest_first else bar.maximum())

    def _go_to_edge(self) -> None:
        key, is_newest_first = self._sort
        if key in _BY_TIME and not is_newest_first:
            self.table.scrollToBottom()
        else:
            self.table.scrollToTop()

    def _selected_rows(self) -> set[int]:
        """The rows that are selected or wait for the rest of the list to be so again; none where they are too many."""
        ids, spans = self.model.found.ids, self._spans()
        if sum(map(len, spans)) > _KEPT_SELECTION:
            return set()
        return {ids[place] for span in spans for place in span} | self._awaited

    def _rows_to_find_again(self) -> set[int]:
        current = {self._current} if self._current is not None else set()
        return self._selected_rows() | current | ({self._top_row()[0]} if self._top_row() else set())

    def _top_row(self) -> tuple[int, ...]:
        """The uppermost row in sight and its place on the screen; nothing in an empty list."""
        place = self.table.rowAt(0)
        ids = self.model.found.ids
        return (ids[place], self.table.rowViewportPosition(place)) if 0 <= place < len(ids) else ()

    @Slot()
    def _on_about_to_reset(self) -> None:
        self._awaited = self._selected_rows()
        self._awaits_all = self._awaits_end = False
        self._was_free = self._may_move()
        self._top = self._top_row()

    @Slot()
    def _on_reset(self) -> None:
        self._select_again()
        self._go_back()

    @Slot()
    def _on_rows_inserted(self) -> None:
        """The rest of the list is there."""
        goes_to_end, self._awaits_end = self._awaits_end, False
        if self._awaits_all:
            self._awaits_all = False
            self.table.selectAll()
        bar = self.table.verticalScrollBar()
        at = bar.value()
        self._select_again()
        bar.setValue(at)  # the view goes to a row that is made the current one
        if goes_to_end:
            self.select_row(self.model.rowCount() - 1)

    @Slot()
    def _on_end_wanted(self) -> None:
        """The last row of the list is still to come."""
        self._awaits_end = not self.model.found.is_whole

    @Slot()
    def _on_all_selected(self) -> None:
        """All means also what is still to come."""
        self._awaits_all = not self.model.found.is_whole

    @Slot()
    def _on_selection_changed(self) -> None:
        if not self._is_restoring:
            self._awaited.clear()
            self._awaits_all = self._awaits_end = False

    def _select_again(self) -> None:
        """Select what was selected before the list was another one, and make the same row the current one."""
        is_whole = self.model.found.is_whole
        current = set() if self._current is None else {self._current}
        places = self.model.places_of(self._awaited | current)
        found = self._awaited & places.keys()
        self._is_restoring = True
        for row in current & places.keys():
            if not self.table.currentIndex().isValid():
                index = self.model.index(places[row], 0)
                self.table.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        self._select(places[row] for row in found)
        self._is_restoring = False
        self._awaited = set() if is_whole else self._awaited - found
        if is_whole and current - places.keys():
            self._current = None
            self.current_changed.emit(None)

    def _select(self, places: Iterable[int]) -> None:
        selection, last = QItemSelection(), self.model.columnCount() - 1
        for place in places:
            selection.select(self.model.index(place, 0), self.model.index(place, last))
        self.table.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.Select)

    def _go_back(self) -> None:
        """Show another query from its top; else the newest rows, or what the user reads, at the place where it was."""
        is_new, self._is_new_query = self._is_new_query, False
        if self._was_free and not is_new:
            self._go_to_edge()
            return
        height = self.table.verticalHeader().defaultSectionSize()
        kept = () if is_new else self._top
        place = self.model.places_of(kept[:1]).get(kept[0]) if kept else None
        self.table.verticalScrollBar().setValue(0 if place is None else place * height - kept[1])

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
