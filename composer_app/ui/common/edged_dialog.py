"""A dialog with an edge, where the desktop gives it none of its own."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog

from composer_app.ui.common.guarded import guarded_event
from composer_app.ui.common.theme_store import current


class EdgedDialog(QDialog):
    """A QDialog with a line of 1 px round it. What fills it to the edge leaves that pixel free."""

    @guarded_event
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(current().border)
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
