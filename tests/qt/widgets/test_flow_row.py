"""A row of widgets that takes as many lines as it needs."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from composer_app.ui.widgets.flow_row import FlowRow

GAP, MARGIN, LINE = 5, 6, 20


class Box(QWidget):
    def __init__(self, parent: QWidget, height: int) -> None:
        super().__init__(parent)
        self._height = height

    def sizeHint(self) -> QSize:
        return QSize(60, self._height)


class Boxes(FlowRow):
    def __init__(self, *heights: int) -> None:
        super().__init__(GAP, MARGIN)
        self.boxes = [Box(self, height) for height in heights]

    def flowing(self) -> list[Box]:
        return self.boxes

    def line_height(self) -> int:
        return LINE


def test_it_is_as_high_as_its_lines(qtbot: QtBot) -> None:
    row = Boxes(LINE, LINE, LINE)
    qtbot.addWidget(row)

    assert row.heightForWidth(3 * 60 + 2 * GAP) == 39
    assert row.heightForWidth(3 * 60 + 2 * GAP - 1) > 39
    row.resize(60 + GAP + 60, 39)
    row.show()
    first, second, third = (box.pos().toTuple() for box in row.boxes)
    assert (first, second) == ((0, MARGIN), (60 + GAP, MARGIN))
    assert third[0] == 0
    assert third[1] >= MARGIN + LINE
    assert row.height() == row.heightForWidth(row.width())


def test_a_higher_child_reaches_into_the_margin_and_an_empty_row_stays_open(qtbot: QtBot) -> None:
    row, empty = Boxes(LINE, LINE + 4), Boxes()
    qtbot.addWidget(row)
    qtbot.addWidget(empty)
    row.resize(200, 39)
    row.show()

    low, high = (box.geometry() for box in row.boxes)
    assert (high.top(), high.bottom()) == (low.top() - 2, low.bottom() + 2)
    assert empty.sizeHint().height() == 39
