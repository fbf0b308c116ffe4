""" "+ 212 more"."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QUndoStack
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from composer_app.ui.widgets.chips.chip_field import ChipField
from composer_app.ui.widgets.chips.chip_input import ChipInput
from composer_app.ui.widgets.chips.chip_value import ChipValue
from composer_app.ui.widgets.chips.more_pill import MorePill
from tests.qt.widgets.chips.samples import judge

Key = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def test_tab_goes_past_the_hidden_ones_and_shift_tab_reaches_them(qtbot: QtBot, home: QWidget) -> None:
    layout = home.layout()
    assert layout is not None
    before, field, behind = QLineEdit(), ChipField(judge, name="To"), QLineEdit()
    for widget in (before, field, behind):
        layout.addWidget(widget)
    qtbot.waitUntil(behind.isVisible)
    field.set_values([ChipValue(f"person{n}@example.com") for n in range(230)])
    before.setFocus()
    qtbot.keyClick(before, Key.Key_Tab)
    assert field.input().hasFocus()
    qtbot.keyClick(field.input(), Key.Key_Tab)
    assert behind.hasFocus()

    qtbot.keyClick(behind, Key.Key_Tab, SHIFT)
    qtbot.keyClick(field.input(), Key.Key_Tab, SHIFT)
    more = field.findChild(QAbstractButton, "more_chips")
    assert isinstance(more, QAbstractButton)
    assert more.hasFocus()
    shown = len(field.chips())
    qtbot.keyClick(more, Key.Key_Space)
    assert len(field.chips()) > shown
    qtbot.keyClick(more, Key.Key_Tab, SHIFT)
    assert before.hasFocus()

    more.setFocus()
    qtbot.keyClicks(more, "x")
    assert field.input().hasFocus()
    assert field.input().text() == "x"
    more.setFocus()
    field.set_values([])
    assert field.input().hasFocus()


@pytest.mark.parametrize(
    ("hidden", "to_check", "words"),
    [(1212, 0, "+ 1,212 more"), (3, 2, "+ 3 more, 2 to check"), (0, 0, "Show less")],
)
def test_its_words(home: QWidget, hidden: int, to_check: int, words: str) -> None:
    pill = MorePill(home, ChipInput(home, QUndoStack(home)))

    pill.say_hidden(hidden, to_check)

    assert pill.text() == words
    assert pill.sizeHint() == MorePill.size_for(hidden, to_check)
