"""Bar above a list that announces new rows, so that the list does not move."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from composer_app.ui.texts import messages
from composer_app.ui.theme import typography
from composer_app.ui.theme.painting import Painted, bottom_line, row_height
from composer_app.ui.theme.theme_store import current
from composer_app.ui.widgets.buttons import quiet_button
from composer_app.ui.widgets.layouts import REST, in_row


class NewRowsBar(Painted, QWidget):
    """`12 new`, a button as wide as the list. Hidden at 0.

    Signals:
        wanted: the user wants to see them.
    """

    wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("new_rows_bar")
        self.button = quiet_button("", self, icon="chevron-up", compact=True)
        self.button.setObjectName("show_new_rows")
        self.button.setProperty("worded", "both")
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.clicked.connect(self.wanted)
        in_row(self, REST, self.button, REST, margins=(0, 0, 0, 1))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    def tell(self, new: int, is_waiting: bool) -> None:
        """Show the number of new rows, or for 0 that the order has changed."""
        shown, spoken = messages.news(new)
        self.button.setText(shown)
        self.button.setAccessibleName(spoken)
        self.setVisible(is_waiting)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), row_height(32, typography.body()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), current().accent_soft)
        bottom_line(painter, self.rect(), current().line)
