"""The count of one outcome."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from composer_app.domain.outcome import Outcome
from composer_app.ui.sent_mail.count_button import CountButton
from tests.qt.windows import show


def test_it_says_its_number_and_is_pressed_by_keyboard_too(qtbot: QtBot) -> None:
    button = show(qtbot, CountButton(Outcome.BOUNCED))
    button.set_count(1234)
    assert button.accessibleName() == "Bounced: 1,234"
    before = button.grab().toImage()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert button.isChecked()
    assert button.grab().toImage() != before
