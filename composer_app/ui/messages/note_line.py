"""A permanent quiet line: icon and sentence."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from composer_app.ui.theme import icons, typography
from composer_app.ui.theme.painting import Painted
from composer_app.ui.widgets.layouts import in_row
from composer_app.ui.widgets.wrapped_text import WrappedText

_LEFT = 24


class NoteLine(Painted, QWidget):
    """Grey; wraps where the window is narrow."""

    def __init__(self, text: str, icon: str = "info", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self._text = WrappedText(self, font=typography.small(), role="text2")
        in_row(self, self._text, margins=(_LEFT, 3, 0, 3))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_text(text)

    def text(self) -> str:
        return self._text.toPlainText()

    def set_text(self, text: str) -> None:
        self._text.set_text(text)

    def paintEvent(self, _event: QPaintEvent) -> None:
        line = self._text.fontMetrics().height()
        spot = QRectF(0, self._text.y() + (line - 16) / 2, 16, 16)
        icons.paint(QPainter(self), self.visual(spot), self._icon, "text2")
