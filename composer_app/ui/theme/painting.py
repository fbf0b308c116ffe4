"""Common parts of painted widgets: restyling, font-dependent heights, outlines, hairlines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QLayout, QStyle, QWidget

from composer_app.ui.theme.paint_guard import guard_class

if TYPE_CHECKING:
    _Widget = QWidget
else:
    _Widget = object

_RESTYLE = frozenset(
    {
        QEvent.Type.PaletteChange,
        QEvent.Type.StyleChange,
        QEvent.Type.FontChange,
        QEvent.Type.ApplicationFontChange,
        QEvent.Type.EnabledChange,
        QEvent.Type.LayoutDirectionChange,
    }
)


class Painted(_Widget):
    """Mix-in for widgets that paint themselves; it comes before the Qt class.

    A fault in `paintEvent` or `sizeHint` of a class with it is reported and does not end the process (`guarded`).
    """

    def __init_subclass__(cls, **kwargs: object) -> None:
        super().__init_subclass__(**kwargs)
        guard_class(cls)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in _RESTYLE:
            self.restyle()

    def restyle(self) -> None:
        """Theme or font has changed. Overriding classes update their cached data, then call this."""
        self.updateGeometry()
        QWidget.update(self)  # in older PySides the lists only have an `update` that requires an index

    def visual(self, rect: QRectF | QRect) -> QRectF:
        """``rect`` mirrored for right-to-left."""
        whole = self.rect()
        box = rect.toAlignedRect() if isinstance(rect, QRectF) else rect
        return QRectF(QStyle.visualRect(self.layoutDirection(), whole, box))


class PaintedButton(Painted):
    """Mix-in for buttons that paint themselves: no layout makes one smaller than its size hint."""

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class SelfPlaced(Painted):
    """Mix-in for painted widgets that lay out their children by hand, after changes of size, theme or font."""

    def place(self) -> None:
        """Lay out the children."""
        raise NotImplementedError

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.place()

    def restyle(self) -> None:
        super().restyle()
        self.place()


def set_margins(layout: QLayout, widget: QWidget, start: int, top: int, end: int, bottom: int) -> None:
    """Margins by reading direction: Qt mirrors a layout's content, but not its margins."""
    if widget.layoutDirection() is Qt.LayoutDirection.RightToLeft:
        start, end = end, start
    layout.setContentsMargins(start, top, end, bottom)


def row_height(given: int, font: QFont) -> int:
    """A height that grows with the font: the given one, or the line and 12 px."""
    return max(given, QFontMetrics(font).height() + 12)


def chip_height(given: int, font: QFont) -> int:
    """The height of chips and tokens, which stand tighter than rows: the given one, or the line and 10 px."""
    return max(given, QFontMetrics(font).height() + 10 - (26 - given))


def text_width(text: str, font: QFont) -> int:
    """Pixels a text takes in one line, rounded up."""
    return QFontMetrics(font).horizontalAdvance(text) + 1 if text else 0


def rounded(
    painter: QPainter,
    rect: QRectF,
    radius: float,
    fill: QColor | None,
    edge: QColor | None = None,
    width: float = 1.0,
    style: Qt.PenStyle = Qt.PenStyle.SolidLine,
) -> None:
    """A rounded box; its outline lies wholly inside ``rect``."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    inset = width / 2 if edge is not None else 0.0
    box = rect.adjusted(inset, inset, -inset, -inset)
    painter.setPen(QPen(edge, width, style) if edge is not None else Qt.PenStyle.NoPen)
    if fill is None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
    else:
        painter.setBrush(fill)
    painter.drawRoundedRect(box, max(radius - inset, 0), max(radius - inset, 0))
    painter.restore()


def focus_ring(painter: QPainter, rect: QRectF, radius: float, colour: QColor) -> None:
    """The 2 px ring of a focused control, inside its own box."""
    rounded(painter, rect, radius, None, colour, 2.0)


def hairline(painter: QPainter, start: QPointF, length: float, colour: QColor, *, vertical: bool = False) -> None:
    """One line of whole device pixels, without antialiasing."""
    device = painter.device()
    ratio = device.devicePixelRatio() if device is not None else 1.0
    thick = max(1, int(ratio)) / ratio
    x, y = round(start.x() * ratio) / ratio, round(start.y() * ratio) / ratio
    painter.fillRect(QRectF(x, y, thick, length) if vertical else QRectF(x, y, length, thick), colour)


def bottom_line(painter: QPainter, rect: QRect, colour: QColor) -> None:
    """The hairline under an area."""
    hairline(painter, QPointF(rect.left(), rect.bottom()), rect.width(), colour)


def draw_text(
    painter: QPainter,
    rect: QRectF,
    text: str,
    font: QFont,
    colour: QColor,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    elide: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
) -> None:
    """One line, vertically centred, elided where it does not fit."""
    metrics = QFontMetrics(font)
    shown = text
    if metrics.horizontalAdvance(text) > rect.width():
        shown = metrics.elidedText(text, elide, int(rect.width()))
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(rect, int(align | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), shown)


def wrapped_height(text: str, font: QFont, width: int) -> int:
    """The height of a word-wrapped text in ``width`` px."""
    if not text:
        return 0
    box = QFontMetrics(font).boundingRect(QRect(0, 0, max(width, 1), 100_000), _WRAP, text)
    return box.height()


def draw_wrapped(painter: QPainter, rect: QRectF, text: str, font: QFont, colour: QColor) -> None:
    """A word-wrapped text from the top left of ``rect``."""
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(rect, _WRAP, text)


_WRAP = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWordWrap)
