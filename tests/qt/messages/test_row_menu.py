"""The menu of a row."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from composer_app.domain.filter_parser import FilterToken
from composer_app.domain.ids import SubmissionId
from composer_app.domain.outcome import Outcome
from composer_app.services.records import Record
from composer_app.services.services import Services
from composer_app.ui.messages.message_browser import MessageBrowser
from composer_app.ui.messages.row_menu import RowMenu
from composer_app.ui.widgets.mnemonics import plain
from tests.qt.messages.browsing import read_rows, refresh
from tests.qt.messages.samples import FULL, UNDELIVERABLE, add_logs, log_entry, queue, report_row, row


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
        "All to this address",
        "Same bulk",
        "Write again…",
        "Copy as new",
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
    assert browser.filter.tokens() == [FilterToken("status", "bounced"), FilterToken("to", "=person1@example.com")]
    with qtbot.waitSignal(browser.mail_wanted):
        actions["Show the mail"].trigger()
    actions["Show details"].trigger()
    qtbot.waitUntil(lambda: browser.side.is_open)
    actions["All to this address"].trigger()
    assert browser.filter.tokens() == [FilterToken("to", "=person1@example.com")]
    actions["Same bulk"].trigger()
    assert browser.filter.tokens() == [FilterToken("bulk", "b-1")]
    menu.close()


def test_a_row_is_written_again_or_copied_as_new(qtbot: QtBot, services: Services, browser: MessageBrowser) -> None:
    queue(qtbot, services, "Statement", ["ana@example.com", "ben@example.com"])
    refresh(qtbot, browser)
    read_rows(qtbot, browser)
    browser.list.select_row(0)
    record = browser.list.current_record()
    assert record is not None
    written = []
    for name in ("Write again…", "Copy as new"):
        browser.list.table.menu_wanted.emit(QPoint(5, 5))
        menu = browser.findChild(RowMenu)
        assert isinstance(menu, RowMenu)
        with qtbot.waitSignal(browser.edit_wanted) as wanted:
            next(action for action in menu.actions() if plain(action.text()) == name).trigger()
        written.append((wanted.args[0].to, wanted.args[0].subject))
        with qtbot.waitSignal(menu.destroyed):
            menu.close()
    assert written == [((record.to,), "Statement"), ((), "Statement")]


def test_only_mail_of_this_program_is_written_again(qtbot: QtBot) -> None:
    def offered(record: Record) -> set[str]:
        menu = RowMenu(record)
        qtbot.addWidget(menu)
        return {plain(action.text()) for action in menu.actions() if action.isEnabled() and action.text()}

    again = {"Write again…", "Copy as new"}
    said = report_row(Outcome.DELIVERED)
    assert not offered(row(Outcome.DELIVERED)) & again
    assert again <= offered(row(Outcome.DELIVERED, submission_id=SubmissionId("s-1")))
    assert not offered(said) & again
    assert again <= offered(report_row(Outcome.DELIVERED, is_ours=True))
    assert "Same bulk" not in offered(said)


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
