"""A desktop that notes the notices it is to show."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class Desktop(QObject):
    """Signals:
    clicked: the notice that is out was clicked.
    """

    clicked = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.shown: list[tuple[str, str]] = []
        self.is_out = False

    def show_notice(self, title: str, body: str) -> None:
        self.shown.append((title, body))
        self.is_out = True

    def withdraw(self) -> None:
        self.is_out = False
