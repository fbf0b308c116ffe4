"""The bar above the editor and above the preview."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from composer_app.ui.theme import typography
from composer_app.ui.theme.painting import Painted, bottom_line, row_height
from composer_app.ui.theme.theme_store import current
from composer_app.ui.widgets.layouts import in_row


class PaneHeader(Painted, QWidget):
    """A bar of 40 px on window ground with a hairline below; its content is laid out in `row`."""

    def __init__(self) -> None:
        super().__init__()
        self.row = in_row(self, spacing=4, margins=(16, 0, 12, 1))
        self.restyle()

    def restyle(self) -> None:
        self.setFixedHeight(row_height(40, typography.body()))
        super().restyle()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), current().window)
        bottom_line(painter, self.rect(), current().line)
