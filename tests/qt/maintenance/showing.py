"""Showing a dialog about the archive, and reading what it says."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from composer_app.ui.maintenance.archive_dialog import ArchiveDialog


def reported(qtbot: QtBot, dialog: ArchiveDialog) -> str:
    qtbot.waitUntil(dialog.message.isVisible)
    return dialog.message.title()


def shown(qtbot: QtBot, dialog: ArchiveDialog) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
