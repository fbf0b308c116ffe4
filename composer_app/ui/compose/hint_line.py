"""One small line of words under a field: what is wrong with it, or what was done to it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from composer_app.ui.common import typography
from composer_app.ui.common.buttons import quiet_button
from composer_app.ui.common.theme_store import current, store


class HintLine(QWidget):
    """Takes no room while it has nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = QLabel(self)
        self._words.setFont(typography.small())
        self._words.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self._words.setSizePolicy(policy)
        self._button = quiet_button(" ", self, compact=True)
        self._button.setObjectName("hint_button")
        self._button.clicked.connect(self._on_clicked)
        self._callback: Callable[[], object] | None = None
        self._is_error = False
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 8, 7)
        row.setSpacing(8)
        row.addWidget(self._words, 1)
        row.addWidget(self._button)
        store().changed.connect(self._colour)
        self.hide()

    def say(
        self, words: str, *, is_error: bool = False, action: str = "", on_action: Callable[[], object] | None = None
    ) -> None:
        """Show these words; "" hides the line."""
        self._is_error = is_error
        self._words.setText(words)
        self._callback = on_action
        self._button.setText(action)
        self._button.setAccessibleName(action)
        self._button.setVisible(bool(action))
        self._colour()
        self.setVisible(bool(words))

    def words(self) -> str:
        return self._words.text()

    @Slot()
    def _on_clicked(self) -> None:
        if self._callback is not None:
            self._callback()

    @Slot()
    def _colour(self) -> None:
        theme = current()
        colours = self._words.palette()
        role = "error.text" if self._is_error else "text2"
        colours.setColor(self._words.foregroundRole(), theme.colour(role))
        self._words.setPalette(colours)
