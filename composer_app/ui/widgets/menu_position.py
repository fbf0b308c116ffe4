"""Position of a button's menu: below it, and inside the window."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint
from PySide6.QtWidgets import QMenu, QWidget


def keep_in_window(button: QWidget, menu: QMenu) -> None:
    """Align the menu's right edge with its button if it would leave the window."""
    if not any(isinstance(child, _Place) for child in menu.children()):
        _Place(button, menu)


class _Place(QObject):
    """Moves its menu when it is shown: Qt only respects the screen's edge."""

    def __init__(self, button: QWidget, menu: QMenu) -> None:
        super().__init__(menu)
        self._button = button
        menu.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Show and isinstance(watched, QMenu):
            window = self._button.window()
            edge = window.mapToGlobal(QPoint(window.width(), 0)).x()
            if watched.x() + watched.width() > edge:
                end = self._button.mapToGlobal(QPoint(self._button.width(), 0)).x()
                watched.move(end - watched.width(), watched.y())
        return False
