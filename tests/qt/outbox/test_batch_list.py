"""The requests of a send run."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from composer_app.domain.problem import Problem, ProblemCode
from composer_app.domain.send_run import SendRunState
from composer_app.domain.submission import SubmissionState
from composer_app.ui.outbox.batch_list import BatchList
from tests.qt.outbox.samples import batch, run, three_of_five


def test_each_line_says_what_became_of_the_request(qtbot: QtBot) -> None:
    refused = batch(1, SubmissionState.REJECTED, 1, problem=Problem(ProblemCode.WRONG_KEY))
    shown = BatchList(run(SendRunState.PAUSED, batch(0, SubmissionState.ACCEPTED), refused))
    qtbot.addWidget(shown)
    assert shown.line_text(0) == "Request 1: 1,000 recipients: Accepted"
    assert shown.line_text(1).startswith("Request 2: 1 recipient: Rejected ")
    assert shown.accessibleDescription() == f"{shown.line_text(0)}; {shown.line_text(1)}"
    assert not shown.grab().isNull()


def test_it_grows_with_the_run_and_a_double_click_shows_the_mail(qtbot: QtBot) -> None:
    shown = BatchList(run(SendRunState.RUNNING, batch(0, SubmissionState.SENDING), left=5))
    qtbot.addWidget(shown)
    line = shown.sizeHint().height()
    shown.set_entry(three_of_five())
    assert (shown.count(), shown.sizeHint().height()) == (4, 4 * line)
    shown.resize(600, 4 * line)
    with qtbot.waitSignal(shown.mail_wanted) as wanted:
        qtbot.mouseDClick(shown, Qt.MouseButton.LeftButton, pos=QPoint(100, line + 5))
    assert wanted.args == ["b1"]
