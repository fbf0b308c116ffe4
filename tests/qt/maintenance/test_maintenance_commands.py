"""The commands of the File menu for the archive: each opens its dialog."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from composer_app.cli.self_check.check import Check


@pytest.mark.parametrize(
    ("command", "title"),
    [
        ("check_archive", "Check archive"),
        ("repair_archive", "Repair archive"),
        ("back_up", "Back up"),
        ("restore_backup", "Restore from backup"),
    ],
)
def test_each_command_opens_its_dialog(check: Check, qtbot: QtBot, command: str, title: str) -> None:
    check.program.main_view.commands[command].trigger()

    (dialog,) = (one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible())
    assert dialog.windowTitle() == title
    dialog.close()
