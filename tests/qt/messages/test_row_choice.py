"""Rows of the tables under mouse and keyboard, and the order the head shows after a restart."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from composer_app.domain.queries import SortKey
from composer_app.services.services import Services
from composer_app.ui.logs.log_columns import FIRST_SORT, MESSAGES
from composer_app.ui.messages.message_browser import MessageBrowser
from tests.qt.messages.samples import add_logs, log_entry
from tests.qt.messages.test_message_browser import WORDS, browser, read_rows, refresh

__all__ = ["browser"]


@pytest.fixture
def filled(qtbot: QtBot, services: Services, browser: MessageBrowser) -> MessageBrowser:
    add_logs(qtbot, services, [log_entry(number) for number in range(20)])
    refresh(qtbot, browser)
    read_rows(qtbot, browser)
    return browser


def spot(browser: MessageBrowser, row: int) -> QPoint:
    return browser.list.table.visualRect(browser.list.model.index(row, 0)).center()


@pytest.mark.parametrize("width", [1280, 960], ids=["beside the list", "over the list"])
def test_a_double_click_opens_and_leaves_open(qtbot: QtBot, filled: MessageBrowser, width: int) -> None:
    filled.resize(width, 600)
    table = filled.list.table
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot(filled, 3))
    qtbot.waitUntil(lambda: filled.side.is_open)
    qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot(filled, 3))
    assert filled.side.is_open
    assert table.currentIndex().row() == 3
    assert [index.row() for index in table.selectionModel().selectedRows()] == [3]


def test_the_second_press_goes_through_the_panel_that_came(qtbot: QtBot, filled: MessageBrowser) -> None:
    filled.resize(960, 600)
    table = filled.list.table
    at_the_right = QPoint(table.viewport().width() - 40, spot(filled, 3).y())
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at_the_right)
    qtbot.waitUntil(lambda: filled.side.is_open)
    under = filled.childAt(table.viewport().mapTo(filled, at_the_right))
    assert under is not None
    assert not filled.details.isAncestorOf(under)
    panel = filled.details
    qtbot.waitUntil(lambda: not panel.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents))


def test_space_opens_and_closes(qtbot: QtBot, filled: MessageBrowser) -> None:
    filled.list.select_row(2)
    qtbot.keyClick(filled.list.table, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: filled.side.is_open)
    qtbot.keyClick(filled.list.table, Qt.Key.Key_Space)
    assert not filled.side.is_open


def test_home_and_end_go_to_the_first_and_last_row(qtbot: QtBot, filled: MessageBrowser) -> None:
    table = filled.list.table
    filled.list.select_row(5)
    qtbot.keyClick(table, Qt.Key.Key_End)
    assert table.currentIndex().row() == 19
    assert [index.row() for index in table.selectionModel().selectedRows()] == [19]
    qtbot.keyClick(table, Qt.Key.Key_Home)
    assert table.currentIndex().row() == 0
    qtbot.keyClick(table, Qt.Key.Key_End, Qt.KeyboardModifier.ShiftModifier)
    assert len(table.selectionModel().selectedRows()) == 20


def test_a_click_gives_the_table_the_focus(qtbot: QtBot, filled: MessageBrowser) -> None:
    filled.activateWindow()
    filled.filter.focus_input()
    qtbot.mouseClick(filled.list.table.viewport(), Qt.MouseButton.LeftButton, pos=spot(filled, 1))
    qtbot.waitUntil(lambda: QApplication.focusWidget() is filled.list.table)


def test_the_order_is_the_one_the_head_shows_after_a_restart(
    qtbot: QtBot, services: Services, filled: MessageBrowser
) -> None:
    with qtbot.waitSignal(filled.found):
        filled.list.table.sort_requested.emit(2, Qt.SortOrder.AscendingOrder)
    filled.list.table.show_sorted(2, Qt.SortOrder.AscendingOrder)
    filled.save_layout()

    again = MessageBrowser(services, MESSAGES, FIRST_SORT, WORDS, "logs")
    qtbot.addWidget(again)

    assert again.list.table.sorted_by() == (2, Qt.SortOrder.AscendingOrder)
    assert again.list.sort == (SortKey.TO, False)
