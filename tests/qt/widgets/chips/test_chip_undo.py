"""What was done to chips can be taken back; what was sent or left does not come back."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from composer_app.ui.widgets.chips.chip_field import ChipField
from composer_app.ui.widgets.chips.chip_undo import MOST, ChipUndo
from composer_app.ui.widgets.chips.chip_value import ChipValue
from tests.qt.widgets.chips.samples import texts

Key = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def undo(qtbot: QtBot, field: ChipField) -> None:
    qtbot.keyClick(field.input(), Key.Key_Z, CTRL)


def redo(qtbot: QtBot, field: ChipField) -> None:
    qtbot.keyClick(field.input(), Key.Key_Z, CTRL | SHIFT)


def test_a_loaded_field_remembers_nothing_of_the_mail_before(qtbot: QtBot, field: ChipField) -> None:
    qtbot.keyClicks(field.input(), "ana@x.example,")
    field.set_values([])
    for _ in range(3):
        undo(qtbot, field)
    assert texts(field) == []
    assert field.pending_text() == ""
    redo(qtbot, field)
    assert texts(field) == []


def test_what_became_a_chip_is_not_typed_again_by_undo(qtbot: QtBot, field: ChipField) -> None:
    qtbot.keyClicks(field.input(), "ana@x.example,")
    undo(qtbot, field)
    assert (texts(field), field.pending_text()) == ([], "")
    redo(qtbot, field)
    assert (texts(field), field.pending_text()) == (["ana@x.example"], "")


def test_undo_takes_what_is_typed_first(qtbot: QtBot, field: ChipField) -> None:
    field.add_text("a@x.example")
    qtbot.keyClicks(field.input(), "half")
    undo(qtbot, field)
    assert (texts(field), field.pending_text()) == (["a@x.example"], "")
    undo(qtbot, field)
    assert texts(field) == []


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Escape])
def test_given_up_and_pasted_words_do_not_come_back(qtbot: QtBot, field: ChipField, key: Key) -> None:
    qtbot.keyClicks(field.input(), "half@x.example")
    qtbot.keyClick(field.input(), key)
    field.set_values([])
    undo(qtbot, field)
    QGuiApplication.clipboard().setText("b@x.example, c@x.example")
    qtbot.keyClicks(field.input(), "typed")
    qtbot.keyClick(field.input(), Key.Key_V, CTRL)
    field.set_values([])
    undo(qtbot, field)
    assert (texts(field), field.pending_text()) == ([], "")


def test_a_paste_and_a_removal_are_steps(qtbot: QtBot, field: ChipField) -> None:
    QGuiApplication.clipboard().setText("a@x.example, b@x.example")
    qtbot.keyClick(field.input(), Key.Key_V, CTRL)
    field.remove({0})
    undo(qtbot, field)
    assert texts(field) == ["a@x.example", "b@x.example"]
    undo(qtbot, field)
    assert texts(field) == []
    redo(qtbot, field)
    redo(qtbot, field)
    assert texts(field) == ["b@x.example"]


def test_undo_works_on_a_chip(qtbot: QtBot, field: ChipField) -> None:
    field.add_text("a@x.example b@x.example")
    field.remove({1})
    qtbot.keyClick(field.input(), Key.Key_Left)
    qtbot.keyClick(field.chips()[0], Key.Key_Z, CTRL)
    assert texts(field) == ["a@x.example", "b@x.example"]
    assert field.input().hasFocus()


def test_an_edited_chip_is_one_step(qtbot: QtBot, field: ChipField) -> None:
    field.add_text("a@x.example b@x.example")
    field.edit_chip(0)
    qtbot.keyClicks(field.input(), "z@x.example,")
    assert texts(field) == ["z@x.example", "b@x.example"]
    undo(qtbot, field)
    assert texts(field) == ["a@x.example", "b@x.example"]


def test_undo_of_an_edit_that_goes_on_gives_the_chip_back(qtbot: QtBot, field: ChipField) -> None:
    field.add_text("a@x.example")
    field.edit_chip(0)
    undo(qtbot, field)
    assert (texts(field), field.pending_text()) == (["a@x.example"], "")


def test_an_edit_that_changes_nothing_is_no_step(qtbot: QtBot, field: ChipField) -> None:
    field.add_text("a@x.example")
    field.edit_chip(0)
    qtbot.keyClick(field.input(), Key.Key_Return)
    assert texts(field) == ["a@x.example"]
    undo(qtbot, field)
    assert texts(field) == []


def test_values_changed_by_the_page_are_a_step_tidied_ones_are_not(qtbot: QtBot, field: ChipField) -> None:
    field.add_text("a b c")
    field.change_values(field.values()[:2])
    field.show_values(field.values()[:1])
    undo(qtbot, field)
    assert texts(field) == ["a", "b", "c"]


def test_the_menu_undoes_chips_too(qtbot: QtBot, field: ChipField) -> None:
    field.add_text("a@x.example")
    field.input().undo()
    assert texts(field) == []
    field.input().redo()
    assert texts(field) == ["a@x.example"]


def test_the_oldest_steps_are_forgotten(home: QWidget) -> None:
    shown: list[tuple[ChipValue, ...]] = []
    steps = ChipUndo(home, shown.append)
    values = [tuple(ChipValue(str(n)) for n in range(count)) for count in range(MOST + 6)]
    for before, after in pairwise(values):
        steps.take(before, after)

    while steps.stack.canUndo():
        steps.stack.undo()

    assert shown[-1] == values[5]
    steps.forget()
    assert not steps.stack.canRedo()
