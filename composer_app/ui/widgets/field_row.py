"""A header field row: label column, content, buttons on the right, hairline below."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from composer_app.ui.theme import typography
from composer_app.ui.theme.painting import Painted, bottom_line, row_height, set_margins
from composer_app.ui.theme.theme_store import current
from composer_app.ui.widgets.layouts import in_row
from composer_app.ui.widgets.mnemonics import plain

MARGIN, LABEL_WIDTH, CONTENT_LEFT, HEIGHT = 16, 76, 106, 40


class FieldRow(Painted, QWidget):
    """40 px high or as high as its content; label from 16, content from 106.

    Args:
        label: `&` before the underlined letter, whose key the owner binds. Also the accessible name of ``content``,
            where that has none.
        right: widgets at the right end, top row.
    """

    def __init__(
        self, label: str, content: QWidget, *right: QWidget, parent: QWidget | None = None, hairline: bool = True
    ) -> None:
        super().__init__(parent)
        self._label, self._hairline = label, hairline
        if not content.accessibleName():
            content.setAccessibleName(plain(label))
        self._row = QHBoxLayout(self)
        set_margins(self._row, self, typography.units(CONTENT_LEFT), 0, 8, 1)
        self._row.setSpacing(4)
        self._row.addWidget(content, 1)
        top = Qt.AlignmentFlag.AlignTop
        holder = QWidget(self)
        tools = in_row(holder, *right, spacing=4, margins=(8 if right else 0, 0, 0, 0))
        # there without a widget too: what holds the row open where a layout asks for heights by width, which
        # passes over this row's own hints
        holder.setFixedHeight(self._height() - 1)
        self._holder, self._tools = holder, tools
        self._row.addWidget(holder, 0, top)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add_right(self, widget: QWidget) -> None:
        """One more widget at the right end."""
        self._tools.addWidget(widget)
        self._tools.setContentsMargins(8, 0, 0, 0)

    def label(self) -> str:
        return plain(self._label)

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(hint.width(), max(hint.height(), self._height()))

    def minimumSizeHint(self) -> QSize:
        # not setMinimumHeight: that would count for more than what the content needs
        hint = super().minimumSizeHint()
        return QSize(hint.width(), max(hint.height(), self._height()))

    def _height(self) -> int:
        return row_height(HEIGHT, typography.body())

    def restyle(self) -> None:
        self._holder.setFixedHeight(self._height() - 1)
        set_margins(self._row, self, typography.units(CONTENT_LEFT), 0, 8, 1)
        super().restyle()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.base)
        if self._hairline:
            bottom_line(painter, self.rect(), theme.line)
        rect = self.visual(QRectF(MARGIN, 0, typography.units(LABEL_WIDTH), self._height() - 1))
        colour = theme.text2 if self.isEnabled() else theme.disabled
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.setFont(typography.body())
        painter.setPen(colour)
        painter.drawText(rect, align | Qt.TextFlag.TextSingleLine | Qt.TextFlag.TextShowMnemonic, self._label)
