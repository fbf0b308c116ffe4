"""The commands of the File menu for the archive."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QDialog, QMainWindow
from pytestqt.qtbot import QtBot

from composer_app.services.services import Services
from composer_app.ui.commands.command_registry import CommandRegistry
from composer_app.ui.maintenance.maintenance_commands import MaintenanceCommands


@pytest.fixture
def window(qtbot: QtBot, services: Services, commands: CommandRegistry) -> Iterator[QMainWindow]:
    made = QMainWindow()
    qtbot.addWidget(made)
    MaintenanceCommands(services, commands, made, made)
    yield made
    made.hide()


@pytest.mark.parametrize(
    ("key", "title", "is_modal"),
    [
        ("check_archive", "Check archive", False),
        ("repair_archive", "Repair archive", False),
        ("back_up", "Back up", False),
        ("restore_backup", "Restore from backup", True),
    ],
)
def test_each_opens_its_dialog(
    window: QMainWindow, commands: CommandRegistry, key: str, title: str, is_modal: bool
) -> None:
    assert commands[key] in commands.of_menu("File")

    commands[key].trigger()

    (dialog,) = [one for one in window.findChildren(QDialog) if one.isVisible()]
    assert (dialog.windowTitle(), dialog.isModal()) == (title, is_modal)
    dialog.close()
