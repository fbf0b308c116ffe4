"""The red line of a live account."""

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
    """The 2 px red line along the top of a window whose account is live."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(2)
        self.setAccessibleName(texts.LIVE_ACCOUNT)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    @guarded_event
    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), current().colour("danger.bar"))
