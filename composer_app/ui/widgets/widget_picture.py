"""A picture of a widget, as SVG or PNG."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, QRect, QRectF, QSize
from PySide6.QtGui import QFont, QPainter, QPixmap, QRegion
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QWidget

from composer_app.ui.theme import typography
from composer_app.ui.theme.painting import draw_text, row_height
from composer_app.ui.theme.theme_store import current

_PIXELS_FOR_ONE = 2
"""A PNG is read on paper and on fine screens, too."""
_MARGIN = 16


@dataclass(frozen=True)
class Picture:
    """What a picture shows.

    Attributes:
        title: of the file.
        heading: lines above the widget, the first one larger.
    """

    shown: QWidget
    title: str
    heading: tuple[str, ...] = ()

    @property
    def size(self) -> QSize:
        return self.shown.size() + QSize(0, self._heading_height)

    @property
    def _heading_height(self) -> int:
        return sum(self._line_height(place) for place in range(len(self.heading))) + _MARGIN * bool(self.heading)

    @staticmethod
    def _line_height(place: int) -> int:
        return row_height(28 if place == 0 else 20, _font_of_line(place))

    def draw(self, painter: QPainter) -> None:
        """Draw all of it from the origin."""
        painter.fillRect(QRect(QPoint(), self.size), current().base)
        y = _MARGIN // 2
        for place, line in enumerate(self.heading):
            spot = QRectF(_MARGIN, y, self.shown.width() - 2 * _MARGIN, self._line_height(place))
            draw_text(painter, spot, line, _font_of_line(place), current().text if place == 0 else current().text2)
            y += self._line_height(place)
        focused = self.shown.focusWidget()
        if focused is not None:
            focused.clearFocus()  # where the keys are is no part of the picture
        flags = QWidget.RenderFlag.DrawChildren
        self.shown.render(painter, QPoint(0, self._heading_height), QRegion(), flags)
        if focused is not None:
            focused.setFocus()


def _font_of_line(place: int) -> QFont:
    return typography.body() if place else typography.heading()


def as_svg(picture: Picture) -> bytes:
    """The picture as an SVG, with its text as text."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)
    generator.setResolution(picture.shown.logicalDpiX())
    generator.setOutputDevice(buffer)
    generator.setSize(picture.size)
    generator.setViewBox(QRect(QPoint(), picture.size))
    generator.setTitle(picture.title)
    painter = QPainter(generator)
    picture.draw(painter)
    painter.end()
    buffer.close()
    return bytes(content.data())


def as_png(picture: Picture) -> bytes:
    """The picture as a PNG, two pixels for one."""
    pixels = QPixmap(picture.size * _PIXELS_FOR_ONE)
    pixels.setDevicePixelRatio(_PIXELS_FOR_ONE)
    painter = QPainter(pixels)
    picture.draw(painter)
    painter.end()
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    pixels.save(buffer, "PNG")
    buffer.close()
    return bytes(content.data())
