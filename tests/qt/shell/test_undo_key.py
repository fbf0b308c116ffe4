"""Ctrl+Z takes back what was done last."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from composer_app.ui.shell.undo_key import UndoKey, can_undo
from composer_app.ui.widgets.chips.chip_field import ChipField
from composer_app.ui.widgets.chips.chip_value import ChipValue

CTRL = Qt.KeyboardModifier.ControlModifier


class Desk:
    """A window with a field, and what Ctrl+Z took back."""

    def __init__(self, home: QWidget) -> None:
        self.taken_back = 0
        self.can = True
        self.field = QLineEdit()
        column = home.layout()
        assert isinstance(column, QVBoxLayout)
        column.addWidget(self.field)
        self.key = UndoKey(home, self.take_back, home)
        self.handle = home.windowHandle()

    def take_back(self) -> bool:
        self.taken_back += self.can
        return self.can


@pytest.fixture
def desk(qtbot: QtBot, home: QWidget) -> Desk:
    made = Desk(home)
    qtbot.waitUntil(made.field.isVisible)
    made.field.setFocus()
    qtbot.waitUntil(made.field.hasFocus)
    return made


def test_a_field_that_can_undo_comes_first(qtbot: QtBot, desk: Desk) -> None:
    qtbot.keyClicks(desk.field, "ana")
    qtbot.keyClick(desk.handle, Qt.Key.Key_Z, CTRL)
    assert (desk.field.text(), desk.taken_back) == ("", 0)

    qtbot.keyClick(desk.handle, Qt.Key.Key_Z, CTRL)
    assert desk.taken_back == 1


def test_with_nothing_to_take_back_it_did_nothing(desk: Desk) -> None:
    desk.can = False

    assert not desk.key.run()


def test_which_fields_can_undo(qtbot: QtBot, home: QWidget) -> None:
    text = QPlainTextEdit(home)
    chips = ChipField(lambda text: [ChipValue(text)] if text else [], home)
    assert not any(can_undo(widget) for widget in (None, home, text, chips.input()))

    text.insertPlainText("words")
    chips.add_text("ana@example.com")

    assert can_undo(text)
    assert can_undo(chips.input())
    text.setReadOnly(True)
    assert not can_undo(text)
