"""Drawing of a letter in a tray."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from composer_app.ui.texts import welcome as texts
from composer_app.ui.theme.painting import Painted, rounded
from composer_app.ui.theme.theme_store import current
from composer_app.ui.widgets.accessibility import spoken_as

_SIZE = QSize(184, 104)


@spoken_as(QAccessible.Role.Graphic)
class LetterInTray(Painted, QWidget):
    """184 x 104, in the colours of the theme."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(texts.PICTURE)

    def sizeHint(self) -> QSize:
        return _SIZE

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        rounded(painter, QRectF(self.rect()), 16, theme.accent_soft)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outline = QPen(theme.text2, 1.8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        painter.setPen(outline)
        painter.setBrush(theme.base)
        painter.drawRoundedRect(QRectF(50, 22, 84, 60), 6, 6)
        fold = QPen(outline)
        fold.setColor(theme.accent_text)
        painter.setPen(fold)
        painter.drawPolyline([QPointF(51.5, 27.5), QPointF(92, 56), QPointF(132.5, 27.5)])
        painter.setPen(outline)
        painter.setBrush(theme.window)
        painter.drawPath(_tray())


def _tray() -> QPainterPath:
    """The front of the tray, with a dent to reach into."""
    path = QPainterPath(QPointF(22, 66))
    path.lineTo(66, 66)
    path.cubicTo(74, 66, 70, 76, 79, 76)
    path.lineTo(105, 76)
    path.cubicTo(114, 76, 110, 66, 118, 66)
    path.lineTo(162, 66)
    path.lineTo(162, 93)
    path.quadTo(162, 98, 157, 98)
    path.lineTo(27, 98)
    path.quadTo(22, 98, 22, 93)
    path.closeSubpath()
    return path
