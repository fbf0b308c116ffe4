"""Rows with a word and a count, below each other: views and facets. One tab stop; the arrow keys move."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from composer_app.ui.theme import icons, typography
from composer_app.ui.theme.painting import PaintedButton, draw_text, focus_ring, rounded, row_height, text_width
from composer_app.ui.theme.theme_store import current
from composer_app.ui.widgets.layouts import in_column
from composer_app.ui.widgets.plain_text import set_tooltip

_PADDING, _ICON, _GAP = 8, 16, 7


@dataclass(frozen=True)
class CountedItem:
    """One row.

    Attributes:
        key: what the row stands for.
        count: as shown at the right; "" while it is not known.
        share: from 0 to 1, as a ground from the left.
        role: colour role of the icon.
        spoken: the accessible name; "" for word and count.
    """

    key: str
    word: str
    count: str = ""
    share: float = 0.0
    icon: str = ""
    role: str = "text2"
    tooltip: str = ""
    spoken: str = ""
    is_on: bool = False


class CountedRow(PaintedButton, QAbstractButton):
    """28 px high. Checked means: it is part of the filter in force.

    Signals:
        chosen(is_excluding): a click, Enter or Space; True with Alt.
        menu_wanted(QPoint): a right click or the Menu key; where on the screen.
    """

    chosen = Signal(bool)
    menu_wanted = Signal(QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.item = CountedItem("", "")
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_item(self, item: CountedItem) -> None:
        """Show another row."""
        self.item = item
        self.setText(item.word)
        self.setChecked(item.is_on)
        self.setAccessibleName(item.spoken or f"{item.word} {item.count}".rstrip())
        set_tooltip(self, item.tooltip)
        self.restyle()

    def sizeHint(self) -> QSize:
        return QSize(120, row_height(28, typography.body()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        is_inside = self.isDown() and self.rect().contains(event.position().toPoint())
        self.setDown(False)
        if event.button() is Qt.MouseButton.LeftButton and is_inside:
            self.chosen.emit(bool(event.modifiers() & Qt.KeyboardModifier.AltModifier))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(bool(event.modifiers() & Qt.KeyboardModifier.AltModifier))
        else:
            event.ignore()  # QAbstractButton would move on to any button; the rows move themselves

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        event.ignore()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        is_by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        at = self.rect().bottomLeft() if is_by_key else event.pos()
        self.menu_wanted.emit(self.mapToGlobal(at))

    def click(self) -> None:
        """For screen readers."""
        self.chosen.emit(False)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, item = current(), self.item
        painter = QPainter(self)
        rect = QRectF(self.rect())
        if self.isChecked():
            rounded(painter, rect, 5, theme.accent_soft, theme.accent_text if theme.edge > 1 else None, theme.edge)
        elif self.underMouse():
            rounded(painter, rect, 5, theme.hover)
        elif item.share > 0:
            width = max(rect.width() * min(item.share, 1.0), 3.0)
            rounded(painter, self.visual(QRectF(0, 1, width, rect.height() - 2)), 4, theme.hover)
        font = typography.strong() if self.isChecked() else typography.body()
        colour = theme.accent_text if self.isChecked() else theme.text
        x = float(_PADDING)
        if item.icon:
            icons.paint(painter, self.visual(QRectF(x, 0, _ICON, rect.height())), item.icon, item.role)
            x += _ICON + _GAP
        count = text_width(item.count, typography.body()) + 1
        right = rect.width() - _PADDING - count
        align = Qt.AlignmentFlag.AlignRight
        spot = self.visual(QRectF(right, 0, count, rect.height()))
        draw_text(
            painter, spot, item.count, typography.body(), theme.accent_text if self.isChecked() else theme.text2, align
        )
        draw_text(painter, self.visual(QRectF(x, 0, right - _GAP - x, rect.height())), item.word, font, colour)
        if self.hasFocus():
            focus_ring(painter, rect, 5, theme.focus)


class CountedRows(QWidget):
    """A column of rows.

    Signals:
        chosen(key, is_excluding): a row was chosen.
        menu_wanted(key, QPoint): a right click or the Menu key on a row.
        left(step): an arrow key beyond the last row (1) or the first one (-1).
        stop_moved: another row is the tab stop; it comes where its widget was made, which may be behind all others.
    """

    chosen = Signal(str, bool)
    menu_wanted = Signal(str, QPoint)
    left = Signal(int)
    stop_moved = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[CountedRow] = []
        self._current = 0
        self._column = in_column(self)
        self.setAccessibleName(name)

    def rows(self) -> list[CountedRow]:
        """The shown rows, from the top."""
        return [row for row in self._rows if not row.isHidden()]

    def current_key(self) -> str:
        """The key of the row that the keys are on; "" without rows."""
        return self.rows()[self._current].item.key if self.rows() else ""

    def set_items(self, items: Sequence[CountedItem]) -> None:
        """Show these rows. The focus stays with its key, else with its place."""
        focused = next((row for row in self._rows if row.hasFocus()), None)
        key = focused.item.key if focused is not None else ""
        while len(self._rows) < len(items):
            self._rows.append(self._made())
        for row, item in zip(self._rows, items, strict=False):
            row.set_item(item)
            row.show()
        for row in self._rows[len(items) :]:
            row.hide()
        kept = next((place for place, item in enumerate(items) if item.key == key and key), self._current)
        self._go_to(min(kept, len(items) - 1), takes_focus=focused is not None)

    def focus_edge(self, *, last: bool) -> bool:
        """Put the focus on the first or the last row; False if there is none."""
        if not self.rows():
            return False
        self._go_to(len(self.rows()) - 1 if last else 0, takes_focus=True)
        return True

    def _made(self) -> CountedRow:
        row = CountedRow(self)
        row.chosen.connect(self._on_chosen)
        row.menu_wanted.connect(self._on_menu_wanted)
        row.installEventFilter(self)
        self._column.addWidget(row)
        return row

    def _go_to(self, place: int, *, takes_focus: bool) -> None:
        self._current = max(place, 0)
        before = [row for row in self._rows if row.focusPolicy() is Qt.FocusPolicy.StrongFocus]
        for number, row in enumerate(self._rows):
            is_current = number == self._current
            row.setFocusPolicy(Qt.FocusPolicy.StrongFocus if is_current else Qt.FocusPolicy.ClickFocus)
            if is_current and takes_focus:
                row.setFocus(Qt.FocusReason.OtherFocusReason)
        if before != self._rows[self._current : self._current + 1]:
            self.stop_moved.emit()

    @Slot(bool)
    def _on_chosen(self, is_excluding: bool) -> None:
        row = self.sender()
        if isinstance(row, CountedRow):
            self._go_to(self._rows.index(row), takes_focus=False)
            self.chosen.emit(row.item.key, is_excluding)

    @Slot(QPoint)
    def _on_menu_wanted(self, at: QPoint) -> None:
        row = self.sender()
        if isinstance(row, CountedRow):
            self.menu_wanted.emit(row.item.key, at)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and isinstance(watched, CountedRow):
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None and not event.modifiers():
                place = self._rows.index(watched) + step
                if 0 <= place < len(self.rows()):
                    self._go_to(place, takes_focus=True)
                else:
                    self.left.emit(step)
                return True
        return super().eventFilter(watched, event)
