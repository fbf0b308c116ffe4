"""Closing the window while mail is on its way."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from composer_app.archive.draft_store import DraftStore
from composer_app.archive.errors import ArchiveFull
from composer_app.cli.self_check import send_flows
from composer_app.cli.self_check.check import Check
from composer_app.domain.draft import Draft
from composer_app.domain.submission import Submission, SubmissionState
from composer_app.ui.shell.close_guard import CloseGuard
from composer_app.ui.texts.shell import closing_question
from composer_app.ui.widgets.confirm import ConfirmDialog


@pytest.fixture
def waiting(check: Check) -> Submission:
    """A mail that leaves in a minute."""
    check.program.services.outbox.undo_window = timedelta(seconds=60)
    send_flows.write(check, ("ana@example.com",), "On its way")
    return send_flows.send(check)


def asked(check: Check) -> ConfirmDialog:
    assert not check.program.window.close()
    return check.driver.find(ConfirmDialog, "leaving_dialog")


def test_with_nothing_on_its_way_it_closes(check: Check) -> None:
    assert check.program.window.findChild(CloseGuard) is not None
    assert check.program.window.close()


def test_quit_now_keeps_the_mail_for_the_next_start(check: Check, waiting: Submission) -> None:
    dialog = asked(check)
    assert dialog.windowTitle() == "1 mail is being sent."

    check.driver.click(check.driver.find(QAbstractButton, "confirm_cancel", dialog))

    check.driver.until("it is closed", lambda: not check.program.window.isVisible())
    send_flows.until_settled(check, waiting, SubmissionState.QUEUED)


def test_wait_closes_when_it_is_out(check: Check, waiting: Submission) -> None:
    dialog = asked(check)
    check.driver.click(check.driver.find(QAbstractButton, "confirm_do", dialog))
    assert check.program.window.isVisible()

    check.program.services.outbox.try_now(waiting.id)

    check.driver.until("it is closed", lambda: not check.program.window.isVisible())
    send_flows.until_settled(check, waiting, SubmissionState.ACCEPTED)


def test_the_mail_goes_on_while_the_question_stands_and_then_needs_no_answer(check: Check, waiting: Submission) -> None:
    asked(check)

    check.program.services.outbox.try_now(waiting.id)

    check.driver.until("it is closed", lambda: not check.program.window.isVisible())
    send_flows.until_settled(check, waiting, SubmissionState.ACCEPTED)


def test_escape_stays_open(check: Check, waiting: Submission) -> None:
    asked(check).reject()

    check.program.services.outbox.try_now(waiting.id)

    send_flows.until_settled(check, waiting, SubmissionState.ACCEPTED)
    assert check.program.window.isVisible()


def test_ordered_to_end_by_the_system_it_asks_nothing(check: Check, waiting: Submission) -> None:
    app = QCoreApplication.instance()
    assert app is not None
    app.setProperty("is_ending", True)
    try:
        assert check.program.window.close()
    finally:
        app.setProperty("is_ending", False)


def refuse_drafts(_store: DraftStore, _draft: Draft) -> None:
    raise ArchiveFull("no room")


@pytest.mark.parametrize("is_lost", [True, False], ids=["lose it", "stay open"])
def test_over_a_draft_that_cannot_be_saved_it_asks(
    check: Check, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, is_lost: bool
) -> None:
    drafts = check.program.services.drafts
    with monkeypatch.context() as full:
        full.setattr(DraftStore, "save", refuse_drafts)
        with qtbot.waitSignal(drafts.save_failed):
            send_flows.write(check, ("ana@example.com",), "Not on disk")
        assert not check.program.window.close()
        dialog = check.driver.find(ConfirmDialog, "unsaved_dialog")
        check.driver.click(check.driver.find(QAbstractButton, "confirm_do" if is_lost else "confirm_cancel", dialog))
        assert check.program.window.isVisible() is not is_lost

    if not is_lost:
        with qtbot.waitSignal(drafts.saved):
            drafts.flush()
        assert check.program.window.close()


def test_over_both_it_asks_about_the_draft_first(
    check: Check, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, waiting: Submission
) -> None:
    monkeypatch.setattr(DraftStore, "save", refuse_drafts)
    with qtbot.waitSignal(check.program.services.drafts.save_failed):
        send_flows.write(check, ("ana@example.com",), "Not on disk")
    assert not check.program.window.close()
    dialog = check.driver.find(ConfirmDialog, "unsaved_dialog")
    check.driver.click(check.driver.find(QAbstractButton, "confirm_do", dialog))
    assert check.program.window.isVisible()

    leaving = check.driver.find(ConfirmDialog, "leaving_dialog")
    check.driver.click(check.driver.find(QAbstractButton, "confirm_cancel", leaving))
    check.driver.until("it is closed", lambda: not check.program.window.isVisible())


def test_words() -> None:
    assert closing_question(1)[0] == "1 mail is being sent."
    assert closing_question(2)[0] == "2 mails are being sent."


def hiding(check: Check) -> CloseGuard:
    guard = check.program.main_view.findChild(CloseGuard)
    assert isinstance(guard, CloseGuard)
    guard.hides = lambda: True
    return guard


def test_closing_hides_a_window_that_keeps_running_and_asks_nothing(
    check: Check, waiting: Submission, qtbot: QtBot
) -> None:
    guard = hiding(check)
    with qtbot.waitSignal(guard.hidden):
        assert not check.program.window.close()
    assert check.program.window.isHidden()
    assert guard.dialog is None


def test_quitting_from_out_of_sight_asks_in_the_window_and_staying_hides_again(
    check: Check, waiting: Submission, qtbot: QtBot
) -> None:
    guard = hiding(check)
    check.program.window.close()
    check.program.main_view.commands["quit"].trigger()
    assert check.program.window.isVisible()
    check.driver.find(ConfirmDialog, "leaving_dialog").reject()
    with qtbot.waitSignal(guard.hidden):
        check.program.window.close()


def test_quitting_asks_in_sight_also_where_the_window_is_minimised(check: Check, waiting: Submission) -> None:
    guard = hiding(check)
    check.program.window.showMinimized()
    guard.quit()
    assert guard.dialog is not None
    assert not check.program.window.isMinimized()
    guard.dialog.reject()


def test_quitting_waits_for_the_mail_and_then_ends(check: Check, waiting: Submission, qtbot: QtBot) -> None:
    guard = hiding(check)
    guard.quit()
    dialog = check.driver.find(ConfirmDialog, "leaving_dialog")
    with qtbot.assertNotEmitted(guard.hidden):
        check.driver.click(check.driver.find(QAbstractButton, "confirm_do", dialog))
        check.program.services.outbox.try_now(waiting.id)
        check.driver.until("it is closed", lambda: not check.program.window.isVisible())


def test_a_hidden_window_quits_the_program(check: Check, qtbot: QtBot) -> None:
    guard = hiding(check)
    check.program.window.close()
    app = QCoreApplication.instance()
    assert app is not None
    with qtbot.waitSignal(app.aboutToQuit):
        QTimer.singleShot(0, guard.quit)
        app.exec()
    assert check.program.window.isHidden()
