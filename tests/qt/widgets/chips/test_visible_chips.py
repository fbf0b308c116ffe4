"""Which chips are in sight."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QUndoStack
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from composer_app.ui.widgets.chips.chip_field import ChipField
from composer_app.ui.widgets.chips.chip_input import ChipInput
from composer_app.ui.widgets.chips.chip_selection import ChipSelection
from composer_app.ui.widgets.chips.chip_value import ChipValue
from composer_app.ui.widgets.chips.visible_chips import VisibleChips
from tests.qt.widgets.chips.samples import focused

Key = Qt.Key


def test_many_chips_take_three_lines_and_say_the_rest(qtbot: QtBot, field: ChipField) -> None:
    line = field.height()
    field.set_values([ChipValue(f"person{n}@example.com") for n in range(230)])
    assert field.height() <= 3 * line
    shown = field.chips()
    more = field.findChild(QWidget, "more_chips")
    assert isinstance(more, QWidget)
    assert more.isVisible()
    assert more.property("text") == f"+ {230 - len(shown)} more"
    assert shown[-1].value().text == "person229@example.com"


def test_moving_left_reaches_hidden_chips(qtbot: QtBot, field: ChipField) -> None:
    field.set_values([ChipValue(f"person{n}@example.com") for n in range(60)])
    qtbot.keyClick(field.input(), Key.Key_Left)
    qtbot.keyClick(focused(field), Key.Key_Left)
    assert focused(field).value().text == "person58@example.com"


def test_a_chip_out_of_sight_is_brought_into_it(field: ChipField) -> None:
    values = [ChipValue(f"person{n}@example.com") for n in range(60)]
    lines, selection = VisibleChips(field, field, ChipInput(field, QUndoStack(field))), ChipSelection()
    lines.use(values)
    lines.place(values, selection)
    assert 40 not in [chip.index for chip in lines.chips()]

    lines.bring_into_sight(40)
    lines.place(values, selection)
    assert 40 in [chip.index for chip in lines.chips()]

    lines.rewind()
    lines.place(values, selection)
    assert lines.chips()[0].index == 0
    assert lines.chips()[-1].index == 59


def test_it_is_never_lower_than_one_line(field: ChipField) -> None:
    lines = VisibleChips(field, field, ChipInput(field, QUndoStack(field)))

    assert lines.height_for(300) == lines.lowest()
