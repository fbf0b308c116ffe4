"""A small note at the right end of a bar."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from composer_app.ui.common import typography
from composer_app.ui.common.painting import Painted, draw_text, row_height
from composer_app.ui.common.theme_store import current


class NoteLine(Painted, QWidget):
    """Takes the room that is left; what does not fit is cut at its end and stands in the tooltip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def say(self, words: str, details: str = "") -> None:
        """Another note; `details` stand below it in the tooltip."""
        self._words = words
        self.setToolTip("\n".join(part for part in (words, details) if part))
        self.setAccessibleName(words)
        self.update()

    def words(self) -> str:
        return self._words

    def sizeHint(self) -> QSize:
        return QSize(0, row_height(20, typography.small()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        align = Qt.AlignmentFlag.AlignRight if self.layoutDirection() is _LTR else Qt.AlignmentFlag.AlignLeft
        draw_text(QPainter(self), QRectF(self.rect()), self._words, typography.small(), current().text2, align)


_LTR = Qt.LayoutDirection.LeftToRight
