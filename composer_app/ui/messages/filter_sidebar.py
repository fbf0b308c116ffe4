"""Sidebar of a list: views above, facets below, in one column that scrolls."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from composer_app.ui.messages.facet_panel import FacetPanel
from composer_app.ui.messages.saved_view_list import ViewList
from composer_app.ui.texts import facets as texts
from composer_app.ui.theme.painting import Painted
from composer_app.ui.theme.theme_store import current
from composer_app.ui.widgets.counted_rows import CountedRows
from composer_app.ui.widgets.layouts import REST, in_column, scrolling


class FilterSidebar(Painted, QWidget):
    """Up and Down move through all rows; what has the focus is scrolled into sight.

    Signals:
        stop_moved: another row is a tab stop.
    """

    stop_moved = Signal()

    def __init__(self, views: ViewList, facets: FacetPanel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("filter_sidebar")
        inside = QWidget()
        in_column(inside, views, facets, REST, margins=(8, 10, 8, 12))
        self._area = scrolling(inside, name=texts.FACETS, is_clear=True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        in_column(self, self._area)
        self.setFocusProxy(views.rows)
        self._columns = [views.rows, *(section.rows for section in facets.sections.values())]
        for rows in self._columns:
            rows.left.connect(self._on_left)
            rows.stop_moved.connect(self.stop_moved)

    @Slot(int)
    def _on_left(self, step: int) -> None:
        rows = self.sender()
        if not isinstance(rows, CountedRows):
            return
        place = self._columns.index(rows) + step
        while 0 <= place < len(self._columns):
            if self._columns[place].isVisible() and self._columns[place].focus_edge(last=step < 0):
                focused = self._columns[place].focusWidget()
                if focused is not None:
                    self._area.ensureWidgetVisible(focused, 0, 12)
                return
            place += step

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), current().window)
