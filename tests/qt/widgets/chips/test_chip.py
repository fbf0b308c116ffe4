"""One chip: its suggestion, its cross, its names."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from composer_app.ui.theme.theme_store import current
from composer_app.ui.widgets.chips.chip import Chip
from composer_app.ui.widgets.chips.chip_field import ChipField
from composer_app.ui.widgets.chips.chip_value import ChipState, ChipValue
from tests.qt.widgets.chips.samples import filled, texts


def test_suggestion_by_key_and_by_mouse(qtbot: QtBot, field: ChipField) -> None:
    filled(field, "tom@exmaple.com", "ann@exmaple.com")
    chip = field.chips()[0]
    assert "misspelt" in chip.accessibleName()
    field.take_suggestion(0)
    assert texts(field)[0] == "tom@example.com"
    chip = field.chips()[1]
    spot = QPoint(chip.width() - 40, chip.height() // 2)
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton, pos=spot)
    assert texts(field) == ["tom@example.com", "ann@example.com"]


def test_cross_removes(qtbot: QtBot, field: ChipField) -> None:
    filled(field, "a@x.example", "b@x.example")
    chip = field.chips()[0]
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton, pos=QPoint(chip.width() - 10, 12))
    assert texts(field) == ["b@x.example"]


def test_press_on_the_cross_let_go_elsewhere_keeps_the_chip(qtbot: QtBot, field: ChipField) -> None:
    filled(field, "a@x.example")
    chip = field.chips()[0]
    qtbot.mousePress(chip, Qt.MouseButton.LeftButton, pos=QPoint(chip.width() - 10, 12))
    qtbot.mouseRelease(chip, Qt.MouseButton.LeftButton, pos=QPoint(5, 12))
    assert texts(field) == ["a@x.example"]


def test_names_for_screen_readers(field: ChipField) -> None:
    filled(field, "rubbish")
    assert field.accessibleName() == "To"
    assert field.input().accessibleName() == "To"
    assert field.chips()[0].accessibleName() == "rubbish, wrong, 1 of 1"


def test_each_state_has_its_colours(field: ChipField) -> None:
    chip = Chip(field, field)
    looks = {}
    for state in ChipState:
        chip.show_value(ChipValue("ana@example.com", state=state), 0, selected=False)
        looks[state] = chip.look()
    theme = current()

    assert looks[ChipState.WRONG].ground == theme.danger.soft
    assert looks[ChipState.TYPO].ground == theme.warning.soft
    assert looks[ChipState.OK] == looks[ChipState.LIST]
    chip.show_value(ChipValue("ana@example.com"), 0, selected=True)
    assert chip.look().ground == theme.accent


def test_a_suggestion_shows_what_is_new_in_it(field: ChipField, home: QWidget) -> None:
    chip = Chip(field, home)
    for text, suggestion, offered in (
        ("tom@exmaple.com", "tom@example.com", "example.com?"),
        ("Tom <tom.@example.com>", "Tom <tom@example.com>", "tom@example.com?"),
    ):
        value = ChipValue(text, state=ChipState.TYPO, suggestion=suggestion)
        chip.show_value(value, 0, selected=False)
        with_detail = chip.sizeHint().width()
        chip.show_value(ChipValue(text, detail=offered), 0, selected=False)
        assert chip.sizeHint().width() + 22 == with_detail, "the icon of the state"
