"""Export of a list: the rows and columns that it shows, how far it is, and cancelling it."""

from __future__ import annotations

import csv
import os
from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from composer_app.domain.filter_parser import FilterToken
from composer_app.services.exchange import xlsx_limits
from composer_app.services.services import Services
from composer_app.ui.logs import log_columns
from composer_app.ui.messages.export_menu import exported_columns
from composer_app.ui.messages.message_browser import MessageBrowser
from composer_app.ui.reports import report_columns
from tests.qt.messages.browsing import refresh
from tests.qt.messages.samples import FULL, UNDELIVERABLE, add_logs, log_entry


@pytest.fixture
def filled(qtbot: QtBot, services: Services, browser: MessageBrowser) -> MessageBrowser:
    add_logs(qtbot, services, [log_entry(1), log_entry(2, UNDELIVERABLE, FULL), log_entry(3)])
    refresh(qtbot, browser)
    return browser


def choose(browser: MessageBrowser, title: str, path: Path) -> list[str]:
    """Choose a format and a file. Gives the name that was suggested."""
    asked: list[str] = []

    def answer(_parent: QWidget, suggested: str, _files: str) -> str:
        asked.append(Path(suggested).name)
        return str(path) if path.name else ""

    browser.export.ask_path = answer
    action = next(one for one in browser.export.actions() if one.text().replace("&", "") == title)
    action.trigger()
    return asked


def export(qtbot: QtBot, browser: MessageBrowser, title: str, path: Path) -> str:
    with qtbot.waitSignal(browser.toast_requested) as emitted:
        choose(browser, title, path)
    return str(emitted.args[0])


def table(path: Path) -> Sequence[Sequence[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_the_listed_rows_and_shown_columns_are_written(qtbot: QtBot, filled: MessageBrowser, tmp_path: Path) -> None:
    with qtbot.waitSignal(filled.found):
        filled.show_filter([FilterToken("status", "bounced")])
    filled.list.table.setColumnHidden(1, True)

    assert export(qtbot, filled, "CSV…", tmp_path / "a.csv") == "1 row written to a.csv."

    assert table(tmp_path / "a.csv") == [
        ["Status", "To", "Subject", "Why"],
        ["bounced", "person2@example.com", "", "Mailbox is full"],
    ]


def test_several_selected_rows_are_written_alone(qtbot: QtBot, filled: MessageBrowser, tmp_path: Path) -> None:
    qtbot.waitUntil(lambda: len(filled.list.model.found.ids) == 3)
    filled.list.select_row(0)
    qtbot.keyClick(filled.list.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)

    filled.export.aboutToShow.emit()
    assert filled.export.actions()[0].text() == "2 selected rows"
    export(qtbot, filled, "CSV…", tmp_path / "a.csv")

    assert [row[2] for row in table(tmp_path / "a.csv")[1:]] == ["person3@example.com", "person2@example.com"]


def test_one_selected_row_means_the_list(qtbot: QtBot, filled: MessageBrowser, tmp_path: Path) -> None:
    qtbot.waitUntil(lambda: len(filled.list.model.found.ids) == 3)
    filled.list.select_row(0)

    filled.export.aboutToShow.emit()
    assert filled.export.actions()[0].text() == "All 3 listed rows"
    export(qtbot, filled, "CSV for Excel…", tmp_path / "a.csv")

    assert len(table(tmp_path / "a.csv")) == 4
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_a_file_without_an_ending_gets_one(qtbot: QtBot, filled: MessageBrowser, tmp_path: Path) -> None:
    assert export(qtbot, filled, "NDJSON, with the raw JSON…", tmp_path / "all") == "3 rows written to all.ndjson."


def test_the_suggested_name_says_what_and_when(
    qtbot: QtBot, filled: MessageBrowser, services: Services, tmp_path: Path
) -> None:
    with qtbot.waitSignal(filled.toast_requested):
        asked = choose(filled, "CSV…", tmp_path / "a.csv")

    assert asked[0].startswith("mail-20")
    assert asked[0].endswith(".csv")


def test_progress_is_shown_until_the_end_and_can_be_cancelled(
    qtbot: QtBot, services: Services, filled: MessageBrowser, tmp_path: Path
) -> None:
    add_logs(qtbot, services, [log_entry(number) for number in range(10_000)])  # it takes seconds
    folder = tmp_path / "out"
    folder.mkdir()
    choose(filled, "NDJSON, with the raw JSON…", folder / "a.ndjson")
    assert filled.export.progress.isVisible()

    with qtbot.waitSignal(filled.toast_requested) as emitted:
        qtbot.mouseClick(filled.export.progress.cancel_button, Qt.MouseButton.LeftButton)

    assert emitted.args == ["The export was cancelled. Nothing was written."]
    assert not filled.export.progress.isVisible()
    assert os.listdir(folder) == []


def test_a_failure_is_reported(qtbot: QtBot, filled: MessageBrowser, tmp_path: Path) -> None:
    assert export(qtbot, filled, "CSV…", tmp_path / "none" / "a.csv").startswith("a.csv cannot be written.")


def test_no_file_means_no_export(filled: MessageBrowser) -> None:
    choose(filled, "CSV…", Path())
    assert not filled.export.progress.isVisible()


def test_every_column_of_the_lists_has_one_in_the_file() -> None:
    titles = [column.title for column in (*log_columns.COLUMNS, *report_columns.COLUMNS)]

    assert {one.title for one in exported_columns(titles)} == {*titles, "Currency"}


def test_a_sheet_and_mails_are_offered(qtbot: QtBot, filled: MessageBrowser, tmp_path: Path) -> None:
    assert export(qtbot, filled, "XLSX (Excel, LibreOffice)…", tmp_path / "a") == "3 rows written to a.xlsx."

    said = export(qtbot, filled, "EML files of the mails in a ZIP…", tmp_path / "b")

    assert said == "0 rows written to b.zip. 3 rows left out: the text of such mail is not on this computer."


def test_a_list_that_is_longer_than_a_sheet_says_so_beforehand(
    qtbot: QtBot, filled: MessageBrowser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlsx_limits, "MOST_ROWS", 2)

    filled.export.aboutToShow.emit()

    (sheet,) = [one for one in filled.export.actions() if "XLSX" in one.text()]
    assert (sheet.text(), sheet.isEnabled()) == ("XLSX: for at most 1,048,575 rows", False)
