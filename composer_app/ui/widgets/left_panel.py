"""Left panel: a narrow column beside the content, or behind a button over it if there is no room."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QEvent, QPoint, QRect, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from composer_app.ui.theme import motion, typography
from composer_app.ui.widgets.hairline import Hairline
from composer_app.ui.widgets.layouts import in_column

FOLDED_BELOW = 1000
PANEL_WIDTH = 208
_NARROWEST, _WIDEST = 160, 420


class LeftPanel(QWidget):
    """Holds `panel` and `content`. Below 1000 px the panel is folded, and lies over the content while it is open.

    Signals:
        folded(is_folded): the panel has left its place, or is back in it.
        closed: Esc closed the panel that lay over the content.
    """

    folded = Signal(bool)
    closed = Signal()

    def __init__(self, panel: QWidget, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._panel = panel
        self._content = content
        self._is_folded = False
        self._is_open = False
        self._width = typography.units(PANEL_WIDTH)
        self._splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(panel)
        self._splitter.addWidget(content)
        self._splitter.setStretchFactor(0, 0)
        self._splitter.setStretchFactor(1, 1)
        panel.setMinimumWidth(typography.units(_NARROWEST))
        in_column(self, self._splitter)
        self._edge = Hairline(self, Qt.Orientation.Vertical)
        self._edge.hide()
        self._splitter.splitterMoved.connect(self._on_moved)

    @property
    def panel(self) -> QWidget:
        return self._panel

    @property
    def is_folded(self) -> bool:
        """True while there is no room for the panel beside the content."""
        return self._is_folded

    def set_open(self, is_open: bool) -> None:
        """Show the folded panel over the content, or hide it."""
        if not self._is_folded or is_open == self._is_open:
            return
        self._is_open = is_open
        self._panel.setVisible(is_open)
        self._edge.setVisible(is_open)
        if is_open:
            self._panel.raise_()
            self._edge.raise_()
            end = self._over()
            motion.animate(self._panel, b"geometry", end.translated(-end.width(), 0), end)
            self._panel.setFocus(Qt.FocusReason.OtherFocusReason)

    def save(self) -> QByteArray:
        """The width of the panel in units of the font, for the settings."""
        return QByteArray(str(round(self._width * 1000 / typography.units(1000))).encode())

    def restore(self, state: QByteArray) -> None:
        text = bytes(state.data()).decode("ascii", "replace")
        if text.isdigit():
            self._width = typography.units(min(max(int(text), _NARROWEST), _WIDEST))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._is_folded and self._is_open:
            self.set_open(False)
            self.closed.emit()
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FontChange:
            self._panel.setMinimumWidth(typography.units(_NARROWEST))
        return super().event(event)

    @Slot()
    def _on_moved(self) -> None:
        self._width = self._panel.width()

    def _arrange(self) -> None:
        is_folded = self.width() < typography.units(FOLDED_BELOW)
        if is_folded != self._is_folded:
            self._is_folded = is_folded
            if is_folded:
                self._is_open = False
                self._panel.setParent(self)
                self._panel.hide()
            else:
                self._splitter.insertWidget(0, self._panel)
                self._panel.show()
            self._edge.hide()
            self.folded.emit(is_folded)
        if is_folded:
            over = self._over()
            self._panel.setGeometry(over)
            self._edge.setGeometry(over.right() + 1, 0, 1, over.height())
        elif self._splitter.sizes()[:1] != [self._width]:
            self._splitter.setSizes([self._width, max(self.width() - self._width - 1, 1)])

    def _over(self) -> QRect:
        rect = QRect(QPoint(0, 0), self.size())
        rect.setWidth(min(max(self._width, typography.units(PANEL_WIDTH)), self.width()))
        return rect
