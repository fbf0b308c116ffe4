"""The rows of a JSON text: they fold by click and by key, and a value or its path can be copied."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import lru_cache

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QFontMetricsF,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from composer_app.domain.json_outline import JsonKind
from composer_app.ui.texts import json_view as texts
from composer_app.ui.theme import icons, typography
from composer_app.ui.theme.paint_guard import guarded_paint, guarded_size
from composer_app.ui.theme.painting import Painted
from composer_app.ui.theme.theme_store import current
from composer_app.ui.widgets.json_view.json_model import JsonModel
from composer_app.ui.widgets.mnemonics import give_mnemonics
from composer_app.ui.widgets.plain_text import caption

Index = QModelIndex | QPersistentModelIndex
_STEP, _ICON, _MARGIN = 14, 14, 4
_DEEPEST = 40
"""Levels that are indented: deeper ones would stand beyond every screen."""
_WIDEST = 16_000
"""Px of a row; Qt's coordinates end at 32,767."""
_COLOURS = {
    JsonKind.OBJECT: "text2",
    JsonKind.ARRAY: "text2",
    JsonKind.STRING: "syntax_string",
    JsonKind.NUMBER: "syntax_tag",
    JsonKind.WORD: "syntax_placeholder",
}


class JsonTable(Painted, QTableView):
    """Left folds or goes to what a value is in, Right unfolds or goes into it, Enter and Space do either, `*` unfolds
    all in it. Ctrl+C copies the value, Ctrl+Shift+C its path.

    Signals:
        copied: a sentence that says so.
        find_wanted: Ctrl+F.
        step_wanted(step): F3 (1) or Shift+F3 (-1).
    """

    copied = Signal(str)
    find_wanted = Signal()
    step_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = JsonModel(self)
        self.setObjectName("json_table")
        self.setAccessibleName(texts.NAME)
        self.setModel(self.rows)
        self._delegate = _JsonDelegate(self)
        self.setItemDelegate(self._delegate)
        self.horizontalHeader().hide()
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalScrollBar().valueChanged.connect(self._fit_width)
        self.rows.modelReset.connect(self._fit_width)
        self.rows.rowsInserted.connect(self._fit_width)
        self.restyle()

    # what is chosen

    @property
    def current(self) -> int | None:
        """The number of the current value."""
        index = self.currentIndex()
        return self.rows.number(index.row()) if index.isValid() else None

    def go_to(self, number: int) -> None:
        """Unfold what a value is in, and make it the current one."""
        index = self.rows.index(self.rows.reveal(number), 0)
        self.setCurrentIndex(index)
        self.scrollTo(index)

    def mark(self, found: Sequence[int]) -> None:
        """Give these values, which are in order, the ground of a find."""
        self._delegate.found = found
        self.viewport().update()

    # folding

    def fold_all(self) -> None:
        """Fold everything but the whole; the current value is then what its place is in."""
        self._keeping_place(self.rows.fold_all)

    def unfold_all(self) -> None:
        """Unfold everything."""
        self._keeping_place(self.rows.unfold_all)

    def _keeping_place(self, change: Callable[[], None]) -> None:
        number = self.current
        change()
        if number is None:
            return
        while self.rows.is_hidden(number):
            number = self.rows.outline.parents[number]
        self.go_to(number)

    def toggle(self, number: int) -> None:
        """Fold what is unfolded, unfold what is folded."""
        if self.rows.is_folded(number):
            self.rows.unfold(number)
        else:
            self.rows.fold(number)

    # keys and mouse

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._is_own(event):
            event.accept()  # the window has these keys as well
            return True
        return super().event(event)

    @staticmethod
    def _is_own(event: QKeyEvent) -> bool:
        return event.matches(QKeySequence.StandardKey.Find) or _is_copy_path(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        number, key = self.current, event.key()
        if event.matches(QKeySequence.StandardKey.Find):
            self.find_wanted.emit()
        elif key == Qt.Key.Key_F3:
            self.step_wanted.emit(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif number is None:
            super().keyPressEvent(event)
        elif _is_copy_path(event):
            self.copy_path()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.toggle(number)
        elif key == Qt.Key.Key_Asterisk:
            self.rows.unfold(number, deeply=True)
        elif key == Qt.Key.Key_Left:
            self._go_out(number)
        elif key == Qt.Key.Key_Right:
            self._go_in(number)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.selectRow(0 if key == Qt.Key.Key_Home else self.rows.rowCount() - 1)
        else:
            super().keyPressEvent(event)

    def _go_out(self, number: int) -> None:
        if self.rows.can_fold(number) and not self.rows.is_folded(number):
            self.rows.fold(number)
        elif self.rows.outline.parents[number] >= 0:
            self.go_to(self.rows.outline.parents[number])

    def _go_in(self, number: int) -> None:
        if self.rows.is_folded(number):
            self.rows.unfold(number)
        elif self.rows.can_fold(number):
            self.go_to(number + 1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() is Qt.MouseButton.LeftButton:
            number = self.rows.number(index.row())
            if self._delegate.chevron(QRectF(self.visualRect(index)), number).contains(event.position()):
                self.toggle(number)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid():
            self.toggle(self.rows.number(index.row()))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        where: QPoint = event.pos()
        index = self.indexAt(where)
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            index = self.currentIndex()
            where = self.visualRect(index).bottomLeft()
        if index.isValid():
            self.setCurrentIndex(index)
            self._menu().popup(self.viewport().mapToGlobal(where))

    def _menu(self) -> QMenu:
        menu = QMenu(texts.NAME, self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setObjectName("json_menu")
        for text, slot in (
            (texts.COPY_VALUE, self.copy),
            (texts.COPY_PATH, self.copy_path),
            (texts.UNFOLD_INSIDE, self._unfold_inside),
        ):
            action = QAction(caption(text), menu)
            action.triggered.connect(slot)
            menu.addAction(action)
        menu.actions()[-1].setEnabled(self.current is not None and self.rows.can_fold(self.current))
        give_mnemonics(menu.actions())
        return menu

    @Slot()
    def _unfold_inside(self) -> None:
        if self.current is not None:
            self.rows.unfold(self.current, deeply=True)

    @Slot()
    def copy(self) -> None:
        """Copy the current value; also for Edit > Copy."""
        if self.current is not None:
            QGuiApplication.clipboard().setText(self.rows.outline.value(self.current))
            self.copied.emit(texts.VALUE_COPIED)

    @Slot()
    def copy_path(self) -> None:
        """Copy where the current value is."""
        if self.current is not None:
            path = self.rows.outline.path(self.current)
            QGuiApplication.clipboard().setText(path)
            self.copied.emit(texts.PATH_COPIED.format(path=caption(path)))

    # size

    @Slot()
    def _fit_width(self) -> None:
        """As wide as what is in sight, and at least as the view. It does not become narrower while one scrolls."""
        first = max(self.rowAt(0), 0)
        last = self.rowAt(self.viewport().height() - 1)
        shown = range(first, (last if last >= 0 else self.rows.rowCount() - 1) + 1)
        needed = max((self._delegate.width(self.rows.number(row)) for row in shown[:200]), default=0)
        self.setColumnWidth(0, min(max(self.viewport().width(), needed, self.columnWidth(0)), _WIDEST))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setColumnWidth(0, 0)
        self._fit_width()

    def restyle(self) -> None:
        self._delegate.restyle()
        self.verticalHeader().setMinimumSectionSize(8)
        self.verticalHeader().setDefaultSectionSize(self._delegate.height)
        super().restyle()


class _JsonDelegate(QStyledItemDelegate):
    """Paints a row without the style: chevron, name, value."""

    def __init__(self, table: JsonTable) -> None:
        super().__init__(table)
        self._table = table
        self.found: Sequence[int] = ()
        self.restyle()

    def restyle(self) -> None:
        self._font = typography.fixed(-1)
        self._metrics = QFontMetricsF(self._font)
        self.height = int(self._metrics.height()) + 6
        self._advance = lru_cache(4_000)(self._metrics.horizontalAdvance)

    @guarded_size
    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(100, self.height)

    def width(self, number: int) -> int:
        """Px that the row of a value takes."""
        name, value = self._table.rows.parts(number)
        return int(self._left(number) + self._advance(texts.line(name, value))) + 2 * _MARGIN

    def chevron(self, rect: QRectF, number: int) -> QRectF:
        """Where the chevron of a row is."""
        left = rect.left() + self._left(number) - _ICON - 2
        return QRectF(left, rect.top(), _ICON, rect.height())

    def _left(self, number: int) -> float:
        return _MARGIN + min(self._table.rows.outline.depths[number], _DEEPEST) * _STEP + _ICON + 2

    def _is_found(self, number: int) -> bool:
        place = bisect_left(self.found, number)
        return place < len(self.found) and self.found[place] == number

    @guarded_paint
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, rows = current(), self._table.rows
        rect, number = QRectF(option.rect), rows.number(index.row())
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.sel if option.state & QStyle.StateFlag.State_Active else theme.sel_idle)
        elif self._is_found(number):
            painter.fillRect(rect, theme.accent_soft)
        if rows.can_fold(number):
            sign = "chevron-right" if rows.is_folded(number) else "chevron-down"
            icons.paint(painter, self.chevron(rect, number), sign, "text2", _ICON)
        name, value = rows.parts(number)
        text_rect = rect.adjusted(self._left(number), 0, -_MARGIN, 0)
        painter.setFont(self._font)
        if name:
            is_named = rows.outline.has_name(number)
            painter.setPen(theme.colour("syntax_attribute" if is_named else "text3"))
            lead = texts.line(name, "")
            painter.drawText(text_rect, int(_CENTRE), lead)
            text_rect = text_rect.adjusted(self._advance(lead), 0, 0, 0)
        painter.setPen(theme.colour(_COLOURS[JsonKind(rows.outline.kinds[number])]))
        painter.drawText(text_rect, int(_CENTRE), self._metrics.elidedText(value, _ELIDE, text_rect.width()))


_CENTRE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_ELIDE = Qt.TextElideMode.ElideRight


def _is_copy_path(event: QKeyEvent) -> bool:
    wanted = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    return event.key() == Qt.Key.Key_C and event.modifiers() == wanted
