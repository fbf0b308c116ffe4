"""The program's icon, for title bar and task list."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from composer_app import resources

SIZES = (16, 24, 32, 48, 64, 128)


def app_icon() -> QIcon:
    """A letter in a tray, in every size a desktop asks for. Some ms of drawing: not before the window stands."""
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
