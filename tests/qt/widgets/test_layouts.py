"""Rows and columns of widgets."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from composer_app.ui.widgets.layouts import REST, in_column, in_row


def _box() -> QWidget:
    box = QWidget()
    box.setMinimumSize(20, 20)
    return box


def test_the_part_that_grows_takes_what_is_left(qtbot: QtBot, home: QWidget) -> None:
    owner, first, second, third = QWidget(home), _box(), _box(), _box()
    second.setFixedWidth(20)
    owner.resize(200, 100)
    in_row(owner, first, in_column(None, second, REST), third, grows=third, spacing=5, margins=(1, 2, 3, 4))
    owner.show()
    qtbot.waitUntil(third.isVisible)

    assert (first.x(), first.y()) == (1, 2)
    assert second.height() < first.height() == 100 - 2 - 4
    assert third.geometry().right() + 1 == 200 - 3
    assert third.x() == second.x() + 20 + 5


def test_empty_room_keeps_the_parts_where_they_are(qtbot: QtBot, home: QWidget) -> None:
    owner, first, second = QWidget(home), _box(), _box()
    for box in (first, second):
        box.setFixedHeight(20)
    owner.resize(50, 200)
    in_column(owner, first, 7, second, REST)
    owner.show()
    qtbot.waitUntil(second.isVisible)

    assert (first.y(), second.y()) == (0, 27)
