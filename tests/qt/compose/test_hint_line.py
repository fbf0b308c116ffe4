"""The line under a field: there while it has something to say, with at most one button."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from composer_app.ui.compose.hint_line import HintLine
from tests.qt.windows import child


@pytest.fixture
def line(qtbot: QtBot) -> HintLine:
    made = HintLine()
    qtbot.addWidget(made)
    return made


def button(line: HintLine) -> QAbstractButton:
    return child(line, QAbstractButton, "hint_button")


def test_it_takes_no_room_without_words(line: HintLine) -> None:
    assert line.isHidden()
    line.say("“a” has no @.", is_error=True)
    assert not line.isHidden()
    assert line.words() == "“a” has no @."
    line.say("")
    assert line.isHidden()


def test_its_button_does_what_it_says(line: HintLine) -> None:
    pressed: list[str] = []
    line.say("2 are wrong.", action="Take them out", on_action=lambda: pressed.append("out"))
    assert not button(line).isHidden()
    assert button(line).accessibleName() == "Take them out"

    button(line).click()
    assert pressed == ["out"]

    line.say("1 is wrong.")
    assert button(line).isHidden()
    assert isinstance(button(line).parent(), QWidget)
