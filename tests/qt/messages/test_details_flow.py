"""The details of a row: opened, changed with the row, closed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from composer_app.services.services import Services
from composer_app.ui.messages.details_flow import DetailsFlow
from composer_app.ui.messages.message_browser import MessageBrowser
from tests.qt.messages.browsing import open_details, refresh
from tests.qt.messages.samples import add_logs, log_entry, queue


def read_the_only_one(qtbot: QtBot, services: Services, browser: MessageBrowser) -> None:
    """One message is listed, and its details are open."""
    add_logs(qtbot, services, [log_entry(1)])
    refresh(qtbot, browser)
    open_details(qtbot, browser, 0)


def test_open_details_are_being_read_until_esc_twice(qtbot: QtBot, services: Services, browser: MessageBrowser) -> None:
    read_the_only_one(qtbot, services, browser)
    add_logs(qtbot, services, [log_entry(2)])
    refresh(qtbot, browser)
    assert (browser.list.model.rowCount(), browser.list.new_rows.button.text()) == (1, "1 new")
    browser.activateWindow()
    browser.focus_list()
    qtbot.waitUntil(browser.list.table.hasFocus)
    qtbot.keyClick(browser.list.table, Qt.Key.Key_Escape)
    assert not browser.side.is_open
    qtbot.keyClick(browser.list.table, Qt.Key.Key_Escape)
    assert browser.list.table.selectionModel().selectedRows() == []
    refresh(qtbot, browser)
    assert browser.list.model.rowCount() == 2


def test_new_rows_that_are_wanted_leave_open_details_alone(
    qtbot: QtBot, services: Services, browser: MessageBrowser
) -> None:
    read_the_only_one(qtbot, services, browser)
    read = browser.list.current
    add_logs(qtbot, services, [log_entry(2)])
    refresh(qtbot, browser)
    qtbot.mouseClick(browser.list.new_rows.button, Qt.MouseButton.LeftButton)
    assert browser.list.model.rowCount() == 2
    assert (browser.side.is_open, browser.list.current) == (True, read)
    assert [index.row() for index in browser.list.table.selectionModel().selectedRows()] == [1]


def test_details_follow_the_row_and_close_with_escape(
    qtbot: QtBot, services: Services, browser: MessageBrowser
) -> None:
    queue(qtbot, services, "Your November statement", ["ana@example.com"])
    add_logs(qtbot, services, [log_entry(1)])
    refresh(qtbot, browser)
    open_details(qtbot, browser, 1)  # the queued one, which is newer, stands above it
    assert browser.details.to.toPlainText() == "To person1@example.com"
    qtbot.keyClick(browser.list.table, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: browser.details.subject.toPlainText() == "Your November statement")
    browser.activateWindow()
    browser.list.table.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is browser.list.table)
    qtbot.keyClick(browser.list.table, Qt.Key.Key_Escape)
    assert not browser.side.is_open


def test_details_lie_over_the_list_in_a_narrow_window(
    qtbot: QtBot, services: Services, browser: MessageBrowser
) -> None:
    read_the_only_one(qtbot, services, browser)
    width = browser.list.width()
    assert width < browser.width()
    browser.resize(1000, 600)
    assert browser.side.is_over
    assert browser.details.isVisible()
    assert browser.list.width() == 1000
    end = browser.details.mapTo(browser.side, browser.details.rect().bottomRight())
    assert end.x() == browser.side.rect().right()
    browser.resize(1280, 700)
    assert not browser.side.is_over
    assert abs(browser.list.width() - width) <= 1  # the handle between the two


def test_a_second_space_closes_them_and_the_list_has_the_keys(
    qtbot: QtBot, services: Services, browser: MessageBrowser
) -> None:
    read_the_only_one(qtbot, services, browser)
    (flow,) = browser.findChildren(DetailsFlow)

    with qtbot.waitSignal(flow.closed):
        qtbot.keyClick(browser.list.table, Qt.Key.Key_Space)

    assert not browser.side.is_open
    assert browser.focusWidget() is browser.list.table
