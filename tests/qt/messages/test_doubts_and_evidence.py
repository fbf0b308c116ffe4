"""The details say what does not fit together, and save all of it."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from composer_app.domain.filter_parser import FilterToken
from composer_app.services.services import Services
from composer_app.ui.logs.logs_page import LogsPage
from composer_app.ui.messages.save_evidence import file_name
from composer_app.ui.shell.command_registry import CommandRegistry
from tests.qt.messages.samples import FULL, UNDELIVERABLE, add_logs, add_reports, log_entry, report


@pytest.fixture
def page(qtbot: QtBot, services: Services, commands: CommandRegistry) -> Iterator[LogsPage]:
    add_logs(qtbot, services, [log_entry(1, UNDELIVERABLE, FULL), log_entry(2)])
    add_reports(qtbot, services, [report(1), report(2)])
    made = LogsPage(services, commands)
    qtbot.addWidget(made)
    made.resize(1280, 700)
    with qtbot.waitSignal(made.browser.found):
        made.show()
    yield made
    made.hide()


def open_details(qtbot: QtBot, page: LogsPage, message_id: str) -> None:
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


def test_a_report_that_contradicts_the_log_is_flagged(qtbot: QtBot, page: LogsPage) -> None:
    open_details(qtbot, page, "m-1")
    doubt = page.browser.details.doubt
    assert doubt.isVisible()
    assert doubt.title() == "The report says delivered, the log said bounced."

    open_details(qtbot, page, "m-2")
    assert not doubt.isVisible()


def test_the_line_counts_them_and_leads_to_them(qtbot: QtBot, page: LogsPage) -> None:
    with qtbot.waitSignal(page.inconsistency_line.counted):
        page.enter()
    assert page.inconsistency_line.isVisible()
    assert page.inconsistency_line.title().startswith("1 mail of the last 30 days does not")

    (show,) = [
        button for button in page.inconsistency_line.findChildren(QAbstractButton) if button.text() == "Show them"
    ]
    with qtbot.waitSignal(page.browser.found):
        qtbot.mouseClick(show, Qt.MouseButton.LeftButton)
    assert page.browser.filter.accessibleDescription() == "1 of 2"
    assert not page.inconsistency_line.isVisible()


def test_evidence_is_saved_where_a_person_says(qtbot: QtBot, page: LogsPage, tmp_path: Path) -> None:
    open_details(qtbot, page, "m-1")
    asked: list[str] = []

    def choose(_parent: QWidget, suggested: str) -> str:
        asked.append(suggested)
        return str(tmp_path / "ticket")

    page.browser.evidence.ask_path = choose
    with qtbot.waitSignal(page.browser.told) as told:
        qtbot.mouseClick(page.browser.details.evidence, Qt.MouseButton.LeftButton)

    assert Path(asked[0]).name == "evidence-m-1.zip"
    assert told.args == ["Evidence saved: ticket.zip"]
    with zipfile.ZipFile(tmp_path / "ticket.zip") as pack:
        assert {"report.json", "log.json", "README.txt"} < set(pack.namelist())
    details = page.browser.details.details
    assert details is not None
    assert "@" not in file_name(details)


def test_a_place_that_cannot_be_written_is_told(qtbot: QtBot, page: LogsPage, tmp_path: Path) -> None:
    open_details(qtbot, page, "m-1")
    page.browser.evidence.ask_path = lambda _parent, _suggested: str(tmp_path / "missing" / "ticket.zip")

    with qtbot.waitSignal(page.browser.told) as told:
        page.browser.save_evidence()

    assert str(told.args[0]).startswith("ticket.zip cannot be written.")


def test_without_a_selection_it_says_so(qtbot: QtBot, page: LogsPage) -> None:
    with qtbot.waitSignal(page.browser.told) as told:
        page.browser.save_evidence()

    assert told.args == ["Select a mail first."]
