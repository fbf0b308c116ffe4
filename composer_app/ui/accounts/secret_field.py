"""A field for a key or password, with an eye to look at it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit

from composer_app.domain.secret import Secret
from composer_app.ui.texts import accounts
from composer_app.ui.theme import icons, typography


class SecretField(QLineEdit):
    """Shows dots until the eye is pressed. Its text is never offered to an input method or a completer."""

    def __init__(self) -> None:
        super().__init__()
        self.setFont(typography.fixed())
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhHiddenText
            | Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )
        self._eye = QAction(accounts.SHOW_KEY, self)
        self._eye.setObjectName("show_secret")
        self._eye.setCheckable(True)
        icons.bind(self._eye, "eye")
        self._eye.toggled.connect(self._on_eye)
        self.addAction(self._eye, QLineEdit.ActionPosition.TrailingPosition)

    def secret(self) -> Secret | None:
        """The typed text, stripped; None if empty."""
        text = self.text().strip()
        return Secret(text) if text else None

    @Slot(bool)
    def _on_eye(self, shown: bool) -> None:
        self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        self._eye.setText(accounts.HIDE_KEY if shown else accounts.SHOW_KEY)
