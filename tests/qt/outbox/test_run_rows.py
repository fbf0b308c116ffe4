"""Send runs on the Outbox page: among the mails, with progress, buttons and their requests."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from composer_app.domain.ids import SendRunId
from composer_app.domain.send_run import SendRunEntry, SendRunState
from composer_app.domain.submission import SubmissionState
from composer_app.ui.commands.command_registry import CommandRegistry
from composer_app.ui.outbox.batch_list import BatchList
from composer_app.ui.outbox.outbox_list import OutboxList
from composer_app.ui.outbox.outbox_page import OutboxPage
from composer_app.ui.outbox.outbox_row import OutboxRow
from composer_app.ui.outbox.run_rows import RunRows
from composer_app.ui.widgets.progress_line import ProgressLine
from tests.qt.outbox.samples import NOW, FakeSendRuns, batch, entry, run, services_with, three_of_five
from tests.qt.windows import child

RUN = SendRunId("r1")
Show = Callable[..., tuple[OutboxPage, FakeSendRuns]]


@pytest.fixture
def show(qtbot: QtBot) -> Show:
    def shown(*runs: SendRunEntry) -> tuple[OutboxPage, FakeSendRuns]:
        services: Any
        services, outbox = services_with([entry(1, SubmissionState.QUEUED)], lambda: NOW, *runs)
        page = OutboxPage(services, CommandRegistry(), confirm=lambda *_args, **_options: True)
        page.resize(1100, 700)
        qtbot.addWidget(page)
        page.show()
        qtbot.waitUntil(lambda: len(page.rows()) == len(outbox.all) + len(runs))
        return page, services.send_runs

    return shown


def row(page: OutboxPage) -> OutboxRow:
    found = child(page, OutboxList).row_widget(RUN)
    assert found is not None
    return found


def test_a_run_is_one_row_with_its_progress_and_follows_the_run(qtbot: QtBot, show: Show) -> None:
    page, runs = show(three_of_five())
    line = row(page).findChild(ProgressLine, "progress")
    assert line is not None
    assert line.value() == 0.6
    assert "3,000 of 5,000 handed over" in row(page).accessibleName()

    runs.all = [run(SendRunState.PAUSED, batch(0, SubmissionState.ACCEPTED), left=4000)]
    runs.changed.emit(frozenset({RUN}))

    qtbot.waitUntil(lambda: "Paused" in row(page).accessibleName())
    assert row(page).findChild(ProgressLine, "progress") is None or not line.isVisible()


def test_its_buttons_reach_the_run(qtbot: QtBot, show: Show) -> None:
    page, runs = show(three_of_five())
    for action in ("pause", "stop_run"):
        button = row(page).findChild(QAbstractButton, action)
        assert isinstance(button, QAbstractButton)
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert runs.asked == [("pause", "r1"), ("stop_run", "r1")]
    qtbot.keyClick(row(page), Qt.Key.Key_Delete)
    assert runs.asked[-1] == ("stop_run", "r1")


def test_unfolded_it_lists_its_requests_and_each_leads_to_its_mail(qtbot: QtBot, show: Show) -> None:
    page, runs = show(three_of_five())
    page.reveal(RUN)
    batches = row(page).findChild(BatchList)
    assert batches is not None
    assert batches.count() == 4
    with qtbot.waitSignal(page.mail_wanted) as wanted:
        batches.mail_wanted.emit("b2")
    assert wanted.args[0].submission_id == "b2"
    with qtbot.waitSignal(page.mail_wanted) as wanted:
        qtbot.keyClick(row(page), Qt.Key.Key_Return)
    assert wanted.args[0].submission_id == "b0"
    runs.all = [run(SendRunState.RUNNING, batch(0, SubmissionState.ACCEPTED), left=4)]
    runs.changed.emit(frozenset({RUN}))
    qtbot.waitUntil(lambda: batches.count() == 1)


def test_one_without_a_request_has_no_mail_to_show(qtbot: QtBot, show: Show) -> None:
    page, _ = show(run(SendRunState.PAUSED, left=4))
    with qtbot.assertNotEmitted(page.mail_wanted):
        qtbot.keyClick(row(page), Qt.Key.Key_Return)


def test_what_it_sent_today_is_counted(qtbot: QtBot, show: Show) -> None:
    page, _ = show(three_of_five())
    with qtbot.waitSignal(page.status_changed) as status:
        page.refresh_status()
    assert "Sent today: 3,000 recipients" in status.args[1]
    assert status.args[0] == "1 sending · 1 queued"


def test_its_menu_names_requests(show: Show) -> None:
    page, _ = show(three_of_five())
    assert "Show requests" in [one.text().replace("&", "") for one in row(page).buttons.menu().actions()]


def test_changes_while_it_reads_are_read_after_it(qtbot: QtBot) -> None:
    services, _ = services_with([], lambda: NOW, three_of_five())
    rows = RunRows(services, lambda: True, services.outbox)
    with qtbot.waitSignal(rows.read):
        rows.refresh_soon()
    assert len(rows.rows()) == 1
    services.send_runs.all = []
    with qtbot.waitSignal(rows.read):
        services.send_runs.changed.emit(frozenset())
        services.send_runs.changed.emit(frozenset())
    assert rows.rows() == []


def test_runs_of_a_list_that_is_not_shown_are_not_read(qtbot: QtBot) -> None:
    services, _ = services_with([], lambda: NOW, three_of_five())
    shown: list[bool] = []
    asked: list[bool] = []

    def is_shown() -> bool:
        asked.append(bool(shown))
        return bool(shown)

    rows = RunRows(services, is_shown, services.outbox)
    services.send_runs.changed.emit(frozenset())
    qtbot.waitUntil(lambda: bool(asked))
    assert services.send_runs.reads == 0

    shown.append(True)
    with qtbot.waitSignal(rows.read):
        rows.refresh_soon()
    assert services.send_runs.reads == 1
