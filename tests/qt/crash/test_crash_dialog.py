"""The report of a fault."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from composer_app.ui.crash.crash_dialog import CrashDialog


@pytest.fixture
def dialog(qtbot: QtBot) -> CrashDialog:
    made = CrashDialog("It broke.", "Nothing is lost.", "line 1\n<b>line 2</b>")
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.open()
    return made


def test_the_report_is_read_and_copied_as_it_is(qtbot: QtBot, dialog: CrashDialog) -> None:
    assert dialog.report.isReadOnly()

    qtbot.mouseClick(dialog.copy, Qt.MouseButton.LeftButton)

    assert QGuiApplication.clipboard().text() == "line 1\n<b>line 2</b>"
    assert dialog.copy.text() == "Copied"


def test_it_takes_the_room_it_gets(qtbot: QtBot, dialog: CrashDialog) -> None:
    before = dialog.report.height()
    dialog.resize(700, 700)

    qtbot.waitUntil(lambda: dialog.report.height() > before + 200)
