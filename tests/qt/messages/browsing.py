"""What a user does in a message browser."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from composer_app.domain.filter_parser import FilterToken
from composer_app.services.services import Services
from composer_app.ui.commands.command_registry import CommandRegistry
from composer_app.ui.logs.logs_page import LogsPage
from composer_app.ui.messages.empty_reasons import EmptyWords
from composer_app.ui.messages.message_browser import MessageBrowser
from composer_app.ui.messages.message_model import MessageModel
from tests.qt.messages.samples import FULL, UNDELIVERABLE, add_logs, add_reports, log_entry, report

WORDS = EmptyWords("The list is empty.", "Send one.")


def refresh(qtbot: QtBot, browser: MessageBrowser) -> None:
    with qtbot.waitSignal(browser.found):
        browser.refresh.soon()


@contextmanager
def rest_held_up(services: Services, model: MessageModel) -> Iterator[None]:
    """Inside, a list does not get behind its first page."""
    gate = Event()

    def hold_up() -> None:
        services.context.search(lambda _reader: gate.wait(10))

    model.begun.connect(hold_up)
    yield
    model.begun.disconnect(hold_up)
    gate.set()


def read_rows(qtbot: QtBot, browser: MessageBrowser) -> None:
    browser.list.model.index(0, 0).data()
    qtbot.waitUntil(lambda: browser.list.model.record(0) is not None)


def open_details(qtbot: QtBot, browser: MessageBrowser, place: int) -> None:
    browser.list.select_row(place)
    qtbot.keyClick(browser.list.table, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: browser.side.is_open)


def addresses(browser: MessageBrowser) -> list[str]:
    model = browser.list.model
    return [str(model.index(row, 2).data()) for row in range(model.rowCount())]


def open_details_of(qtbot: QtBot, page: LogsPage, message_id: str) -> None:
    browser = page.browser
    with qtbot.waitSignal(browser.found):
        browser.show_filter([FilterToken("id", message_id)])
    browser.list.select_row(0)
    if not browser.side.is_open:
        qtbot.keyClick(browser.list.table, Qt.Key.Key_Space)

    def shown() -> bool:
        details = browser.details.details
        return browser.side.is_open and details is not None and details.message.message_id == message_id

    qtbot.waitUntil(shown)


def shown(qtbot: QtBot, widget: LogsPage | MessageBrowser) -> None:
    """Show a page or a browser, and wait for what it lists."""
    qtbot.addWidget(widget)
    widget.resize(1280, 700)
    browser = widget if isinstance(widget, MessageBrowser) else widget.browser
    with qtbot.waitSignal(browser.found):
        widget.show()


def contradicting(qtbot: QtBot, services: Services, commands: CommandRegistry) -> LogsPage:
    """The Logs page over two mails, of which the report of one contradicts its log."""
    add_logs(qtbot, services, [log_entry(1, UNDELIVERABLE, FULL), log_entry(2)])
    add_reports(qtbot, services, [report(1), report(2)])
    made = LogsPage(services, commands)
    shown(qtbot, made)
    return made
