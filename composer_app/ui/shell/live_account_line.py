"""The red line of a window whose account is live."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from composer_app.ui.texts import shell as texts
from composer_app.ui.theme.paint_guard import guarded_event
from composer_app.ui.theme.theme_store import current
from composer_app.ui.widgets.accessibility import spoken_as


@spoken_as(QAccessible.Role.Indicator)
class LiveAccountLine(QWidget):
    """A red line of 2 px along the top of the window."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(2)
        self.setAccessibleName(texts.LIVE_ACCOUNT)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    @guarded_event
    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), current().colour("danger.bar"))
