"""The fields of the send options, one by one: what is typed is what an option holds."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QTimeEdit
from pytestqt.qtbot import QtBot

from composer_app.domain.send_options import MAX_VALIDITY_MINUTES, DeliveryWindow, WeekDay
from composer_app.ui.compose.send_option_rows import (
    ChoiceField,
    MinutesField,
    PairsField,
    TextField,
    TickField,
    WindowField,
)
from tests.qt.windows import child, show, show_column


@pytest.fixture
def window(qtbot: QtBot) -> WindowField:
    return show(qtbot, WindowField())


def test_a_choice_begins_with_as_the_account_has_it(qtbot: QtBot) -> None:
    field = show(qtbot, ChoiceField({True: "On", False: "Off"}))
    assert (field.currentText(), field.value()) == ("As the account has it", None)

    qtbot.keyClick(field, Qt.Key.Key_Down)
    assert field.value() is True
    qtbot.keyClick(field, Qt.Key.Key_Down)
    assert field.value() is False
    field.set_value(None)
    assert field.currentIndex() == 0


def test_a_choice_may_have_another_value_for_nothing(qtbot: QtBot) -> None:
    field = show(qtbot, ChoiceField({"V3": "Version 3"}, ""))

    assert field.value() == ""


def test_a_text_has_no_blanks_at_its_edges(qtbot: QtBot) -> None:
    field = show(qtbot, TextField())

    qtbot.keyClicks(field, "  autumn sale ")

    assert field.value() == "autumn sale"


def test_a_tick_is_yes_or_no(qtbot: QtBot) -> None:
    field = show(qtbot, TickField())
    field.set_value(None)
    assert field.value() is False

    qtbot.keyClick(field, Qt.Key.Key_Space)

    assert field.value() is True


def test_no_minutes_are_as_the_account_has_it(qtbot: QtBot) -> None:
    field = show(qtbot, MinutesField())
    assert (field.text(), field.value()) == ("As the account has it", None)

    field.selectAll()
    qtbot.keyClicks(field, "90")
    assert field.value() == 90
    field.set_value(MAX_VALIDITY_MINUTES + 1)
    assert field.value() == MAX_VALIDITY_MINUTES
    field.set_value(None)
    assert field.value() is None


def test_pairs_are_typed_one_a_line(qtbot: QtBot) -> None:
    field = show(qtbot, PairsField())

    qtbot.keyClicks(field, "X-Team: north\r\r X-Link :https://example.com:8080/")

    assert field.value() == (("X-Team", "north"), ("X-Link", "https://example.com:8080/"))
    assert field.line_without_colon() == ""


def test_a_line_without_a_colon_is_named(qtbot: QtBot) -> None:
    field = show(qtbot, PairsField())
    field.set_value((("X-Team", "north"),))
    assert field.toPlainText() == "X-Team: north"

    field.selectAll()
    qtbot.keyClicks(field, "X-Team: north\rno pair\rnor this")

    assert field.line_without_colon() == "no pair"


def test_tab_leaves_the_pairs(qtbot: QtBot) -> None:
    fields = [PairsField(), PairsField()]
    home = show_column(qtbot, *fields, width=300, height=300)
    assert home.isActiveWindow()
    fields[0].setFocus()

    qtbot.keyClick(fields[0], Qt.Key.Key_Tab)

    assert fields[1].hasFocus()
    assert fields[0].toPlainText() == ""


def test_no_day_and_no_time_are_no_window(window: WindowField) -> None:
    assert window.value() is None


def test_days_and_times_make_a_window(qtbot: QtBot, window: WindowField) -> None:
    start, end = window.findChildren(QTimeEdit)

    with qtbot.waitSignal(window.changed):
        child(window, QAbstractButton, "window_friday").click()
    child(window, QAbstractButton, "window_monday").click()
    for _ in range(8):
        qtbot.keyClick(start, Qt.Key.Key_Up)
    with qtbot.waitSignal(window.changed):
        qtbot.keyClick(end, Qt.Key.Key_Up)

    assert window.value() == DeliveryWindow((WeekDay.MONDAY, WeekDay.FRIDAY), 8 * 60, 60)


def test_times_without_a_day_are_kept_to_be_named_as_wrong(window: WindowField) -> None:
    window.set_value(DeliveryWindow((), 60, 120))

    assert window.value() == DeliveryWindow((), 60, 120)


def test_a_window_is_taken_away_again(window: WindowField) -> None:
    held = DeliveryWindow((WeekDay.SUNDAY,), 60, 23 * 60 + 59)
    window.set_value(held)
    assert window.value() == held

    window.set_value(None)

    assert window.value() is None
