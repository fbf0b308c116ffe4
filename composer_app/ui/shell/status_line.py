"""The bottom line: what is shown on the left, its source on the right."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from composer_app.ui.texts import shell as texts
from composer_app.ui.theme import typography
from composer_app.ui.theme.painting import Painted, draw_text, row_height, text_width
from composer_app.ui.theme.theme_store import current
from composer_app.ui.widgets.accessibility import spoken_as

_MARGIN = 16


@spoken_as(QAccessible.Role.StatusBar)
class StatusLine(Painted, QWidget):
    """28 px. Without room for both texts the right one is cut first."""

    def __init__(self) -> None:
        super().__init__()
        self._left = self._right = ""
        self.setObjectName("status_line")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_texts(self, left: str, right: str) -> None:
        self._left, self._right = left, right
        self.setAccessibleName(". ".join(filter(None, (left, right))) or texts.STATUS_LINE)
        self.update()

    def texts(self) -> tuple[str, str]:
        return self._left, self._right

    def sizeHint(self) -> QSize:
        return QSize(200, row_height(28, typography.small()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.window)
        painter.fillRect(0, 0, self.width(), 1, theme.line)
        font = typography.small()
        width = self.width() - 2 * _MARGIN
        left_width = min(text_width(self._left, font), width)
        draw_text(
            painter, self.visual(QRectF(_MARGIN, 1, left_width, self.height() - 1)), self._left, font, theme.text2
        )
        room = width - left_width - 24
        if room > 40:
            right_width = min(text_width(self._right, font), room)
            rect = QRectF(self.width() - _MARGIN - right_width, 1, right_width, self.height() - 1)
            draw_text(painter, self.visual(rect), self._right, font, theme.text2)
