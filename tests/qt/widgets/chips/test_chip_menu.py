"""The menu of a chip."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu

from composer_app.ui.widgets.chips.chip_field import ChipField
from composer_app.ui.widgets.chips.chip_menu import open_chip_menu
from tests.qt.widgets.chips.samples import filled, texts


def opened(field: ChipField, index: int) -> QMenu:
    chip = field.chips()[index]
    QApplication.sendEvent(chip, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(3, 3), QPoint(3, 3)))
    return field.findChildren(QMenu, "chip_menu")[-1]


def choose(menu: QMenu, words: str) -> None:
    next(action for action in menu.actions() if action.text() == words).trigger()
    menu.close()


def test_the_menu_removes_and_moves_the_selected_chips(field: ChipField) -> None:
    filled(field, "a@x.example", "b@x.example", "c@x.example")
    moved: list[set[int]] = []
    field.destinations = [("Move to Bcc", moved.append)]
    field.move_to(0)
    field.move_to(1, extend=True)
    assert field.chips()[1].accessibleName() == "b@x.example, selected, 2 of 3"

    choose(opened(field, 1), "Move to Bcc")
    assert moved == [{0, 1}]

    field.chip_pressed(2, Qt.KeyboardModifier.NoModifier)
    open_chip_menu(field, field, 2, QPoint(3, 3))
    choose(field.findChildren(QMenu, "chip_menu")[-1], "Remove")
    assert texts(field) == ["a@x.example", "b@x.example"]
