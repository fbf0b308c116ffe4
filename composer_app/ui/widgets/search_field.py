"""A line to search with: a glass at its start, a cross at its end."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QWidget

from composer_app.ui.theme import icons


class SearchField(QLineEdit):
    """Says what it searches while it is empty, and to a screen reader."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setPlaceholderText(name)
        self.setAccessibleName(name)
        self.setClearButtonEnabled(True)
        self.setTextMargins(-6, 0, 0, 0)  # Qt leaves more room behind the icon than designed
        glass = QAction(name, self)
        icons.bind(glass, "search")
        self.addAction(glass, QLineEdit.ActionPosition.LeadingPosition)
