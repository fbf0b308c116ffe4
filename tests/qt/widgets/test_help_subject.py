"""The subject of the help for where the keyboard is."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from composer_app.ui.widgets.help_subject import help_subject, set_help_subject


def test_the_nearest_subject_counts(qtbot: QtBot) -> None:
    home, part = QWidget(), QWidget()
    inside, outside = QLineEdit(part), QLineEdit()
    column = QVBoxLayout(home)
    column.addWidget(part)
    column.addWidget(outside)
    QVBoxLayout(part).addWidget(inside)
    qtbot.addWidget(home)
    set_help_subject(part, "filter")
    with qtbot.waitExposed(home):
        home.show()
    home.activateWindow()
    inside.setFocus()
    qtbot.waitUntil(inside.hasFocus)
    assert help_subject() == "filter"
    outside.setFocus()
    assert help_subject() == ""
