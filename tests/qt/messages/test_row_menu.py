"""The menu of a row."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from composer_app.domain.filter_parser import FilterToken
from composer_app.services.services import Services
from composer_app.ui.messages.message_browser import MessageBrowser
from composer_app.ui.messages.row_menu import RowMenu
from composer_app.ui.widgets.mnemonics import plain
from tests.qt.messages.browsing import read_rows, refresh
from tests.qt.messages.samples import FULL, UNDELIVERABLE, add_logs, log_entry


def test_menu_of_a_row_copies_and_filters(qtbot: QtBot, services: Services, browser: MessageBrowser) -> None:
    add_logs(qtbot, services, [log_entry(1, UNDELIVERABLE, FULL), log_entry(2)])
    refresh(qtbot, browser)
    read_rows(qtbot, browser)
    table = browser.list.table
    browser.list.select_row(0)
    where = table.visualRect(browser.list.model.index(1, 0)).center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, where, table.viewport().mapToGlobal(where))
    QApplication.sendEvent(table.viewport(), event)
    menu = browser.findChild(RowMenu)
    assert isinstance(menu, RowMenu)
    actions = {plain(action.text()): action for action in menu.actions() if action.text()}
    assert list(actions) == [
        "Copy address",
        "Copy message ID",
        "Filter by this recipient",
        "Filter by this status",
        "Show the mail",
        "Show details",
    ]
    actions["Copy address"].trigger()
    assert QGuiApplication.clipboard().text() == "person1@example.com"
    actions["Copy message ID"].trigger()
    assert QGuiApplication.clipboard().text() == "m-1"
    with qtbot.waitSignal(browser.found):
        actions["Filter by this status"].trigger()
    actions["Filter by this recipient"].trigger()
    assert browser.filter.tokens() == [FilterToken("status", "bounced"), FilterToken("to", "person1@example.com")]
    with qtbot.waitSignal(browser.mail_wanted):
        actions["Show the mail"].trigger()
    actions["Show details"].trigger()
    qtbot.waitUntil(lambda: browser.side.is_open)
    menu.close()


def test_menu_key_opens_the_menu_of_the_current_row(qtbot: QtBot, services: Services, browser: MessageBrowser) -> None:
    add_logs(qtbot, services, [log_entry(1)])
    refresh(qtbot, browser)
    read_rows(qtbot, browser)
    browser.list.select_row(0)
    table = browser.list.table
    far = QPoint(5, 500)  # where the pointer is plays no part
    with qtbot.waitSignal(table.menu_wanted):
        QApplication.sendEvent(
            table.viewport(), QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, far, table.mapToGlobal(far))
        )
    menu = browser.findChild(RowMenu)
    assert menu is not None
    menu.close()
