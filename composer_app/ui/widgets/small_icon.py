"""An icon on its own, beside words that say the same."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from composer_app.ui.theme import icons
from composer_app.ui.theme.painting import Painted


class SmallIcon(Painted, QWidget):
    """An icon in the colour of a role of the theme; without a name it paints nothing."""

    def __init__(self, name: str = "", role: str = "text2", size: int = 16) -> None:
        super().__init__()
        self._name, self._role, self._size = name, role, size
        self.setFixedSize(size, size)

    def show_icon(self, name: str, role: str) -> None:
        """Show another icon."""
        self._name, self._role = name, role
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._name:
            icons.paint(QPainter(self), QRectF(self.rect()), self._name, self._role, self._size)
