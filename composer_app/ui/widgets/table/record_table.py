"""Table of Logs and Reports: painted cells and header, optional columns, remembered widths."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QByteArray,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRectF,
    QSignalBlocker,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QAction, QHelpEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QMenu, QTableView, QWidget

from composer_app.ui.texts import widgets as texts
from composer_app.ui.theme import typography
from composer_app.ui.theme.painting import Painted, hairline, row_height
from composer_app.ui.theme.theme_store import current
from composer_app.ui.widgets.mnemonics import give_mnemonics
from composer_app.ui.widgets.plain_text import caption, show_tooltip
from composer_app.ui.widgets.table.record_delegate import MARGIN, PADDING, RecordDelegate, column_kinds
from composer_app.ui.widgets.table.record_header import RecordHeader

_DENSITIES = {"compact": 26, "normal": 32, "roomy": 40}
_ROOMY = 220
"""Px that the column which takes the rest keeps before others grow; the first one that grows leaves it only its least
width, because an address that is cut says less than a subject that is cut."""

_PLAIN = Qt.KeyboardModifier.NoModifier
_ROWS = QItemSelectionModel.SelectionFlag.Rows

Index = QModelIndex | QPersistentModelIndex


class RecordTable(Painted, QTableView):
    """Rows of 32 px with hairlines, whole rows selected. The model answers the roles of ``roles.py``.

    One column takes the room that is left: the last one in sight, or what ``set_rest_column`` names.
    Sorting is the model's: connect ``sort_requested``.

    Signals:
        sort_requested(column, Qt.SortOrder): the header was clicked.
        opened(QModelIndex): Enter or a double click on a row.
    """

    sort_requested = Signal(int, object)
    opened = Signal(QModelIndex)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._density, self._taker, self._least = "normal", -1, 0
        self._on_margin = {0}
        self._grown: dict[int, tuple[int, int]] = {}
        self._chosen: set[int] = set()
        self._contents: dict[int, int] = {}
        self._delegate = RecordDelegate(self)
        self._header = RecordHeader(self)
        self.setHorizontalHeader(self._header)
        # setHorizontalHeader takes the mark away, because sorting is not the view's
        self._header.setSortIndicatorShown(True)
        self.setItemDelegate(self._delegate)
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        # What paints all of itself is moved when it is scrolled; only the rows that come into sight are painted.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._header.customContextMenuRequested.connect(self._on_header_menu)
        self._header.sectionClicked.connect(self._on_section_clicked)
        self._header.sectionMoved.connect(self._on_columns_changed)
        self._header.sectionResized.connect(self._on_section_resized)
        self.activated.connect(self.opened)
        self.set_density("normal")

    # -- model and columns ---------------------------------------------------------------------------------

    def setModel(self, model: QAbstractItemModel | None) -> None:
        super().setModel(model)
        kinds = column_kinds(model)
        self._header.set_kinds(kinds)
        self._delegate.set_columns(kinds, 0)
        for column, kind in enumerate(kinds):
            needed = max(self._header.title_width(column), self._delegate.first_width(kind))
            self._header.resizeSection(column, needed)
        self._on_columns_changed()

    def set_rest_column(self, column: int, least: int = 0) -> None:
        """The column (logical index) that takes the rest of the width, e.g. the subject; ``least`` px at least."""
        self._taker, self._least = column, least
        self._fill_up()

    def grow_column(self, column: int, least: int, most: int) -> None:
        """As wide as the rows in sight need, within ``least`` and ``most`` px, until the user sizes it.

        Where the window is narrow the column that takes the rest of the width comes first.
        """
        self._grown[column] = (max(least, self._header.title_width(column)), most)
        self._fill_up()

    def set_density(self, density: str) -> None:
        """``compact`` (26 px), ``normal`` (32) or ``roomy`` (40); rows grow with the font."""
        self._density = density
        given = _DENSITIES[density]
        height = given if density == "compact" else row_height(given, self.font())
        self.verticalHeader().setMinimumSectionSize(20)
        self.verticalHeader().setDefaultSectionSize(max(height, self.fontMetrics().height() + 6))

    def show_sorted(self, column: int, order: Qt.SortOrder) -> None:
        """Marks the sorted column, without asking for a sort."""
        blocker = QSignalBlocker(self._header)
        self._header.setSortIndicator(column, order)
        blocker.unblock()
        self._header.viewport().update()

    def sorted_by(self) -> tuple[int, Qt.SortOrder]:
        """The column that is marked as sorted, and its order."""
        return self._header.sortIndicatorSection(), self._header.sortIndicatorOrder()

    def save_columns(self) -> bytes:
        """Order, widths and choice of the columns, for the settings.

        In front of Qt's state: the size of the font the widths are made for, and growing columns that the user sized.
        """
        head = " ".join(map(str, (typography.sample_width(), *sorted(self._chosen))))
        return head.encode() + b"\n" + bytes(self._header.saveState().data())

    def restore_columns(self, state: bytes) -> bool:
        """Puts back what ``save_columns`` gave; False and no change when it does not fit this table."""
        head, has_head, kept = state.partition(b"\n")
        has_head = has_head if all(part.isdigit() for part in head.split(b" ")) else b""
        size, *chosen = map(int, head.split(b" ")) if has_head else (0,)
        made_for = size or typography.sample_width()
        if not self._header.restoreState(QByteArray(kept if has_head else state)):
            return False
        for column in self._grown.keys() & set(chosen):
            self._choose_width(column)
        if made_for != typography.sample_width():
            self._scale_columns(typography.sample_width() / made_for)
        self._on_margin = {self._header.first_visible()}  # the widths are made for this one
        self._on_columns_changed()
        return True

    def _scale_columns(self, factor: float) -> None:
        """The font is another one than that the widths were made for."""
        for column in range(self._header.count()):
            if not self._header.isSectionHidden(column):
                self._set_width(column, round(self._header.sectionSize(column) * factor))

    def columns_menu(self, parent: QWidget | None = None) -> QMenu:
        """A menu of ticks, one for each column; filled anew whenever it opens. The last one in sight stays."""
        menu = QMenu(texts.COLUMNS, parent or self)
        menu.aboutToShow.connect(self._on_menu_about_to_show)
        self._fill(menu)
        return menu

    @Slot()
    def _on_menu_about_to_show(self) -> None:
        menu = self.sender()
        if isinstance(menu, QMenu):
            self._fill(menu)

    def _fill(self, menu: QMenu) -> None:
        menu.clear()
        shown = [c for c in range(self._header.count()) if not self.isColumnHidden(c)]
        for visual in range(self._header.count()):
            column = self._header.logicalIndex(visual)
            action = menu.addAction(caption(str(self.model().headerData(column, Qt.Orientation.Horizontal) or "")))
            action.setCheckable(True)
            action.setChecked(column in shown)
            action.setEnabled(shown != [column])
            action.setData(column)
            action.toggled.connect(self._on_column_toggled)
        give_mnemonics(menu.actions())

    @Slot(bool)
    def _on_column_toggled(self, on: bool) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.setColumnHidden(action.data(), not on)
            self._on_columns_changed()

    @Slot(QPoint)
    def _on_header_menu(self, where: QPoint) -> None:
        menu = self.columns_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self._header.mapToGlobal(where))

    @Slot(int)
    def _on_section_clicked(self, column: int) -> None:
        self.sort_requested.emit(column, self._header.sortIndicatorOrder())

    def setColumnHidden(self, column: int, hide: bool) -> None:
        super().setColumnHidden(column, hide)
        self._on_columns_changed()

    @Slot(int, int, int)
    def _on_section_resized(self, column: int, old: int, new: int) -> None:
        if old and new and column in self._grown:  # not hidden or shown: the user has chosen this width
            self._choose_width(column)
        self._on_columns_changed()

    @Slot()
    def _on_columns_changed(self) -> None:
        first = self._header.first_visible()
        self._delegate.set_columns(column_kinds(self.model()), first)
        for column in [one for one in self._on_margin if one != first and not self.isColumnHidden(one)]:
            self._on_margin.discard(column)
            self._set_width(column, self._header.sectionSize(column) - (MARGIN - PADDING))
        if first not in self._on_margin:
            self._on_margin.add(first)
            self._set_width(first, self._header.sectionSize(first) + MARGIN - PADDING)
        self._fill_up()
        self.viewport().update()

    def _choose_width(self, column: int) -> None:
        """The column keeps the width that it has."""
        del self._grown[column]
        self._chosen.add(column)

    def _fill_up(self) -> None:
        """Gives the rest of the width to the column that takes it."""
        visible = [c for c in map(self._header.logicalIndex, range(self._header.count())) if c >= 0]
        visible = [c for c in visible if not self.isColumnHidden(c)]
        if not visible:
            return
        taker = self._taker if self._taker in visible else visible[-1]
        self._grow(visible, taker)
        others = sum(self._header.sectionSize(c) for c in visible if c != taker)
        wanted = max(self.viewport().width() - others, self._header.title_width(taker))
        wanted = max(wanted, self._least) if taker == self._taker else wanted
        self._set_width(taker, wanted)

    def _grow(self, visible: list[int], taker: int) -> None:
        """Gives the columns of ``grow_column`` what their contents need, as far as the taker keeps room."""
        for number, (column, (least, most)) in enumerate(self._grown.items()):
            if column in visible and column != taker:
                others = sum(self._header.sectionSize(c) for c in visible if c not in (taker, column))
                kept = self._least if not number and taker == self._taker and self._least else _ROOMY
                room = self.viewport().width() - others - kept
                self._set_width(column, max(least, min(self._contents.get(column, 0), most, room)))

    def _set_width(self, column: int, width: int) -> None:
        if self._header.sectionSize(column) == width or self._header.isSectionHidden(column):
            return
        blocker = QSignalBlocker(self._header)
        self._header.resizeSection(column, width)
        blocker.unblock()
        self.updateGeometries()

    def _measure(self) -> None:
        """Widen columns for the rows in sight; they never shrink by themselves."""
        model = self.model()
        first = max(self.rowAt(0), 0)
        last = self.rowAt(self.viewport().height() - 1)
        last = model.rowCount() - 1 if last < 0 else last
        needed = dict(self._contents)
        for column in self._grown:
            for row in range(first, last + 1):
                width = int(self._delegate.content_width(model.index(row, column))) + 1
                needed[column] = max(needed.get(column, 0), width)
        if needed != self._contents:
            self._contents = needed
            self._fill_up()

    def dataChanged(self, first: Index, last: Index, roles: Sequence[int] = ()) -> None:
        super().dataChanged(first, last, roles)
        self._measure()

    def reset(self) -> None:
        super().reset()
        self.executeDelayedItemsLayout()  # left to the next paint, it asks for one more
        self._measure()

    # -- look ------------------------------------------------------------------------------------------------

    def restyle(self) -> None:
        self._delegate.restyle()
        self.set_density(self._density)
        super().restyle()
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fill_up()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            index = self.indexAt(event.pos())
            show_tooltip(event.globalPos(), self.tip(index), self.viewport())
            return True
        return super().viewportEvent(event)

    def tip(self, index: QModelIndex) -> str:
        """The tooltip of a cell: the model's, or the whole text where it is cut."""
        if not index.isValid():
            return ""
        tooltip = index.data(Qt.ItemDataRole.ToolTipRole)
        if tooltip:
            return str(tooltip)
        cut = self._delegate.content_width(index) > self.columnWidth(index.column())
        return str(index.data() or "") if cut else ""

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        for index in (current, previous):  # the view itself paints one cell anew, and the outline goes round the row
            row = self.visualRect(index)
            self.viewport().update(0, row.top(), self.viewport().width(), row.height() + 1)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        if dx:
            self.viewport().update()  # the ends of the outline are moved with the cells otherwise

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Home and End go to the first and last row: a cell means nothing where whole rows are selected."""
        place = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: self.model().rowCount() - 1}.get(Qt.Key(event.key()), -1)
        if place < 0 or event.modifiers() not in (_PLAIN, Qt.KeyboardModifier.ShiftModifier):
            super().keyPressEvent(event)
            return
        column = max(self.currentIndex().column(), self._header.first_visible())
        index = self.model().index(place, column)
        chosen = self.selectionModel()
        if event.modifiers() == _PLAIN:
            chosen.setCurrentIndex(index, _ROWS | QItemSelectionModel.SelectionFlag.ClearAndSelect)
        else:
            span = QItemSelection(self.model().index(self.currentIndex().row(), column), index)
            chosen.select(span, _ROWS | QItemSelectionModel.SelectionFlag.ClearAndSelect)
            chosen.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self.palette().base())
        painter.end()
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        self._paint_lines(painter, event.rect().top(), event.rect().bottom())
        index = self.currentIndex()
        if not (self.hasFocus() and index.isValid()):
            return
        row = self.visualRect(index)
        theme = current()
        painter.setPen(QPen(theme.focus, theme.edge))
        width = min(self._header.length(), self.viewport().width())
        painter.drawRect(QRectF(0.5, row.top() + 0.5, width - 1, row.height() - 2))

    def _paint_lines(self, painter: QPainter, top: int, bottom: int) -> None:
        """The hairline under each row, once for all its cells."""
        theme, width, height = current(), self.viewport().width(), self.verticalHeader().defaultSectionSize()
        row = self.rowAt(top)
        if row < 0:
            return
        first = self.rowViewportPosition(row) + height - 1
        last = min(bottom, self.rowViewportPosition(self.model().rowCount() - 1) + height - 1)
        for y in range(first, last + 1, height):
            hairline(painter, QPointF(0, y), width, theme.line)
