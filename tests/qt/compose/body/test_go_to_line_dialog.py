"""The dialog for a line."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from composer_app.ui.compose.body.go_to_line_dialog import GoToLineDialog
from tests.qt.windows import child, show


def test_a_number_and_enter_choose_a_line(qtbot: QtBot) -> None:
    parent = show(qtbot, QWidget(), 600, 400)
    dialog = GoToLineDialog(3, 12, parent)
    dialog.open()
    field = child(dialog, QSpinBox, "line_number")
    assert (field.value(), field.maximum()) == (3, 12)

    with qtbot.waitSignal(dialog.chosen) as chosen:
        qtbot.keyClicks(field, "9")
        qtbot.keyClick(field, Qt.Key.Key_Return)

    assert chosen.args == [9]
