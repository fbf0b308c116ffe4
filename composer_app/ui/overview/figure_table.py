"""Small tables of the overview: cells that open their list, shares with a bar, as high as all their rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from composer_app.domain.outcome import Outcome
from composer_app.ui.overview.list_filters import Tokens
from composer_app.ui.texts import overview as texts
from composer_app.ui.theme import icons, typography
from composer_app.ui.theme.paint_guard import guarded_paint, guarded_size
from composer_app.ui.theme.painting import Painted, draw_text, hairline, rounded, row_height, text_width
from composer_app.ui.theme.theme_store import current
from composer_app.ui.widgets.plain_text import tooltip_text

Index = QModelIndex | QPersistentModelIndex

MARGIN, _PADDING, _GAP = 16, 8, 12
_BAR, _BAR_HEIGHT, _MARK_OVER, _WARNING = 96, 6, 3, 16
_CHEVRON = 16
"""The sign of the order, and its distance from the title."""
_CELL = Qt.ItemDataRole.UserRole
_PRESS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


@dataclass(frozen=True)
class ShareBar:
    """A bar beside a percentage.

    Attributes:
        filled: from 0 to 1.
        mark: where the limit stands, from 0 to 1; None: nowhere.
        is_past: past the limit.
    """

    filled: float
    outcome: Outcome
    mark: float | None = None
    is_past: bool = False


@dataclass(frozen=True)
class Cell:
    """One cell.

    Attributes:
        tokens: the list that it opens; none: it opens nothing.
        is_grey: it says less than the others.
        expands: it shows more rows.
        name: what it says to a screen reader, if not its text.
    """

    text: str = ""
    tokens: Tokens = ()
    bar: ShareBar | None = None
    is_strong: bool = False
    is_grey: bool = False
    expands: bool = False
    name: str = ""

    @property
    def leads_on(self) -> bool:
        """A click or Enter does something."""
        return bool(self.tokens) or self.expands


@dataclass(frozen=True)
class FigureColumn:
    """A column.

    Attributes:
        stretch: its part of what the columns without one leave.
        has_bars: there is room for bars beside the numbers.
        has_warnings: there is room for the warning sign behind the bars.
        keeps_ends: a text that is too long is cut in its middle: the end of a domain says whose it is.
        is_sortable: a click on its title sorts by it.
        is_sorted: the rows are in its order, the largest first if `is_descending`.
    """

    title: str
    is_number: bool = False
    stretch: int = 0
    has_bars: bool = False
    has_warnings: bool = False
    keeps_ends: bool = False
    is_sortable: bool = False
    is_sorted: bool = False
    is_descending: bool = True


class FigureTable(Painted, QTableView):
    """The arrow keys move from cell to cell, Enter opens the list of the current one. Above the first row they reach
    the titles, where Enter sorts.

    Signals:
        sort_wanted: the number of the column whose title was pressed.
        list_wanted: the tokens of the list behind a cell.
        more_wanted: the row of the others was pressed.
        cell_reached: the keys have moved to a cell; its middle on the screen.
    """

    sort_wanted = Signal(int)
    list_wanted = Signal(object)
    more_wanted = Signal()
    cell_reached = Signal(QPoint)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._cells = _Model(self)
        self.setModel(self._cells)
        self._delegate = _Delegate(self)
        self.setItemDelegate(self._delegate)
        self._header = _Header(self)
        self.setHorizontalHeader(self._header)
        self._header.setSectionsClickable(True)  # setHorizontalHeader takes it away
        self._header.sectionClicked.connect(self._sort_by)
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._on_clicked)

    def set_content(self, columns: Sequence[FigureColumn], rows: Sequence[Sequence[Cell]]) -> None:
        """Show these rows."""
        here, at_title = self.currentIndex(), self._header.current
        row, column = max(here.row(), 0), max(here.column(), 0)
        self._cells.set_content(columns, rows)
        self._fit()
        if at_title is not None:
            self._go_to_title(min(at_title, len(columns) - 1))
        elif self.hasFocus():
            self.setCurrentIndex(self._cells.index(min(row, len(rows) - 1), min(column, len(columns) - 1)))

    def cell(self, row: int, column: int) -> Cell:
        """What a cell shows."""
        return self._cells.rows[row][column]

    def texts(self) -> list[list[str]]:
        """The texts of all rows."""
        return [[cell.text for cell in row] for row in self._cells.rows]

    def restyle(self) -> None:
        super().restyle()
        self._fit()

    def _row_height(self) -> int:
        return row_height(32, typography.body())

    def sizeHint(self) -> QSize:
        rows = len(self._cells.rows) * self._row_height()
        return QSize(240, rows + self.horizontalHeader().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Columns without a stretch are as wide as their content, the others share the rest."""
        columns, header = self._cells.columns, self.horizontalHeader()
        self.verticalHeader().setDefaultSectionSize(self._row_height())
        widths = [0 if column.stretch else self._width_of(number) for number, column in enumerate(columns)]
        left = max(self.viewport().width() - sum(widths), 0)
        parts = sum(column.stretch for column in columns)
        for number, column in enumerate(columns):
            header.resizeSection(number, widths[number] or left * column.stretch // max(parts, 1))
        self.updateGeometry()

    def _width_of(self, number: int) -> int:
        column = self._cells.columns[number]
        title = text_width(column.title, typography.small(QFont.Weight.DemiBold)) + _CHEVRON * column.is_sortable
        texts = max(
            (text_width(row[number].text, typography.strong()) for row in self._cells.rows),
            default=0,
        )
        bar = _room_of_bars(column)
        ends = _PADDING + (MARGIN if number == len(self._cells.columns) - 1 else _PADDING)
        return max(title, texts, text_width("100.0 %", typography.strong()) if column.has_bars else 0) + bar + ends

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        cell = self._cells.cell_of(index)
        if cell.expands:
            self.more_wanted.emit()
        elif cell.tokens:
            self.list_wanted.emit(cell.tokens)

    @Slot(int)
    def _sort_by(self, column: int) -> None:
        if self._cells.columns[column].is_sortable:
            self.sort_wanted.emit(column)

    def _go_to_title(self, column: int | None) -> None:
        """The keys are on this title; None: on a cell."""
        self._header.current = column
        self._header.viewport().update()
        if column is not None:
            self.setCurrentIndex(QModelIndex())
            title = self._cells.title_for_reader(column)
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, title))
            spot = QPoint(self._header.sectionViewportPosition(column), self._header.height() // 2)
            self.cell_reached.emit(self._header.viewport().mapToGlobal(spot))

    def _on_title_key(self, key: int, column: int) -> bool:
        """A key while the keys are on a title; False: it is not for titles."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if key in steps:
            step = steps[Qt.Key(key)] * (1 if self.layoutDirection() is Qt.LayoutDirection.LeftToRight else -1)
            self._go_to_title(min(max(column + step, 0), len(self._cells.columns) - 1))
        elif key == Qt.Key.Key_Down:
            self._go_to_title(None)
            self.setCurrentIndex(self._cells.index(0, column))
        elif key in _PRESS:
            self._sort_by(column)
        elif key != Qt.Key.Key_Up:
            return False
        return True

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._header.current is None:
            self.setCurrentIndex(self._cells.index(0, 0))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._header.viewport().update()

    def currentChanged(self, now: Index, before: Index) -> None:
        super().currentChanged(now, before)
        if now.isValid() and self._header.current is not None:
            self._go_to_title(None)
        if now.isValid() and self.hasFocus():
            self.cell_reached.emit(self.viewport().mapToGlobal(self.visualRect(now).center()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        here, at_title = self.currentIndex(), self._header.current
        if at_title is not None and self._on_title_key(event.key(), at_title):
            return
        if here.row() == 0 and event.key() == Qt.Key.Key_Up and self._cells.is_sortable:
            self._go_to_title(here.column())
            return
        if event.key() in _PRESS and here.isValid():
            self._on_clicked(here)
            return
        super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        index = self.indexAt(event.position().toPoint())
        leads_on = index.isValid() and self._cells.cell_of(index).leads_on
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if leads_on else Qt.CursorShape.ArrowCursor)
        self._delegate.hovered = QPersistentModelIndex(index)
        self.viewport().update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._delegate.hovered = QPersistentModelIndex()
        self.viewport().update()


class _Model(QAbstractTableModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.columns: Sequence[FigureColumn] = ()
        self.rows: Sequence[Sequence[Cell]] = ()

    def set_content(self, columns: Sequence[FigureColumn], rows: Sequence[Sequence[Cell]]) -> None:
        self.beginResetModel()
        self.columns, self.rows = columns, rows
        self.endResetModel()

    @property
    def is_sortable(self) -> bool:
        return any(column.is_sortable for column in self.columns)

    def title_for_reader(self, number: int) -> str:
        """The title, and how it sorts."""
        column = self.columns[number]
        if not column.is_sortable:
            return column.title
        return texts.sorted_by(column.title, is_sorted=column.is_sorted, is_descending=column.is_descending)

    def cell_of(self, index: Index) -> Cell:
        return self.rows[index.row()][index.column()]

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        cell = self.cell_of(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.text
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip_text(cell.text)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return cell.name or cell.text
        return cell if role == _CELL else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        if orientation is not Qt.Orientation.Horizontal or section >= len(self.columns):
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.columns[section].title
            case Qt.ItemDataRole.AccessibleTextRole:
                return self.title_for_reader(section)
        return None

    def bounds(self, column: int, rect: QRectF, *, ltr: bool) -> QRectF:
        """The content of a cell without its paddings: the outer columns stand on the page margin."""
        start = MARGIN if column == 0 else _PADDING
        end = MARGIN if column == len(self.columns) - 1 else _PADDING
        return rect.adjusted(start, 0, -end, 0) if ltr else rect.adjusted(end, 0, -start, 0)


class _Delegate(QStyledItemDelegate):
    def __init__(self, table: FigureTable) -> None:
        super().__init__(table)
        self._table = table
        self.hovered = QPersistentModelIndex()

    @guarded_size
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(80, 32)

    @guarded_paint
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, cell = current(), index.data(_CELL)
        rect: QRect = option.rect
        model = index.model()
        assert isinstance(model, _Model)
        column = model.columns[index.column()]
        is_hovered = self.hovered == index and cell.leads_on
        painter.fillRect(rect, theme.alt if self.hovered.row() == index.row() else theme.base)
        if index.row() + 1 < len(model.rows):
            hairline(painter, QPointF(rect.left(), rect.bottom()), rect.width(), theme.line)
        ltr = option.direction is Qt.LayoutDirection.LeftToRight
        inner = model.bounds(index.column(), QRectF(rect), ltr=ltr)
        font = QFont(typography.strong() if cell.is_strong else typography.body())
        font.setUnderline(is_hovered)
        colour = theme.text2 if cell.is_grey else theme.text
        if column.has_bars:
            inner = self._paint_bar(painter, inner, cell, _room_of_bars(column), ltr=ltr)
        side = Qt.AlignmentFlag.AlignRight if column.is_number == ltr else Qt.AlignmentFlag.AlignLeft
        elide = Qt.TextElideMode.ElideMiddle if column.keeps_ends else Qt.TextElideMode.ElideRight
        draw_text(painter, inner, cell.text, font, colour, side | Qt.AlignmentFlag.AlignAbsolute, elide)
        if self._table.hasFocus() and self._table.currentIndex() == index:
            rounded(painter, QRectF(rect).adjusted(1, 1, -1, -1), 4, None, theme.focus, 2.0)

    @staticmethod
    def _paint_bar(painter: QPainter, inner: QRectF, cell: Cell, room: int, *, ltr: bool) -> QRectF:
        """Paints the bar of a cell; gives the place of its text."""
        theme = current()
        text = inner.adjusted(0, 0, -room, 0) if ltr else inner.adjusted(room, 0, 0, 0)
        if cell.bar is None:
            return text
        left = round(text.right() + _GAP if ltr else text.left() - _GAP - _BAR)
        y = round(inner.center().y() - _BAR_HEIGHT / 2)
        track = QRectF(left, y, _BAR, _BAR_HEIGHT)
        rounded(painter, track, _BAR_HEIGHT / 2, theme.line)
        width = min(max(cell.bar.filled, 0.0), 1.0) * _BAR
        if width:
            start = left if ltr else left + _BAR - width
            _fill_part(painter, track, QRectF(start, y, width, _BAR_HEIGHT), theme.outcomes[cell.bar.outcome].bar)
            if width < _BAR:
                end = round(start + width) if ltr else round(start) - 1
                painter.fillRect(end, y, 1, _BAR_HEIGHT, theme.base)
        if cell.bar.mark is not None:
            at = cell.bar.mark * _BAR
            x = round(left + at if ltr else left + _BAR - at)
            painter.fillRect(x, y - _MARK_OVER, 1, _BAR_HEIGHT + 2 * _MARK_OVER, theme.text2)
        if cell.bar.is_past:
            x = left + _BAR + _GAP if ltr else left - _GAP - _WARNING
            spot = QRectF(x, inner.top(), _WARNING, inner.height())
            icons.paint(painter, spot, "warning", "warning.text", _WARNING)
        return text


def _room_of_bars(column: FigureColumn) -> int:
    """The width behind the numbers of a column."""
    return (_GAP + _BAR) * column.has_bars + (_GAP + _WARNING) * column.has_warnings


def _fill_part(painter: QPainter, track: QRectF, part: QRectF, colour: QColor) -> None:
    """Fill a part of a bar with round ends. Without a clip: not every viewer of an SVG has one."""
    whole, cut = QPainterPath(), QPainterPath()
    whole.addRoundedRect(track, _BAR_HEIGHT / 2, _BAR_HEIGHT / 2)
    cut.addRect(part)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillPath(whole.intersected(cut), colour)
    painter.restore()


class _Header(Painted, QHeaderView):
    """Attributes:
    current: the title that the keys are on; None: they are on a cell.
    """

    def __init__(self, table: FigureTable) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self.current: int | None = None
        self._table = table
        self._hovered = -1
        self.setHighlightSections(False)
        self.setMinimumSectionSize(24)
        self.setMouseTracking(True)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), max(30, QFontMetrics(typography.small()).height() + 12))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.logicalIndexAt(event.position().toPoint()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def _hover(self, section: int) -> None:
        model = self.model()
        assert isinstance(model, _Model)
        is_sortable = 0 <= section < len(model.columns) and model.columns[section].is_sortable
        self._hovered = section if is_sortable else -1
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if is_sortable else Qt.CursorShape.ArrowCursor)
        self.viewport().update()

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        theme, model = current(), self.model()
        assert isinstance(model, _Model)
        column = model.columns[section]
        painter.save()
        painter.fillRect(rect, theme.base)
        hairline(painter, QPointF(rect.left(), rect.bottom()), rect.width(), theme.border)
        ltr = self.layoutDirection() is Qt.LayoutDirection.LeftToRight
        inner = model.bounds(section, QRectF(rect), ltr=ltr)
        font = typography.small(QFont.Weight.DemiBold if column.is_sorted else QFont.Weight.Medium)
        at_end = column.is_number and not column.has_bars
        if column.is_sorted:
            room = inner.width() - _CHEVRON if at_end else min(text_width(column.title, font), inner.width() - _CHEVRON)
            x = inner.left() + room + 4 if ltr else inner.right() - room - _CHEVRON + 2
            icon = "chevron-down" if column.is_descending else "chevron-up"
            icons.paint(painter, QRectF(x, inner.top(), 14, inner.height()), icon, "text", 14)
            inner = inner.adjusted(0, 0, -_CHEVRON, 0) if ltr else inner.adjusted(_CHEVRON, 0, 0, 0)
        side = Qt.AlignmentFlag.AlignRight if at_end == ltr else Qt.AlignmentFlag.AlignLeft
        colour = theme.text if column.is_sorted or section == self._hovered else theme.text2
        draw_text(painter, inner, column.title, font, colour, side | Qt.AlignmentFlag.AlignAbsolute)
        if section == self.current and self._table.hasFocus():
            rounded(painter, QRectF(rect).adjusted(1, 1, -1, -2), 4, None, theme.focus, 2.0)
        painter.restore()
