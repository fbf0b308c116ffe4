"""The field that steps."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from composer_app.ui.widgets.step_field import StepField


def test_enter_steps_on_and_with_shift_back(qtbot: QtBot) -> None:
    field = StepField()
    qtbot.addWidget(field)
    steps: list[int] = []
    field.step_wanted.connect(steps.append)
    qtbot.keyClicks(field, "ab")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.keyClick(field, Qt.Key.Key_Enter, Qt.KeyboardModifier.ShiftModifier)
    assert (field.text(), steps) == ("ab", [1, -1])
