"""Counting the chips out of sight."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from composer_app.ui.widgets.chips.chip import Chip
from composer_app.ui.widgets.chips.chip_field import ChipField
from composer_app.ui.widgets.chips.chip_ruler import ChipRuler
from composer_app.ui.widgets.chips.chip_value import ChipValue
from tests.qt.widgets.chips.samples import judge


def test_hidden_wrong_ones_are_counted(field: ChipField) -> None:
    field.set_values([*(ChipValue(f"person{n}@example.com") for n in range(100)), *judge("bad worse ok@x.example")])
    more = field.findChild(QWidget, "more_chips")
    assert isinstance(more, QWidget)
    assert str(more.property("text")).endswith("more, 2 to check")


def test_an_arrangement_is_made_once_until_the_values_are_others(field: ChipField) -> None:
    ruler = ChipRuler(Chip(field, field))
    ruler.use([ChipValue("ana@example.com")])
    first = ruler.arranged(0, 3, 400, QSize(60, 26))

    assert ruler.arranged(0, 3, 400, QSize(60, 26)) is first
    ruler.use([ChipValue("ana@example.com"), ChipValue("tom@example.com")])
    assert len(ruler.arranged(0, 3, 400, QSize(60, 26)).chips) == 2


def test_what_is_hidden_is_counted_by_what_is_in_sight(field: ChipField) -> None:
    ruler = ChipRuler(Chip(field, field))
    ruler.use(judge("a@x.example bad worse b@x.example"))

    assert ruler.hidden([0, 1]) == (2, 1)
    assert ruler.hidden(range(4)) == (0, 0)
