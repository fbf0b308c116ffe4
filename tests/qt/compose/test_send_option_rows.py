"""The fields of the send options: what is set comes out as it went in."""

from __future__ import annotations

from PySide6.QtCore import QTime
from PySide6.QtWidgets import QTimeEdit
from pytestqt.qtbot import QtBot

from composer_app.domain.send_options import DeliveryWindow, WeekDay
from composer_app.ui.compose.send_option_rows import (
    ChoiceField,
    MinutesField,
    PairsField,
    TextField,
    TickField,
    WindowField,
)
from tests.qt.windows import show


def test_each_field_gives_back_its_value(qtbot: QtBot) -> None:
    choice = show(qtbot, ChoiceField({True: "On", False: "Off"}))
    text, tick, minutes = show(qtbot, TextField()), show(qtbot, TickField()), show(qtbot, MinutesField())
    for value in (True, False, None):
        choice.set_value(value)
        assert choice.value() is value
    text.set_value(" november ")
    assert text.value() == "november"
    tick.set_value(True)
    assert tick.value() is True
    for number in (90, None):
        minutes.set_value(number)
        assert minutes.value() == number


def test_pairs_are_lines_with_a_colon(qtbot: QtBot) -> None:
    field = show(qtbot, PairsField())
    qtbot.keyClicks(field, "X-A: b: c")
    field.appendPlainText("\n  \nX-B:d")
    assert field.value() == (("X-A", "b: c"), ("X-B", "d"))
    assert field.line_without_colon() == ""
    field.appendPlainText("nothing")
    assert field.line_without_colon() == "nothing"
    field.set_value((("X-A", "b"),))
    assert field.toPlainText() == "X-A: b"


def test_a_window_is_days_and_hours(qtbot: QtBot) -> None:
    field = show(qtbot, WindowField())
    assert field.value() is None
    window = DeliveryWindow((WeekDay.MONDAY, WeekDay.SUNDAY), 8 * 60 + 30, 20 * 60)
    field.set_value(window)
    assert field.value() == window
    with qtbot.waitSignal(field.changed):
        field.findChildren(QTimeEdit)[0].setTime(QTime(9, 0))
    assert field.value() == DeliveryWindow(window.days, 9 * 60, 20 * 60)
    field.set_value(None)
    assert field.value() is None
