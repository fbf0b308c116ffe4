"""The name of a view."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from composer_app.ui.messages.saved_view_name_dialog import ViewNameDialog
from tests.qt.windows import show


def test_a_name_is_needed_and_blanks_at_its_ends_go(qtbot: QtBot) -> None:
    dialog = show(qtbot, ViewNameDialog("Rename view", "status:bounced", "Rename", "Old"))
    assert dialog.name == "Old"
    dialog.field.setText("   ")
    assert not dialog.do_button.isEnabled()
    with qtbot.assertNotEmitted(dialog.accepted):
        qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    dialog.field.setText(" New   name ")
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    assert dialog.name == "New name"
