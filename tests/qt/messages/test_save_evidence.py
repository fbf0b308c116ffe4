"""Saving all that is known of a mail."""

from __future__ import annotations

import zipfile
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from composer_app.services.services import Services
from composer_app.ui.logs.logs_page import LogsPage
from composer_app.ui.messages.save_evidence import file_name
from tests.qt.messages.browsing import open_details_of


def test_evidence_is_saved_where_a_person_says(qtbot: QtBot, logs_page: LogsPage, tmp_path: Path) -> None:
    open_details_of(qtbot, logs_page, "m-1")
    asked: list[str] = []

    def choose(_parent: QWidget, suggested: str) -> str:
        asked.append(suggested)
        return str(tmp_path / "ticket")

    logs_page.browser.evidence.ask_path = choose
    with qtbot.waitSignal(logs_page.browser.toast_requested) as emitted:
        qtbot.mouseClick(logs_page.browser.details.evidence, Qt.MouseButton.LeftButton)

    assert Path(asked[0]).name == "evidence-m-1.zip"
    assert emitted.args == ["Evidence saved: ticket.zip"]
    with zipfile.ZipFile(tmp_path / "ticket.zip") as pack:
        assert {"report.json", "log.json", "README.txt"} < set(pack.namelist())
    details = logs_page.browser.details.details
    assert details is not None
    assert "@" not in file_name(details)


def test_a_place_that_cannot_be_written_is_reported(qtbot: QtBot, logs_page: LogsPage, tmp_path: Path) -> None:
    open_details_of(qtbot, logs_page, "m-1")
    logs_page.browser.evidence.ask_path = lambda _parent, _suggested: str(tmp_path / "missing" / "ticket.zip")

    with qtbot.waitSignal(logs_page.browser.toast_requested) as emitted:
        logs_page.browser.save_evidence()

    assert str(emitted.args[0]).startswith("ticket.zip cannot be written.")


def test_evidence_replaces_no_file_of_the_profile(qtbot: QtBot, logs_page: LogsPage, services: Services) -> None:
    open_details_of(qtbot, logs_page, "m-1")
    archive = services.context.profile.archive
    logs_page.browser.evidence.ask_path = lambda _parent, _suggested: str(archive)

    with qtbot.waitSignal(logs_page.browser.toast_requested) as emitted:
        logs_page.browser.save_evidence()

    assert str(emitted.args[0]).startswith("archive.sqlite was not written.")
    assert archive.read_bytes().startswith(b"SQLite")


def test_without_a_selection_it_says_so(qtbot: QtBot, logs_page: LogsPage) -> None:
    with qtbot.waitSignal(logs_page.browser.toast_requested) as emitted:
        logs_page.browser.save_evidence()

    assert emitted.args == ["Select a mail first."]
