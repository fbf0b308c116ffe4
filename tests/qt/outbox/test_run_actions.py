"""What the buttons of a send run do."""

from __future__ import annotations

from typing import Any, cast

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from composer_app.domain.problem import Problem, ProblemCode
from composer_app.domain.send_run import SendRunEntry, SendRunState
from composer_app.domain.submission import SubmissionState
from composer_app.ui.outbox.row_model import Action, Row, RowId
from composer_app.ui.outbox.run_actions import RunActions
from composer_app.ui.outbox.run_row import run_row_of
from tests.qt.outbox.samples import NOW, FakeSendRuns, batch, run, three_of_five


class Stand:
    """The actions over runs that note what they are asked."""

    def __init__(self, qtbot: QtBot, entry: SendRunEntry) -> None:
        self.home = QWidget()
        qtbot.addWidget(self.home)
        self.entry = self.now = entry
        self.runs = FakeSendRuns(entry)
        self.agrees = True
        self.texts: list[str] = []
        self.actions = RunActions(cast(Any, self.runs), self.find, self.confirm, self.home)

    def find(self, _run_id: RowId) -> Row | None:
        return run_row_of(self.now, None, NOW)

    def confirm(self, title: str, text: str, verb: str, **options: Any) -> bool:
        self.texts.append(text)
        return self.agrees

    def do(self, action: Action) -> list[tuple[str, str]]:
        self.actions.do(self.entry, action)
        return self.runs.asked


@pytest.fixture
def stand(qtbot: QtBot) -> Stand:
    lost = batch(4, SubmissionState.UNKNOWN, is_missing=True)
    return Stand(qtbot, run(SendRunState.RUNNING, batch(0, SubmissionState.ACCEPTED), lost, left=3000))


@pytest.mark.parametrize(
    ("action", "asked"),
    [
        (Action.PAUSE, "pause"),
        (Action.RESUME, "resume"),
        (Action.SEND_NOW, "hurry"),
        (Action.TRY_NOW, "hurry"),
        (Action.LOOK_UP, "look_up_now"),
        (Action.UNDO, "take_back"),
        (Action.COPY_REST, "copy_rest"),
        (Action.STOP_RUN, "stop_run"),
        (Action.SEND_MISSING, "send_missing"),
        (Action.LEAVE_MISSING, "leave_missing"),
    ],
)
def test_each_does_its_own(stand: Stand, action: Action, asked: str) -> None:
    assert stand.do(action) == [(asked, "r1")]


@pytest.mark.parametrize("action", [Action.STOP_RUN, Action.SEND_MISSING, Action.LEAVE_MISSING])
def test_what_cannot_be_undone_asks_first(stand: Stand, action: Action) -> None:
    stand.agrees = False
    assert stand.do(action) == []
    assert len(stand.texts) == 1


def test_the_questions_name_the_recipients(stand: Stand) -> None:
    stand.do(Action.STOP_RUN)
    stand.do(Action.SEND_MISSING)
    assert stand.texts[0] == "3,000 recipients get no mail. A request that is being sent ends first."
    assert stand.texts[1] == "If they were sent after all, 1,000 recipients get the mail twice."


@pytest.mark.parametrize("action", [Action.SEND_MISSING, Action.LEAVE_MISSING])
def test_what_was_found_while_the_question_was_open_is_not_decided(qtbot: QtBot, stand: Stand, action: Action) -> None:
    stand.now = three_of_five()
    with qtbot.waitSignal(stand.actions.toast_requested) as toast:
        assert stand.do(action) == []
    assert toast.args == ["The send has gone on meanwhile. Nothing was done."]


def test_one_that_has_left_says_so_and_a_copy_is_opened(qtbot: QtBot, stand: Stand) -> None:
    with qtbot.waitSignal(stand.actions.toast_requested):
        stand.do(Action.UNDO)
    with qtbot.waitSignal(stand.actions.edit_wanted) as draft:
        stand.do(Action.COPY_REST)
    assert draft.args[0].id == "d2"


def test_it_leads_to_the_logs_and_its_id_is_copied(qtbot: QtBot, stand: Stand) -> None:
    with qtbot.waitSignal(stand.actions.list_wanted) as wanted:
        stand.do(Action.SHOW_IN_LOGS)
    assert [token.written() for token in wanted.args[0]] == ["bulk:stem-*"]
    stand.do(Action.COPY_BULK_ID)
    assert QGuiApplication.clipboard().text() == "stem"


@pytest.mark.parametrize(("code", "is_key"), [(ProblemCode.WRONG_KEY, True), (ProblemCode.FORBIDDEN, False)])
def test_a_refusal_leads_to_the_account(qtbot: QtBot, code: ProblemCode, is_key: bool) -> None:
    stand = Stand(qtbot, three_of_five(SendRunState.PAUSED, problem=Problem(code)))
    with qtbot.waitSignal(stand.actions.account_wanted) as wanted:
        stand.do(Action.EDIT_ACCOUNT)
    assert wanted.args == [is_key]
