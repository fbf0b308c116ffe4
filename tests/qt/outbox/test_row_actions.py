"""What the buttons of a row do."""

from __future__ import annotations

from typing import Any, cast

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from composer_app.domain.ids import SubmissionId
from composer_app.domain.message_history import OutboxEntry
from composer_app.ui.outbox.row_actions import RowActions
from composer_app.ui.outbox.row_model import Action, Row, row_of
from composer_app.ui.widgets.send_time_dialog import SendTimeDialog
from tests.qt.accounts.samples import FakeAccounts
from tests.qt.outbox.samples import LIVE, NOW, FakeOutbox, everything, scheduled, too_late, without_key


class Stand:
    """The actions over an outbox that notes what it is asked."""

    def __init__(self, qtbot: QtBot, entries: list[OutboxEntry]) -> None:
        self.home = QWidget()
        qtbot.addWidget(self.home)
        self.outbox = FakeOutbox(entries)
        self.agrees = True
        self.actions = RowActions(
            cast(Any, self.outbox), cast(Any, FakeAccounts(LIVE)), lambda: NOW, self.find, self.confirm, self.home
        )

    def find(self, submission_id: SubmissionId) -> Row | None:
        found = (one for one in self.outbox.all if one.submission.id == submission_id)
        return next((row_of(one, None, NOW) for one in found), None)

    def confirm(self, title: str, text: str, verb: str, **options: Any) -> bool:
        return self.agrees


@pytest.fixture
def stand(qtbot: QtBot) -> Stand:
    return Stand(qtbot, everything())


@pytest.mark.parametrize("agrees", [True, False])
def test_a_mail_that_may_arrive_twice_is_sent_again_on_a_yes(stand: Stand, agrees: bool) -> None:
    stand.agrees = agrees

    stand.actions.do(SubmissionId("s1"), Action.SEND_AGAIN)

    assert stand.outbox.asked == ([("send_again", "s1")] if agrees else [])


def test_a_mail_that_is_gone_is_left_alone(stand: Stand) -> None:
    for action in Action:
        stand.actions.do(SubmissionId("s99"), action)

    assert stand.outbox.asked == []


def test_ids_are_copied(qtbot: QtBot, stand: Stand) -> None:
    with qtbot.waitSignal(stand.actions.toast_requested) as emitted:
        stand.actions.do(SubmissionId("s7"), Action.COPY_MESSAGE_ID)

    assert emitted.args == ["Message ID copied."]
    assert QGuiApplication.clipboard().text() == "m7"


def test_a_copy_opens_on_the_compose_page(qtbot: QtBot, stand: Stand) -> None:
    with qtbot.waitSignal(stand.actions.edit_wanted) as wanted:
        stand.actions.do(SubmissionId("s7"), Action.COPY_TO_NEW)

    assert wanted.args[0].subject == stand.find(SubmissionId("s7")).submission.subject


def test_a_missing_key_leads_to_the_key(qtbot: QtBot) -> None:
    stand = Stand(qtbot, [without_key(3)])

    with qtbot.waitSignal(stand.actions.account_wanted) as wanted:
        stand.actions.do(SubmissionId("s3"), Action.EDIT_ACCOUNT)

    assert wanted.args == [True]


def chosen_time(stand: Stand) -> None:
    """Choose another time in the dialog that is open."""
    (dialog,) = stand.home.findChildren(SendTimeDialog)
    dialog.tomorrow.click()
    button = dialog.findChild(QAbstractButton, "choose_time")
    assert isinstance(button, QAbstractButton)
    button.click()


def test_a_scheduled_mail_is_moved_at_the_service(qtbot: QtBot) -> None:
    stand = Stand(qtbot, [scheduled()])
    stand.actions.do(SubmissionId("s14"), Action.RESCHEDULE)
    with qtbot.waitSignal(stand.actions.toast_requested) as toast:
        chosen_time(stand)
    assert stand.outbox.asked == [("move", "s14")]
    assert toast.args == ["The mail has another time."]


def test_one_that_waits_here_gets_another_time_here(qtbot: QtBot) -> None:
    stand = Stand(qtbot, [too_late()])
    stand.actions.do(SubmissionId("s15"), Action.RESCHEDULE)
    chosen_time(stand)
    stand.actions.do(SubmissionId("s15"), Action.SEND_AT_ONCE)
    assert stand.outbox.asked == [("set_send_at", "s15")] * 2


def test_a_time_for_a_mail_that_went_on_changes_nothing(qtbot: QtBot) -> None:
    stand = Stand(qtbot, [scheduled()])
    stand.actions.do(SubmissionId("s14"), Action.RESCHEDULE)
    stand.outbox.all = []
    chosen_time(stand)
    assert stand.outbox.asked == []


@pytest.mark.parametrize(
    ("action", "change", "words"),
    [
        (Action.PAUSE_SCHEDULED, "pause", "The mail is paused. It stays where it is until you resume it."),
        (Action.RESUME_SCHEDULED, "resume", "The mail goes out at its time."),
        (Action.CANCEL_SCHEDULED, "cancel", "The mail was sent already."),  # it is scheduled no more, nor cancelled
    ],
)
def test_it_is_paused_resumed_and_cancelled_there(qtbot: QtBot, action: Action, change: str, words: str) -> None:
    stand = Stand(qtbot, [scheduled()])
    with qtbot.waitSignal(stand.actions.toast_requested) as toast:
        stand.actions.do(SubmissionId("s14"), action)
    assert stand.outbox.asked == [(change, "s14")]
    assert toast.args == [words]


def test_cancelling_asks_first(qtbot: QtBot) -> None:
    stand = Stand(qtbot, [scheduled()])
    stand.agrees = False
    stand.actions.do(SubmissionId("s14"), Action.CANCEL_SCHEDULED)
    assert stand.outbox.asked == []
