"""The program's icon, for title bar and task list."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from composer_app import resources

SIZES = (16, 24, 32, 48, 64, 128)


def app_icon(dot: QColor | None = None) -> QIcon:
    """The icon in all usual sizes. Takes some ms: draw it after the window is shown.

    Args:
        dot: the colour of a dot in its corner, which says that the user must act.
    """
    renderer = QSvgRenderer(str(resources.path("app", "app.svg")))
    made = QIcon()
    for size in SIZES:
        image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        renderer.render(painter)
        if dot is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(dot)
            painter.drawEllipse(QRectF(size * 0.55, size * 0.55, size * 0.45, size * 0.45))
        painter.end()
        made.addPixmap(QPixmap.fromImage(image))
    return made
