"""A dialog with an edge, where the desktop gives it none of its own."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QWidget

from composer_app.ui.shell.shortcuts import SHORTCUTS
from composer_app.ui.theme.paint_guard import guarded_event
from composer_app.ui.theme.theme_store import current
from composer_app.ui.widgets.alt_keys import keep_from_fields
from composer_app.ui.widgets.mnemonics import letter_labels

_FRAME = QSize(16, 48)
"""About what a window manager puts round a dialog."""


class EdgedDialog(QDialog):
    """A QDialog with a line of 1 px round it. What fills it to the edge leaves that pixel free.

    Its labels get underlined letters, and the keys that close a window close it.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        QShortcut(QKeySequence(SHORTCUTS["close_window"].keys[0]), self).activated.connect(self.reject)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        room = self.screen().availableSize() - _FRAME
        if self.size() != self.size().boundedTo(room):
            self.resize(self.size().boundedTo(room))
        keep_from_fields(self)
        letter_labels(self)

    @guarded_event
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(current().border)
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
