"""A column of widgets that creates only those near the visible part."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget

from composer_app.ui.theme.painting import Painted
from composer_app.ui.theme.theme_store import current

_PASSES = 4
"""Most layout passes: real heights differ from estimates and bring other widgets into view."""


@dataclass(frozen=True)
class Piece:
    """One widget of the column, created or not.

    Args:
        key: identifies it across updates; unique.
        estimate: its height before it is created.
        build: creates the widget, as a child of the given one.
        renew: updates an existing widget.
        is_stop: the up and down keys stop at it.
    """

    key: str
    estimate: int
    build: Callable[[QWidget], QWidget]
    renew: Callable[[QWidget], None]
    is_stop: bool = False


class LazyColumn(QScrollArea):
    """Creates the visible widgets and one page more on either side; 500 rows cost no more than 30.

    An update keeps the visible part in place, keeps the focus, and reuses the widgets. Widgets report their height by
    `heightForWidth` or `sizeHint`, and call `updateGeometry` when it changes.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pieces: list[Piece] = []
        self._built: dict[str, QWidget] = {}
        self._heights: dict[str, int] = {}
        self._tops: list[int] = [0]
        self._chained: list[QWidget] = []
        self._ground = _Ground(self)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(self._ground)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.verticalScrollBar().setSingleStep(28)

    def set_pieces(self, pieces: Sequence[Piece]) -> None:
        """Set the pieces. Widgets with a known key are updated, the others are deleted."""
        anchor = self._anchor()
        place_of_focus = self._index_with_focus()
        wanted = {piece.key for piece in pieces}
        for key in [key for key in self._built if key not in wanted]:
            self._drop(key)
        self._heights = {key: height for key, height in self._heights.items() if key in wanted}
        self._pieces = list(pieces)
        for piece in pieces:
            if (widget := self._built.get(piece.key)) is not None:
                piece.renew(widget)
        self._arrange(anchor)
        if place_of_focus is not None and self._index_with_focus() is None:
            self._focus_near(place_of_focus)

    def built(self, key: str) -> QWidget | None:
        """The widget of a piece, if it exists."""
        return self._built.get(key)

    def built_count(self) -> int:
        return len(self._built)

    def reveal(self, key: str) -> QWidget | None:
        """Scroll to a piece and return its widget; None if there is no such piece."""
        index = next((number for number, piece in enumerate(self._pieces) if piece.key == key), None)
        if index is None:
            return None
        if key not in self._built:
            self.verticalScrollBar().setValue(self._tops[index] - self.viewport().height() // 3)
            self._arrange(None)
        self.ensureWidgetVisible(self._built[key], 0, 8)
        return self._built[key]

    def relayout(self) -> None:
        """The height of a widget has changed."""
        self._arrange(self._anchor())

    def resizeEvent(self, event: QResizeEvent) -> None:
        anchor = self._anchor()
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._heights.clear()
        self._arrange(anchor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._go(Qt.Key(event.key())):
            super().keyPressEvent(event)

    def _go(self, key: Qt.Key) -> bool:
        """Move the focus from stop to stop; False: this key does not."""
        here, last = self._index_with_focus(), len(self._pieces) - 1
        if key == Qt.Key.Key_Home:
            return self._focus_stop(0, 1)
        if key == Qt.Key.Key_End:
            return self._focus_stop(last, -1)
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(key)
        if step is None:
            return False
        if here is None:
            return self.focus_stop()
        self._focus_stop(here + step, step)
        return True

    def stop_key(self) -> str:
        """The piece at which the keyboard enters the column; "": the first stop."""
        return ""

    def focus_stop(self) -> bool:
        """Focus the last focused stop, else the first one; False: there is none."""
        key = self.stop_key()
        here = next((number for number, piece in enumerate(self._pieces) if piece.key == key), 0)
        return self._focus_stop(here, 1) or self._focus_stop(here, -1)

    def _on_scrolled(self, _value: int) -> None:
        self._arrange(None)

    def _arrange(self, anchor: tuple[str, int] | None) -> None:
        """Measure, create near widgets, place all, delete far ones."""
        if self._ground.is_arranging or not self.viewport().width():
            return
        self._ground.is_arranging = True
        try:
            for _ in range(_PASSES):
                self._measure()
                if anchor is not None:
                    self._scroll_to(anchor)
                if not self._build_near():
                    break
            self._place()
        finally:
            self._ground.is_arranging = False

    def _measure(self) -> None:
        width = self.viewport().width()
        for key, widget in self._built.items():
            high = widget.heightForWidth(width) if widget.hasHeightForWidth() else widget.sizeHint().height()
            self._heights[key] = high
        self._tops = list(accumulate((self._heights.get(p.key, p.estimate) for p in self._pieces), initial=0))
        self._ground.resize(width, max(self._tops[-1], self.viewport().height()))

    def _build_near(self) -> bool:
        built = False
        first, last = self._near(views=1)
        for piece in self._pieces[first:last]:
            if piece.key not in self._built:
                self._built[piece.key] = piece.build(self._ground)
                built = True
        return built

    def _place(self) -> None:
        first, last = self._near(views=3)
        focused = self._index_with_focus()
        stops: list[QWidget] = []
        for index, piece in enumerate(self._pieces):
            if (widget := self._built.get(piece.key)) is None:
                continue
            if not first <= index < last and index != focused:
                self._drop(piece.key)
                continue
            top, bottom = self._tops[index], self._tops[index + 1]
            widget.setGeometry(0, top, self._ground.width(), bottom - top)
            widget.show()
            stops += _tab_stops(widget)
        if stops != self._chained:
            self._chained = stops
            for one, next_one in pairwise(stops):
                QWidget.setTabOrder(one, next_one)

    def _near(self, views: int) -> tuple[int, int]:
        """Indexes of the pieces in the view and so many views around it."""
        high = self.viewport().height()
        top = self.verticalScrollBar().value()
        first = max(bisect_right(self._tops, top - views * high) - 1, 0)
        last = bisect_right(self._tops, top + (views + 1) * high)
        return first, min(last, len(self._pieces))

    def _anchor(self) -> tuple[str, int] | None:
        """The first piece in view and how far it is scrolled off; None at the very top."""
        top = self.verticalScrollBar().value()
        if top == 0 or not self._pieces:
            return None
        index = min(bisect_right(self._tops, top) - 1, len(self._pieces) - 1)
        if not self._pieces[index].is_stop and index + 1 < len(self._pieces):
            index += 1  # a header may be the same while everything below it changes
        return self._pieces[index].key, self._tops[index] - top

    def _scroll_to(self, anchor: tuple[str, int]) -> None:
        key, offset = anchor
        for index, piece in enumerate(self._pieces):
            if piece.key == key:
                self.verticalScrollBar().setValue(self._tops[index] - offset)
                return

    def _drop(self, key: str) -> None:
        widget = self._built.pop(key)
        self._chained = []
        widget.hide()
        widget.deleteLater()

    def _index_with_focus(self) -> int | None:
        focus = QApplication.focusWidget()
        if focus is None or not self._ground.isAncestorOf(focus):
            return None
        for index, piece in enumerate(self._pieces):
            widget = self._built.get(piece.key)
            if widget is not None and (widget is focus or widget.isAncestorOf(focus)):
                return index
        return None

    def _focus_near(self, index: int) -> None:
        """Focus the widget at the former focus position, so that keys do not go elsewhere."""
        if not self._focus_stop(index, 1) and not self._focus_stop(index - 1, -1):
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _focus_stop(self, index: int, step: int) -> bool:
        while 0 <= index < len(self._pieces):
            if self._pieces[index].is_stop and (widget := self.reveal(self._pieces[index].key)):
                widget.setFocus(Qt.FocusReason.TabFocusReason)
                return True
            index += step
        return False


class _Ground(Painted, QWidget):
    def __init__(self, owner: LazyColumn) -> None:
        super().__init__()
        self._owner = owner
        self.is_arranging = False

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest and not self.is_arranging:
            self._owner.relayout()
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), current().base)


def _tab_stops(widget: QWidget) -> list[QWidget]:
    """The widget and the children in it that the Tab key reaches, in the order in which they were made."""
    inside = [widget, *widget.findChildren(QWidget)]
    return [one for one in inside if one.focusPolicy() & Qt.FocusPolicy.TabFocus and not one.isHidden()]
