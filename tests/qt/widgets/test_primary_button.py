"""The filled button."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from composer_app.ui.widgets.primary_button import PrimaryButton

Key = Qt.Key


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Enter, Key.Key_Space])
def test_primary_is_pressed_by_keyboard(qtbot: QtBot, key: Key) -> None:
    button = PrimaryButton("Send", icon="send")
    qtbot.addWidget(button)
    with qtbot.waitSignal(button.clicked):
        qtbot.keyClick(button, key)


def test_disabled_primary_says_why(qtbot: QtBot) -> None:
    button = PrimaryButton("Send")
    qtbot.addWidget(button)
    button.set_available(False, "Add somebody to send to.")
    assert not button.isEnabled()
    assert button.toolTip() == "Add somebody to send to."
    button.set_available(True)
    assert button.toolTip() == ""


def test_heights_grow_with_the_font(qtbot: QtBot, qapp: QApplication) -> None:
    button = PrimaryButton("Send")
    qtbot.addWidget(button)
    before, font = button.sizeHint().height(), QFont(qapp.font())
    bigger = QFont(font)
    bigger.setPointSizeF(font.pointSizeF() * 2)
    qapp.setFont(bigger)
    try:
        assert button.sizeHint().height() > before
    finally:
        qapp.setFont(font)
