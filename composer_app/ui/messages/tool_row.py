"""Tool row of a list: the filter bar, and buttons that lose their words where there is no room."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from composer_app.ui.theme import typography
from composer_app.ui.widgets.buttons import QuietButton
from composer_app.ui.widgets.layouts import in_row

_FILTER = 360
"""Px, in units of the font, that the filter has before a button loses its words."""
_LEAST_BUTTON = 28
_SPACING, _LEFT, _RIGHT, _UP_AND_DOWN = 8, 16, 12, 8


class ToolRow(QWidget):
    """The filter takes what is left. The last button loses its words first."""

    def __init__(self, filter_bar: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._filter_bar = filter_bar
        self._buttons: list[QuietButton] = []
        margins = (_LEFT, _UP_AND_DOWN, _RIGHT, _UP_AND_DOWN)
        self._row = in_row(self, filter_bar, grows=filter_bar, spacing=_SPACING, margins=margins)

    def add(self, button: QuietButton, place: int = -1) -> None:
        """Add a button with icon and text.

        Args:
            place: 1 is right behind the filter; -1 the end.
        """
        button.setMinimumWidth(_LEAST_BUTTON)  # its words do not keep the window wide
        self._row.insertWidget(place, button)
        self._buttons.insert(place - 1 if place > 0 else len(self._buttons), button)
        self._fit()

    def parts(self) -> list[QWidget]:
        """Filter and buttons, from left to right."""
        return [self._filter_bar, *self._buttons]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:  # another text, or a button comes or goes
            self._fit()
        return super().event(event)

    def _fit(self) -> None:
        shown = [button for button in self._buttons if not button.isHidden()]
        room = self.width() - _LEFT - _RIGHT - _SPACING * len(shown) - typography.units(_FILTER)
        lacking = sum(button.width_with_words() for button in shown) - room
        for button in reversed(shown):
            saved = button.width_with_words() - _LEAST_BUTTON
            button.set_wordless(lacking > 0)
            lacking -= saved if lacking > 0 else 0
