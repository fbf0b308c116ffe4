"""A 1 px line between two areas."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from composer_app.ui.theme.painting import Painted, hairline
from composer_app.ui.theme.theme_store import current
from composer_app.ui.widgets.accessibility import spoken_as


@spoken_as(QAccessible.Role.Separator)
class Hairline(Painted, QWidget):
    """A 1 px line, horizontal by default."""

    def __init__(self, parent: QWidget | None = None, orientation: Qt.Orientation = Qt.Orientation.Horizontal) -> None:
        super().__init__(parent)
        self._vertical = orientation is Qt.Orientation.Vertical
        expanding, fixed = QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed
        if self._vertical:
            self.setFixedWidth(1)
            self.setSizePolicy(fixed, expanding)
        else:
            self.setFixedHeight(1)
            self.setSizePolicy(expanding, fixed)

    def paintEvent(self, _event: QPaintEvent) -> None:
        length = self.height() if self._vertical else self.width()
        hairline(QPainter(self), QPointF(0, 0), length, current().line, vertical=self._vertical)
