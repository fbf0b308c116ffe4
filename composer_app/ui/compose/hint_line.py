"""Hint line: one small line under a field, for an error or a change made to its text."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from composer_app.ui.compose.small_note import SmallNote
from composer_app.ui.widgets.buttons import quiet_button


class HintLine(QWidget):
    """Takes no room while it is empty."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._note = SmallNote(self)
        self._button = quiet_button(" ", self, compact=True)
        self._button.setObjectName("hint_button")
        self._button.clicked.connect(self._on_clicked)
        self._callback: Callable[[], object] | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 8, 6)
        row.setSpacing(8)
        row.addWidget(self._note)
        row.addWidget(self._button)
        row.addStretch(1)
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
