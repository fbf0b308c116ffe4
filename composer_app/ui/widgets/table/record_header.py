"""Painted header of a RecordTable: short separators, the sorted column bold with a chevron."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from composer_app.ui.theme import icons, typography
from composer_app.ui.theme.painting import Painted, draw_text, hairline, text_width
from composer_app.ui.theme.theme_store import current
from composer_app.ui.widgets.table.column_kinds import ColumnKind
from composer_app.ui.widgets.table.record_delegate import MARGIN, PADDING

_CHEVRON = 14


class RecordHeader(Painted, QHeaderView):
    """30 px, grows with the font. Paddings equal those of the cells."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._kinds: list[ColumnKind] = []
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setHighlightSections(False)
        self.setStretchLastSection(False)
        self.setMinimumSectionSize(48)
        self.setMouseTracking(True)

    def set_kinds(self, kinds: list[ColumnKind]) -> None:
        self._kinds = kinds
        self.viewport().update()

    def first_visible(self) -> int:
        """The logical index of the first column that is not hidden."""
        return self._first_of(range(self.count()))

    def last_visible(self) -> int:
        """The logical index of the last column that is not hidden."""
        return self._first_of(reversed(range(self.count())))

    def _first_of(self, places: Iterable[int]) -> int:
        columns = (self.logicalIndex(place) for place in places)
        return next((column for column in columns if not self.isSectionHidden(column)), 0)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), max(30, self.fontMetrics().height() + 12))

    def title_width(self, column: int) -> int:
        """What the title needs with its chevron and paddings."""
        title = str(self.model().headerData(column, Qt.Orientation.Horizontal) or "")
        return text_width(title, typography.small(QFont.Weight.DemiBold)) + MARGIN + PADDING + _CHEVRON + 4

    def paintSection(self, painter: QPainter, rect: QRect, column: int) -> None:
        theme = current()
        painter.save()
        painter.fillRect(rect, theme.base)
        hairline(painter, QPointF(rect.left(), rect.bottom()), rect.width(), theme.border)
        ltr = self.layoutDirection() is Qt.LayoutDirection.LeftToRight
        if column != self.last_visible():
            edge = rect.right() if ltr else rect.left()
            hairline(painter, QPointF(edge, rect.top() + 8), rect.height() - 16, theme.line, vertical=True)
        is_sorted = self.isSortIndicatorShown() and self.sortIndicatorSection() == column
        left = MARGIN if column == self.first_visible() else PADDING
        inner = QRectF(rect).adjusted(left, 0, -PADDING, 0) if ltr else QRectF(rect).adjusted(PADDING, 0, -left, 0)
        title = str(self.model().headerData(column, Qt.Orientation.Horizontal) or "")
        font = typography.small(QFont.Weight.DemiBold if is_sorted else QFont.Weight.Medium)
        number = column < len(self._kinds) and self._kinds[column] is ColumnKind.NUMBER
        at_right = number or not ltr
        room = inner.width() - (_CHEVRON + 4 if is_sorted else 0)
        width = min(float(text_width(title, font)), max(room, 0.0))
        x = inner.right() - width if at_right else inner.left()
        colour = theme.text if is_sorted else theme.text2
        draw_text(painter, QRectF(x, inner.top(), width, inner.height() - 1), title, font, colour)
        if is_sorted:
            down = self.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder
            mark_x = x - _CHEVRON - 4 if at_right else x + width + 4
            spot = QRectF(mark_x, inner.top(), _CHEVRON, inner.height() - 1)
            icons.paint(painter, spot, "chevron-down" if down else "chevron-up", "text", _CHEVRON)
        painter.restore()
