"""A field of chips."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from composer_app.ui.widgets.chips.chip import Chip
from composer_app.ui.widgets.chips.chip_field import ChipField
from composer_app.ui.widgets.chips.chip_value import ChipState, ChipValue
from tests.qt.widgets.chips.samples import filled, texts
from tests.qt.windows import show

Key = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def test_escape_gives_the_edited_chip_back(qtbot: QtBot, field: ChipField) -> None:
    filled(field, "a@x.example", "b@x.example")
    field.edit_chip(0)
    qtbot.keyClicks(field.input(), "wrong")
    qtbot.keyClick(field.input(), Key.Key_Escape)
    assert texts(field) == ["a@x.example", "b@x.example"]
    assert field.pending_text() == ""


def test_list_chip_is_announced_not_edited(qtbot: QtBot, field: ChipField) -> None:
    people = ChipValue("customers.csv", state=ChipState.LIST, detail="250 people")
    field.set_values([people])
    with qtbot.waitSignal(field.chip_activated) as emitted:
        field.edit_chip(0)
    assert emitted.args == [people]
    assert field.values() == [people]


def test_a_pasted_table_is_handed_on(qtbot: QtBot) -> None:
    field = show(qtbot, ChipField(lambda text: [], is_table=lambda text: "\t" in text), 400, 60)
    QGuiApplication.clipboard().setText("Email\tCity\nana@example.com\tZagreb")

    with qtbot.waitSignal(field.table_pasted) as pasted:
        field.input().paste_clipboard()

    assert pasted.args == ["Email\tCity\nana@example.com\tZagreb"]
    assert field.pending_text() == ""


def test_commit_takes_what_is_typed(qtbot: QtBot, field: ChipField) -> None:
    qtbot.keyClicks(field.input(), "a@x.example")
    field.commit()
    assert texts(field) == ["a@x.example"]
    field.add_text("b@x.example")
    assert texts(field) == ["a@x.example", "b@x.example"]


def test_five_thousand_values_stay_quick_to_hold(field: ChipField) -> None:
    field.set_values([ChipValue(f"person{n}@example.com") for n in range(5000)])
    assert len(field.findChildren(Chip)) < 60  # only those in sight


def test_selection_goes_with_the_focus(qtbot: QtBot, field: ChipField, home: QWidget) -> None:
    filled(field, "a@x.example", "b@x.example")
    qtbot.keyClick(field.input(), Key.Key_A, CTRL)
    selected = field.chips()[0].look().ground
    other = next(edit for edit in home.findChildren(QLineEdit) if edit is not field.input())
    other.setFocus()
    assert other.hasFocus()
    assert field.chips()[0].look().ground != selected
