"""A sheet over a page: it dims the window, keeps keys and goes with its focus."""

from __future__ import annotations

import pytest
import shiboken6
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from composer_app.ui.widgets.sheet import Sheet
from tests.qt.windows import show


class Home(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.bar, self.page, self.field = QLineEdit(), QWidget(), QLineEdit()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.bar)
        column.addWidget(self.page, 1)
        QVBoxLayout(self.page).addWidget(self.field)
        self.command = QAction(self)
        self.command.setShortcut(QKeySequence("Ctrl+J"))
        self.addAction(self.command)


@pytest.fixture
def home(qtbot: QtBot) -> Home:
    home = show(qtbot, Home(), 1280, 800)
    home.activateWindow()
    home.field.setFocus()
    return home


def opened(home: Home) -> tuple[Sheet, QLineEdit]:
    sheet = Sheet("task", home.page)
    field = QLineEdit()
    QVBoxLayout(sheet).addWidget(field)
    sheet.open()
    field.setFocus()
    return sheet, field


@pytest.mark.parametrize(("width", "side"), [(1280, 80), (1000, 16)])
def test_it_hangs_from_the_page_and_follows_the_window(home: Home, width: int, side: int) -> None:
    sheet, _ = opened(home)

    home.resize(width, 700)

    assert sheet.x() == side
    assert sheet.width() == width - 2 * side
    assert sheet.y() == home.page.mapTo(home, QPoint(0, 0)).y()
    assert not home.grab().isNull()


def test_commands_of_the_window_wait(qtbot: QtBot, home: Home) -> None:
    sheet, field = opened(home)
    fired = QSignalSpy(home.command.triggered)

    qtbot.keyClick(field, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    assert fired.count() == 0
    sheet.reject()
    qtbot.keyClick(home.field, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    assert fired.count() == 1


def test_the_focus_goes_back(home: Home) -> None:
    sheet, _ = opened(home)

    sheet.reject()

    assert home.field.hasFocus()
    assert not sheet.isVisible()


def test_tab_stays_inside(qtbot: QtBot, home: Home) -> None:
    _, field = opened(home)

    qtbot.keyClick(field, Qt.Key.Key_Tab)

    assert home.focusWidget() is field


def test_the_key_that_closes_a_window_closes_the_sheet_alone(qtbot: QtBot, home: Home) -> None:
    sheet, field = opened(home)

    qtbot.keyClick(field, Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)

    assert not sheet.isVisible()
    assert home.isVisible()


def test_what_is_typed_goes_nowhere_behind_it(qtbot: QtBot, home: Home) -> None:
    Sheet("task", home.page).open()

    focused = home.focusWidget()
    assert focused is not None
    qtbot.keyClicks(focused, "abc")

    assert home.field.text() == ""


def test_a_widget_that_is_gone_meanwhile_gets_no_focus(home: Home) -> None:
    sheet, _ = opened(home)
    shiboken6.delete(home.field)

    sheet.reject()

    assert not sheet.isVisible()
