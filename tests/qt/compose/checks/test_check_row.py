"""The row of checks: what it shows, and what has no room."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from composer_app.domain.checks.finding import CheckFinding, CheckId, Field
from composer_app.domain.checks.rules import CheckResult
from composer_app.ui.compose.checks.check_row import CheckRow
from tests.qt.windows import child, show

EMPTY = (CheckFinding(CheckId.LINK_EMPTY, line=3, end=1), CheckFinding(CheckId.LINK_EMPTY, line=7, end=1))
CAPITALS = (CheckFinding(CheckId.SUBJECT_CAPITALS, Field.SUBJECT),)
LANGUAGE = (CheckFinding(CheckId.LANGUAGE, line=1, end=1),)
ALL = CheckResult(
    {CheckId.SUBJECT_CAPITALS: CAPITALS, CheckId.LINK_EMPTY: EMPTY, CheckId.LANGUAGE: LANGUAGE}, has_text_part=True
)


@pytest.fixture
def row(qtbot: QtBot) -> CheckRow:
    return show(qtbot, CheckRow(), 1280, 40)


def texts(row: CheckRow) -> list[str]:
    return [button.text() for button in row.strip.buttons() if not button.isHidden()]


def test_findings_stand_behind_what_is_right(row: CheckRow) -> None:
    row.strip.show_result(ALL)
    assert row.strip.passed() == ["Text part up to date"]
    assert texts(row) == [
        "The subject is in capitals",
        "2 links have no address, line 3",
        "The HTML does not say its language, line 1",
    ]
    assert [button.is_warning() for button in row.strip.buttons()] == [True, True, False]
    row.grab()


def test_without_room_the_last_ones_go_into_a_menu(qtbot: QtBot, row: CheckRow) -> None:
    row.strip.show_result(ALL)
    row.resize(560, 40)
    assert row.strip.passed() == []
    assert texts(row) == ["The subject is in capitals"]
    menu = child(row, QMenu, "more_findings_menu")
    menu.aboutToShow.emit()
    assert [action.text() for action in menu.actions()] == [
        "2 links have no address, line 3",
        "The HTML does not say its language, line 1",
    ]
    with qtbot.waitSignal(row.strip.followed) as followed:
        menu.actions()[1].trigger()
    assert followed.args == [LANGUAGE[0]]


def test_each_press_goes_to_the_next_place(qtbot: QtBot, row: CheckRow) -> None:
    row.strip.show_result(ALL)
    button = row.strip.buttons()[1]
    lines = []
    row.strip.followed.connect(lambda one: lines.append(one.line))
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.keyClick(button, Qt.Key.Key_Return)
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert lines == [3, 7, 3]


def test_the_menu_of_a_finding_is_asked_for(qtbot: QtBot, row: CheckRow) -> None:
    row.strip.show_result(ALL)
    with qtbot.waitSignal(row.strip.menu_requested) as wanted:
        where = QPoint(3, 3)
        QApplication.sendEvent(
            row.strip.buttons()[0], QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, where, where)
        )
    assert wanted.args == [CheckId.SUBJECT_CAPITALS, where]


def test_a_button_keeps_the_focus_while_its_finding_stays(qtbot: QtBot, row: CheckRow) -> None:
    row.strip.show_result(ALL)
    row.activateWindow()
    row.strip.buttons()[1].setFocus()
    row.grab()
    row.strip.show_result(CheckResult({CheckId.LINK_EMPTY: EMPTY[:1]}))
    qtbot.waitUntil(lambda: row.window().focusWidget() is row.strip.buttons()[0])


def test_what_is_said_without_findings(row: CheckRow) -> None:
    assert row.strip.passed() == ["Checking…"]
    row.strip.show_result(CheckResult({}))
    assert row.strip.passed() == ["Nothing found"]
    row.strip.show_failure()
    assert row.strip.passed() == ["The checks could not be made."]
    row.strip.show_nothing()
    assert row.strip.passed() == []


def test_the_button_checks_again(qtbot: QtBot, row: CheckRow) -> None:
    with qtbot.waitSignal(row.again_wanted):
        row.again.click()
