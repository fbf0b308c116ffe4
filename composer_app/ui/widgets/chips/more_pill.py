"""The "+ 212 more" pill for chips that do not fit."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from composer_app.ui.texts.widgets import more_chips
from composer_app.ui.theme import typography
from composer_app.ui.theme.painting import Painted, chip_height, draw_text, focus_ring, rounded, text_width
from composer_app.ui.theme.theme_store import current
from composer_app.ui.widgets.chips.chip_input import ChipInput

_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_BACK = (Qt.Key.Key_Escape, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)


class MorePill(Painted, QAbstractButton):
    """A quiet pill. Tab skips it; Shift+Tab from the input reaches it, Space and Enter press it.

    Args:
        entry: the input of the same field; gets the focus back, with what is typed.
    """

    def __init__(self, parent: QWidget, entry: ChipInput) -> None:
        super().__init__(parent)
        self._entry = entry
        entry.back_stop = self
        self.setObjectName("more_chips")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Tab from the input goes on to the next field
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def say_hidden(self, hidden: int, to_check: int) -> None:
        """Sets how many chips are hidden and how many of these have a problem; with none it offers to fold."""
        text = more_chips(hidden, to_check)
        if text != self.text():
            self.setText(text)
            self.update()

    @staticmethod
    def size_for(hidden: int, to_check: int) -> QSize:
        """The size it would have, without a change to what it says."""
        font = typography.body()
        return QSize(text_width(more_chips(hidden, to_check), font) + 16, chip_height(26, font))

    def sizeHint(self) -> QSize:
        font = typography.body()
        return QSize(text_width(self.text(), font) + 16, chip_height(26, font))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text() if event.text().isprintable() else ""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in _BACK or (text.strip() and not event.modifiers() & _COMMANDS):
            self._entry.setFocus(Qt.FocusReason.OtherFocusReason)
            self._entry.insert(text)
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        self._entry.setFocus(Qt.FocusReason.OtherFocusReason)
        return forward or self._entry.focus_before()

    def hideEvent(self, event: QHideEvent) -> None:
        if self.hasFocus() and not event.spontaneous():
            self._entry.setFocus(Qt.FocusReason.OtherFocusReason)
        super().hideEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        rect = QRectF(self.rect())
        if self.underMouse() or theme.edge > 1:
            rounded(painter, rect, 13, theme.hover, theme.border if theme.edge > 1 else None, theme.edge)
        if self.hasFocus():
            focus_ring(painter, rect, 13, theme.focus)
        centre = Qt.AlignmentFlag.AlignHCenter
        draw_text(painter, rect, self.text(), typography.body(), theme.accent_text, centre)
