"""The field for a key."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from composer_app.domain.secret import Secret
from composer_app.ui.accounts.secret_field import SecretField


def test_the_eye_shows_it_and_hides_it_again(qtbot: QtBot) -> None:
    field = SecretField()
    qtbot.addWidget(field)
    eye = field.findChild(QAction, "show_secret")
    assert isinstance(eye, QAction)
    assert field.echoMode() is QLineEdit.EchoMode.Password

    eye.trigger()
    assert field.echoMode() is QLineEdit.EchoMode.Normal
    assert eye.text() == "Hide the key"
    eye.trigger()
    assert field.echoMode() is QLineEdit.EchoMode.Password


def test_blanks_around_it_are_no_part_of_it(qtbot: QtBot) -> None:
    field = SecretField()
    qtbot.addWidget(field)
    assert field.secret() is None

    field.setText("  a-key ")

    assert field.secret() == Secret("a-key")
    assert field.inputMethodHints() & Qt.InputMethodHint.ImhSensitiveData
