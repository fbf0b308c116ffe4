"""The program's icon, for title bar and task list."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from composer_app import resources

SIZES = (16, 24, 32, 48, 64, 128)


def app_icon() -> QIcon:
    """The icon in all usual sizes. Takes some ms: draw it after the window is shown."""
    renderer = QSvgRenderer(str(resources.path("app", "app.svg")))
    made = QIcon()
    for size in SIZES:
        image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        renderer.render(painter)
        painter.end()
        made.addPixmap(QPixmap.fromImage(image))
    return made
