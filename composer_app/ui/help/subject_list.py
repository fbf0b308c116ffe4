"""The subjects of the help, one below the other."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyleOptionViewItem,
)

from composer_app.ui.texts import help as texts
from composer_app.ui.theme import typography
from composer_app.ui.theme.paint_guard import guarded_paint
from composer_app.ui.theme.painting import draw_text, focus_ring, rounded, text_width
from composer_app.ui.theme.theme_store import current
from composer_app.ui.widgets.list_delegate import Index, ListDelegate

_INSET, _PADDING = 8, 12


class SubjectList(QListWidget):
    """As wide as its longest title; rows of 32 px on the ground of the window."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("help_subjects")
        self.setAccessibleName(texts.SUBJECTS)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setItemDelegate(_SubjectDelegate(self))
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def add(self, name: str, title: str) -> None:
        item = QListWidgetItem(title)
        item.setData(Qt.ItemDataRole.UserRole, name)
        self.addItem(item)
        width = text_width(title, typography.body(medium=True)) + 2 * (_INSET + _PADDING) + 4
        self.setFixedWidth(max(self.minimumWidth(), width, 184))

    def current(self) -> str:
        """The name of the subject that is marked; "" if none is."""
        item = self.currentItem()
        return "" if item is None else str(item.data(Qt.ItemDataRole.UserRole))

    def mark(self, name: str) -> bool:
        """Mark a subject. False if there is none of this name."""
        for row in range(self.count()):
            if self.item(row).data(Qt.ItemDataRole.UserRole) == name:
                self.setCurrentRow(row)
                return True
        return False


class _SubjectDelegate(ListDelegate):
    @guarded_paint
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = current()
        box = QRectF(option.rect).adjusted(_INSET, 1, -_INSET, -1)
        is_current = bool(option.state & QStyle.StateFlag.State_Selected)
        if is_current:
            rounded(painter, box, 6, theme.accent_soft)
            if option.state & QStyle.StateFlag.State_HasFocus:
                focus_ring(painter, box, 6, theme.focus)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            rounded(painter, box, 6, theme.hover)
        font = typography.body(medium=is_current)
        colour = theme.accent_text if is_current else theme.text
        draw_text(painter, box.adjusted(_PADDING, 0, -_PADDING, 0), index.data(), font, colour)
