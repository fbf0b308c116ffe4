"""The base of delegates that paint the rows of a list."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from composer_app.ui.theme import typography
from composer_app.ui.theme.paint_guard import guarded_size
from composer_app.ui.theme.painting import row_height

Index = QModelIndex | QPersistentModelIndex


class ListDelegate(QStyledItemDelegate):
    """Rows of 32 px, higher with a larger font. The list gives them their width."""

    @guarded_size
    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(100, row_height(32, typography.body()))
