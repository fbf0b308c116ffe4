"""Restore and repair while the program runs: the window begins anew on the archive that is there then."""

from __future__ import annotations

import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from composer_app import lifecycle
from composer_app.archive.archive import Archive
from composer_app.archive.backup import back_up
from composer_app.domain.account import SANDBOX, Account
from composer_app.domain.draft import Draft
from composer_app.domain.draft_validation import submission_of
from composer_app.domain.ids import SANDBOX_ACCOUNT, AccountId, new_account_id, new_draft_id
from composer_app.domain.problem import ProblemCode
from composer_app.domain.submission import SubmissionState
from composer_app.lifecycle import Lifecycle
from composer_app.services.maintenance.exclusive_job import ExclusiveJob
from composer_app.services.profile import Profile
from composer_app.services.sending.locks import collect_lock
from composer_app.services.services import Services
from composer_app.ui.maintenance.check_dialog import CheckDialog
from composer_app.ui.maintenance.exclusive_job_dialog import ExclusiveJobDialog
from composer_app.ui.maintenance.exclusive_job_page import ExclusiveJobPage
from composer_app.ui.maintenance.restore_dialog import RestoreDialog
from composer_app.ui.shell.interrupted_page import InterruptedPage
from composer_app.ui.shell.main_window import MainWindow
from composer_app.ui.shell.unsaved_question import UnsavedQuestion
from composer_app.ui.widgets.mnemonics import plain
from tests.patience import PATIENCE_S
from tests.qt.maintenance.running import profile_in, running_on
from tests.stored_mail import newest_mail
from tests.task_results import value

NOW = datetime(2026, 11, 20, 9, 14, tzinfo=UTC)
NO_SUCH = Account(id=new_account_id(), name="Linden Energy", base_url="http://127.0.0.1:9")


def draft(subject: str, account: AccountId = SANDBOX_ACCOUNT) -> Draft:
    return Draft(
        id=new_draft_id(),
        account_id=account,
        sender="billing@example.com",
        to=("ana@example.com",),
        subject=subject,
        html="<p>Hello</p>",
        updated_at=NOW,
    )


def with_draft(profile: Profile) -> Profile:
    """With an account whose key is missing, and the draft "as it is"."""
    with closing(Archive.open(profile.archive)) as archive:
        archive.accounts.save(NO_SUCH)
        archive.drafts.save(draft("as it is"))
    return profile


@pytest.fixture
def profile(tmp_path: Path) -> Profile:
    return profile_in(tmp_path)


@pytest.fixture
def packed(profile: Profile, tmp_path: Path) -> Path:
    """A backup with an account, a draft and a mail that waits; the archive has another draft since, and the mail is
    cancelled."""
    with closing(Archive.open(profile.archive)) as archive:
        archive.accounts.save(NO_SUCH)
        archive.drafts.save(draft("as it was"))
        mail = submission_of(draft("waits", NO_SUCH.id), "Hello", NO_SUCH, NOW)
        archive.outbox.queue(mail, None)
        file = tmp_path / "all.zip"
        back_up(profile.archive, profile.attachments, file, NOW)
        archive.outbox.cancel(mail.id, NOW)
        for old in archive.drafts.all():
            archive.drafts.delete(old.id)
        archive.drafts.save(draft("as it is"))
        archive.accounts.remove(NO_SUCH.id)
    return file


def shown_subject(running: Lifecycle) -> str:
    return str(running.main_view.page("compose").view.header.subject.text())


def type_subject(qtbot: QtBot, running: Lifecycle, text: str) -> None:
    field = running.main_view.page("compose").view.header.subject
    field.selectAll()
    qtbot.keyClicks(field, text)


def wait_for_draft(qtbot: QtBot, running: Lifecycle, subject: str) -> None:
    qtbot.waitUntil(lambda: shown_subject(running) == subject)


def outcome(qtbot: QtBot, window: MainWindow) -> ExclusiveJobDialog:
    found: list[ExclusiveJobDialog] = []

    def is_there() -> bool:
        found[:] = window.findChildren(ExclusiveJobDialog)
        return bool(found) and found[0].isVisible()

    qtbot.waitUntil(is_there)
    return found[0]


def restore(qtbot: QtBot, running: Lifecycle, window: MainWindow, file: Path) -> RestoreDialog:
    dialog = RestoreDialog(running.services, window, choose=lambda _parent: file)
    dialog.open()
    qtbot.mouseClick(dialog.choose_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(dialog.restore_button.isEnabled)
    qtbot.mouseClick(dialog.restore_button, Qt.MouseButton.LeftButton)
    return dialog


def test_a_backup_is_restored_while_the_program_runs(
    qapp: QApplication, qtbot: QtBot, profile: Profile, packed: Path
) -> None:
    with running_on(qapp, profile) as (running, window):
        wait_for_draft(qtbot, running, "as it is")
        first = running.program
        type_subject(qtbot, running, "typed last")

        restore(qtbot, running, window, packed)
        reported = outcome(qtbot, window).message

        assert running.program is not first
        assert reported.title() == "The backup is restored."
        assert "1 waiting mail is not sent automatically: the program looks for it in the logs." in reported.body()
        assert "archive.sqlite.before-restore" in reported.body()
        wait_for_draft(qtbot, running, "as it was")
        assert [account.name for account in running.services.accounts.all()] == ["Sandbox", "Linden Energy"]
        menus = [plain(action.text()) for action in window.menuBar().actions()]
        assert menus == ["File", "Edit", "View", "Message", "Account", "Help"]
    with closing(Archive.open(profile.archive)) as archive:
        (mail,) = newest_mail(archive)
        assert (mail.state, mail.problem and mail.problem.code) == (SubmissionState.UNKNOWN, ProblemCode.RESTORED)
        assert mail.attempts == 1, "it was not sent"
        assert [one.subject for one in archive.drafts.all()] == ["as it was"]
    with closing(Archive.open(profile.archive.with_name("archive.sqlite.before-restore"))) as former:
        assert [one.subject for one in former.drafts.all()] == ["typed last"]


def test_no_thread_of_before_is_left(qapp: QApplication, qtbot: QtBot, profile: Profile, packed: Path) -> None:
    with running_on(qapp, profile) as (running, window):
        wait_for_draft(qtbot, running, "as it is")
        before = {thread for thread in threading.enumerate() if thread.name.startswith("archive")}
        assert before
        restore(qtbot, running, window, packed)
        outcome(qtbot, window)
        assert not [thread for thread in before if thread.is_alive()]


def damage(profile: Profile) -> bytes:
    content = bytearray(profile.archive.read_bytes())
    content[:4096] = b"\xff" * 4096
    profile.archive.write_bytes(content)
    return bytes(content)


def test_a_damaged_archive_is_repaired_and_what_could_not_be_saved_is_still_there(
    qapp: QApplication, qtbot: QtBot, profile: Profile, packed: Path
) -> None:
    damaged = damage(profile)
    with running_on(qapp, profile) as (running, window):
        with qtbot.waitSignal(running.services.drafts.save_failed):
            type_subject(qtbot, running, "left behind")
        running.main_view.page("compose").session.open_new()
        with qtbot.waitSignal(running.services.drafts.save_failed):
            type_subject(qtbot, running, "in no file")
        assert shown_subject(running) == "in no file"

        dialog = CheckDialog(running.services, window, for_repair=True)
        dialog.show()
        qtbot.waitUntil(dialog.repair_button.isVisible)
        assert dialog.message.title() == "The archive is damaged."
        qtbot.mouseClick(dialog.repair_button, Qt.MouseButton.LeftButton)
        reported = outcome(qtbot, window).message

        assert reported.title() == "The archive is repaired."
        assert "archive.sqlite.damaged" in reported.body()
        with qtbot.waitSignal(running.services.drafts.saved):
            wait_for_draft(qtbot, running, "in no file")
    assert profile.archive.with_name("archive.sqlite.damaged").read_bytes() == damaged
    with closing(Archive.open(profile.archive)) as archive:
        assert {one.subject for one in archive.drafts.all()} == {"as it is", "left behind", "in no file"}
        assert archive.as_reader.check() == ()


def test_a_folder_that_is_away_after_the_repair_loses_no_words(
    qapp: QApplication, qtbot: QtBot, profile: Profile, packed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    damage(profile)

    def away(*_args: object, **_named: object) -> Services:
        raise PermissionError(13, "Permission denied")

    with running_on(qapp, profile) as (running, window):
        with qtbot.waitSignal(running.services.drafts.save_failed):
            type_subject(qtbot, running, "in no file")
        with monkeypatch.context() as patched:
            patched.setattr(lifecycle, "build_services", away)
            dialog = CheckDialog(running.services, window, for_repair=True)
            dialog.show()
            qtbot.waitUntil(dialog.repair_button.isVisible)
            qtbot.mouseClick(dialog.repair_button, Qt.MouseButton.LeftButton)
            qtbot.waitUntil(lambda: isinstance(window.centralWidget(), InterruptedPage))
            assert not window.close()
            window.findChild(UnsavedQuestion).reject()
            again(window).click()
            assert isinstance(window.centralWidget(), InterruptedPage)
        again(window).click()
        assert outcome(qtbot, window).message.title() == "The archive is repaired."
        wait_for_draft(qtbot, running, "in no file")
    with closing(Archive.open(profile.archive)) as archive:
        assert "in no file" in {one.subject for one in archive.drafts.all()}


def again(window: MainWindow) -> QAbstractButton:
    """The button of the page that says why the program could not start again."""
    page = window.centralWidget()
    return next(one for one in page.findChildren(QAbstractButton) if plain(one.text()) == "Try again")


def test_what_fails_leaves_the_program_on_the_archive_that_was_there(
    qapp: QApplication, qtbot: QtBot, profile: Profile, packed: Path
) -> None:
    with running_on(qapp, profile) as (running, window):
        wait_for_draft(qtbot, running, "as it is")
        dialog = RestoreDialog(running.services, window, choose=lambda _parent: packed)
        dialog.open()
        dialog.choose()
        qtbot.waitUntil(dialog.restore_button.isEnabled)
        content = bytearray(packed.read_bytes())
        content[len(content) // 2] ^= 0xFF
        packed.write_bytes(content)
        dialog.restore()
        reported = outcome(qtbot, window).message
        assert reported.title() == "all.zip is not a backup."
        wait_for_draft(qtbot, running, "as it is")
    assert not profile.archive.with_name("archive.sqlite.before-restore").exists()


def test_it_waits_for_mail_and_for_collect(qapp: QApplication, qtbot: QtBot, profile: Profile, packed: Path) -> None:
    turn = collect_lock(profile)
    with running_on(qapp, profile) as (running, window):
        wait_for_draft(qtbot, running, "as it is")
        assert turn.tryLock(0)
        dialog = restore(qtbot, running, window, packed)
        assert dialog.message.title() == "Another program is collecting reports and logs."
        turn.unlock()
        outbox = running.services.outbox
        outbox.undo_window = timedelta(minutes=1)
        mail = value(qtbot, outbox.send(draft("x"), "", SANDBOX))
        dialog.restore()
        assert dialog.message.title() == "Mail is being sent."
        value(qtbot, outbox.cancel(mail.id))
        dialog.reject()
    assert not profile.archive.with_name("archive.sqlite.before-restore").exists()


def test_a_window_closed_meanwhile_closes_when_it_is_done(
    qapp: QApplication, qtbot: QtBot, profile: Profile, packed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, run = threading.Event(), ExclusiveJob.run
    monkeypatch.setattr(ExclusiveJob, "run", lambda self, reported: go_on.wait(PATIENCE_S) and run(self, reported))
    with running_on(qapp, profile) as (running, window):
        wait_for_draft(qtbot, running, "as it is")
        restore(qtbot, running, window, packed)
        qtbot.waitUntil(lambda: isinstance(window.centralWidget(), ExclusiveJobPage))
        assert not window.close()
        assert window.isVisible()
        go_on.set()
        qtbot.waitUntil(lambda: not window.isVisible())
    with closing(Archive.open(profile.archive)) as archive:
        assert [one.subject for one in archive.drafts.all()] == ["as it was"]
