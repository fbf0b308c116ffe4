"""Hint line: one small line under a field, for an error or a change made to its text."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from composer_app.ui.widgets.buttons import quiet_button
from composer_app.ui.widgets.layouts import REST, in_row
from composer_app.ui.widgets.small_note import SmallNote


class HintLine(QWidget):
    """Takes no room while it is empty."""

    def __init__(self) -> None:
        super().__init__()
        self._note = SmallNote(self)
        self._button = quiet_button(" ", self, compact=True)
        self._button.setObjectName("hint_button")
        self._button.clicked.connect(self._on_clicked)
        self._callback: Callable[[], object] | None = None
        in_row(self, self._note, self._button, REST, spacing=8, margins=(0, 0, 8, 6))
        self.hide()

    def say(
        self, words: str, *, is_error: bool = False, action: str = "", on_action: Callable[[], object] | None = None
    ) -> None:
        """Show these words; "" hides the line."""
        self._note.say(words, role="danger.text" if is_error else "text2")
        self._callback = on_action
        self._button.setText(action)
        self._button.setAccessibleName(action)
        self._button.setVisible(bool(action))
        self.setVisible(bool(words))

    def words(self) -> str:
        return self._note.words()

    @Slot()
    def _on_clicked(self) -> None:
        if self._callback is not None:
            self._callback()
