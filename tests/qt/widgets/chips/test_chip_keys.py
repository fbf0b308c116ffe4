"""Keys on a chip."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from pytestqt.qtbot import QtBot

from composer_app.ui.widgets.chips.chip_field import ChipField
from composer_app.ui.widgets.chips.chip_keys import use_key
from tests.qt.widgets.chips.samples import filled, focused, texts

Key = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def test_arrows_move_between_chips_and_input(qtbot: QtBot, field: ChipField) -> None:
    filled(field, "a@x.example", "b@x.example")
    qtbot.keyClick(field.input(), Key.Key_Left)
    assert focused(field).value().text == "b@x.example"
    qtbot.keyClick(focused(field), Key.Key_Left)
    assert focused(field).value().text == "a@x.example"
    qtbot.keyClick(focused(field), Key.Key_Left)
    assert focused(field).value().text == "a@x.example"
    qtbot.keyClick(focused(field), Key.Key_End)
    qtbot.keyClick(focused(field), Key.Key_Right)
    assert field.input().hasFocus()


@pytest.mark.parametrize("key", [Key.Key_Delete, Key.Key_Backspace])
def test_removing_by_key(qtbot: QtBot, field: ChipField, key: Key) -> None:
    filled(field, "a@x.example", "b@x.example", "c@x.example")
    qtbot.keyClick(field.input(), Key.Key_Backspace)
    assert len(field.values()) == 3
    qtbot.keyClick(focused(field), Key.Key_Left)
    qtbot.keyClick(focused(field), key)
    assert texts(field) == ["a@x.example", "c@x.example"]
    assert focused(field).value().text == "c@x.example"


def test_removing_the_last_goes_back_to_the_input(qtbot: QtBot, field: ChipField) -> None:
    filled(field, "a@x.example")
    qtbot.keyClick(field.input(), Key.Key_Left)
    qtbot.keyClick(focused(field), Key.Key_Delete)
    assert field.values() == []
    assert field.input().hasFocus()


def test_enter_edits_in_place(qtbot: QtBot, field: ChipField) -> None:
    filled(field, "a@x.example", "b@x.example")
    qtbot.keyClick(field.input(), Key.Key_Left)
    qtbot.keyClick(focused(field), Key.Key_Home)
    qtbot.keyClick(focused(field), Key.Key_Return)
    assert field.pending_text() == "a@x.example"
    qtbot.keyClicks(field.input(), "z@x.example,")
    assert texts(field) == ["z@x.example", "b@x.example"]


def test_select_all_copy_and_cut(qtbot: QtBot, field: ChipField) -> None:
    filled(field, "a@x.example", "b@x.example")
    qtbot.keyClick(field.input(), Key.Key_A, CTRL)
    qtbot.keyClick(focused(field), Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "a@x.example, b@x.example"
    qtbot.keyClick(focused(field), Key.Key_X, CTRL)
    assert field.values() == []


def test_shift_extends_the_selection(qtbot: QtBot, field: ChipField) -> None:
    filled(field, "a@x.example", "b@x.example", "c@x.example")
    qtbot.keyClick(field.input(), Key.Key_Left)
    qtbot.keyClick(focused(field), Key.Key_Left, SHIFT)
    qtbot.keyClick(focused(field), Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "b@x.example, c@x.example"


def test_typing_on_a_chip_goes_on_in_the_input(qtbot: QtBot, field: ChipField) -> None:
    filled(field, "a@x.example")
    qtbot.keyClick(field.input(), Key.Key_Left)
    qtbot.keyClick(focused(field), Key.Key_N)
    assert field.pending_text() == "n"
    assert field.input().hasFocus()


def test_a_key_that_asks_nothing_is_left_to_others(field: ChipField) -> None:
    filled(field, "a@x.example")
    press = QKeyEvent(QEvent.Type.KeyPress, Key.Key_F7, Qt.KeyboardModifier.NoModifier)

    assert not use_key(field, 0, press)


def test_from_right_to_left_the_arrows_change_places(field: ChipField) -> None:
    filled(field, "a@x.example", "b@x.example")
    field.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    press = QKeyEvent(QEvent.Type.KeyPress, Key.Key_Left, Qt.KeyboardModifier.NoModifier)

    assert use_key(field, 0, press)
    assert focused(field).index == 1


def test_escape_home_and_select_all_on_a_chip(qtbot: QtBot, field: ChipField) -> None:
    filled(field, "a@x.example", "b@x.example")
    qtbot.keyClick(field.input(), Key.Key_Left)
    qtbot.keyClick(focused(field), Key.Key_Home)
    assert focused(field).value().text == "a@x.example"
    qtbot.keyClick(focused(field), Key.Key_Space)
    assert texts(field) == ["a@x.example", "b@x.example"], "there is no suggestion to take"
    qtbot.keyClick(focused(field), Key.Key_Escape)
    assert field.input().hasFocus()


def test_paste_on_a_chip_goes_into_the_input(qtbot: QtBot, field: ChipField) -> None:
    filled(field, "a@x.example")
    QGuiApplication.clipboard().setText("c@x.example")
    qtbot.keyClick(field.input(), Key.Key_Left)
    qtbot.keyClick(focused(field), Key.Key_V, CTRL)
    qtbot.waitUntil(lambda: "c@x.example" in (*texts(field), field.pending_text()))
