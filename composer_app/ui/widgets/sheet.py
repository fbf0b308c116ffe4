"""A sheet: a task of a page that needs width. It hangs under the page bar, and the window behind it is dimmed."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt, Slot
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from composer_app.ui.commands.shortcuts import SHORTCUTS
from composer_app.ui.theme.painting import Painted
from composer_app.ui.theme.theme_store import current

_SIDE, _NARROW_SIDE, _WIDE_WINDOW = 80, 16, 1180
_RADIUS = 10
_DIM_LIGHT, _DIM_DARK = 0.14, 0.5
_BOTTOM = 16


class _Dim(Painted, QWidget):
    """Covers the window, and takes its clicks and drops."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAcceptDrops(True)  # and refuses each: else the window behind it would get them

    def paintEvent(self, _event: QPaintEvent) -> None:
        colour = QColor(Qt.GlobalColor.black)
        colour.setAlphaF(_DIM_DARK if current().dark else _DIM_LIGHT)
        QPainter(self).fillRect(self.rect(), colour)


class Sheet(Painted, QDialog):
    """A dialog inside its window: keys and clicks stay in it, Esc cancels, and the focus goes back when it closes.

    Args:
        page: the page whose task it is; the sheet hangs from its upper edge.
    """

    def __init__(self, name: str, page: QWidget) -> None:
        self._page = page
        self._dim = _Dim(page.window())
        super().__init__(self._dim)
        self.setWindowFlags(Qt.WindowType.Widget)
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._before: QWidget | None = None
        self.finished.connect(self._on_finished)

    @Slot()
    def open(self) -> None:
        """Show it over the window."""
        window = self._page.window()
        self._before = window.focusWidget()
        window.installEventFilter(self)
        self._page.installEventFilter(self)
        self._dim.show()
        self._dim.raise_()
        self.show()
        self.place()
        self.setFocus(Qt.FocusReason.OtherFocusReason)  # what is typed before its content is there goes nowhere

    def place(self) -> None:
        """Lay it over the window, as high as its content wants and the window allows."""
        window = self._page.window()
        self._dim.setGeometry(window.rect())
        top = self._page.mapTo(window, QPoint(0, 0)).y()
        side = _SIDE if window.width() >= _WIDE_WINDOW else _NARROW_SIDE
        room = window.height() - top - _BOTTOM
        width = window.width() - 2 * side
        high = min(max(self.sizeHint().height(), self.minimumSizeHint().height()), room)
        self.setGeometry(side, top, width, high)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move) and self.isVisible():
            self.place()
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            # The commands of the window behind it wait, as they do behind any dialog.
            is_command = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if is_command or Qt.Key.Key_F1 <= event.key() <= Qt.Key.Key_F12:
                event.accept()
                return True
        if event.type() is QEvent.Type.LayoutRequest and self.isVisible():
            self.place()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if QKeySequence(event.keyCombination()) == QKeySequence(SHORTCUTS["close_window"].keys[0]):
            self.reject()
            return
        super().keyPressEvent(event)

    def focusNextPrevChild(self, is_next: bool) -> bool:
        """Tab stays inside, and goes by the order of the parts.

        Qt's own chain is not asked: `nextInFocusChain` makes the next widget a child of this one on Python's side, and
        a widget of the page would count as deleted after the sheet is.
        """
        stops = [widget for widget in self.findChildren(QWidget) if _is_stop(widget)]
        if stops:
            here = QApplication.focusWidget()
            at = stops.index(here) if here in stops else (-1 if is_next else 0)
            reason = Qt.FocusReason.TabFocusReason if is_next else Qt.FocusReason.BacktabFocusReason
            stops[(at + (1 if is_next else -1)) % len(stops)].setFocus(reason)
        return True

    @Slot(int)
    def _on_finished(self, _result: int) -> None:
        self._page.window().removeEventFilter(self)
        self._page.removeEventFilter(self)
        self._dim.hide()
        if self._before is not None and shiboken6.isValid(self._before) and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)
        self._dim.deleteLater()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.border)
        painter.setBrush(theme.window)
        box = QRectF(self.rect()).adjusted(0.5, -2.0 * _RADIUS, -0.5, -0.5)
        painter.drawRoundedRect(box, _RADIUS, _RADIUS)


def _is_stop(widget: QWidget) -> bool:
    takes_tab = widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value == Qt.FocusPolicy.TabFocus.value
    return bool(takes_tab) and widget.isEnabled() and widget.isVisible()
