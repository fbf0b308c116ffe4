"""Combo box that elides its text."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent, QPalette
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter

from composer_app.ui.theme.paint_guard import guarded_event


class ElidedComboBox(QComboBox):
    """A native combo box; styles would cut the text in the middle of a letter."""

    def shown_text(self) -> str:
        """What stands in the box."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        return self._elided(option)

    def _elided(self, option: QStyleOptionComboBox) -> str:
        text = self.currentText() if self.currentIndex() >= 0 else self.placeholderText()
        room = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
        )
        return self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width() - 4)

    @guarded_event
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        option.currentText = self._elided(option)
        if self.currentIndex() < 0:
            grey = option.palette.color(QPalette.ColorRole.PlaceholderText)
            option.palette.setColor(QPalette.ColorRole.ButtonText, grey)
            option.palette.setColor(QPalette.ColorRole.Text, grey)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
