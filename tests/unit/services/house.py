"""The services over real parts: archive, threads, sockets. Only the time and the keyring are ours."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked
from pytestqt.qtbot import QtBot

from composer_app.archive.archive import Archive
from composer_app.domain.account import Account, Generation
from composer_app.domain.draft import Draft
from composer_app.domain.draft_validation import submission_of
from composer_app.domain.ids import AccountId, SubmissionId, new_draft_id
from composer_app.domain.problem import Problem, ProblemCode
from composer_app.domain.submission import Submission
from composer_app.services.accounts.accounts import Accounts
from composer_app.services.app_context import AppContext
from composer_app.services.compose.attachment_copies import AttachmentCopies
from composer_app.services.connections.credentials import SERVICE
from composer_app.services.maintenance.attachment_cleanup import AttachmentCleanup
from composer_app.services.profile import Profile
from composer_app.services.report_receiver.process import ReceiverProcess
from composer_app.services.runtime.http_worker import HttpWorker
from composer_app.services.runtime.tasks import Task
from composer_app.services.sending.outbox import Outbox
from composer_app.services.sending.send_run import SendRuns
from composer_app.services.settings import Settings
from composer_app.services.sync.background_sync import BackgroundSync
from tests.faulty_server import Gate
from tests.new_archive import lay_out
from tests.patience import PATIENCE_S
from tests.task_results import end_of, failure, value

KEY = "0123456789abcdef-key-of-a-test"
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
EVERY = timedelta(minutes=10)
"""From one sync to the next."""
OUR_THREADS = {
    "httpx-worker",
    "archive",
    "archive-reader",
    "archive-searcher",
    "archive-care",
    "overhaul",
    "attachments",
    "keyring",
    "sandbox-start",
}


class Clock:
    """The time, moved by hand."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **span: float) -> None:
        self.now += timedelta(**span)


class MemoryKeyring(KeyringBackend):
    """A keyring that works."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.entries[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.entries[service, username]


def account_at(url: str, generation: Generation = Generation.V3, **changes: Any) -> Account:
    return Account(id=AccountId("linden"), name="Linden Energy", base_url=url, generation=generation, **changes)


def draft(*to: str, **changes: Any) -> Draft:
    given: dict[str, Any] = {
        "id": new_draft_id(),
        "account_id": AccountId("linden"),
        "sender": "Linden Energy <billing@example.com>",
        "to": to or ("ana@example.com",),
        "subject": "Your November statement",
        "html": "<p>Hello</p>",
        "updated_at": NOW,
    }
    return Draft(**(given | changes))


def stop_then_release(worker: HttpWorker, gate: Gate) -> None:
    """Let the worker begin to end, and then open the gate: before `shutdown` is called, which waits."""
    worker.begin_shutdown()
    gate.release()


class House:
    """Everything under the window, for one account on a faulty server."""

    def __init__(
        self, folder: Path, clock: Clock, keyring: MemoryKeyring, qtbot: QtBot, receiver: ReceiverProcess
    ) -> None:
        self.qtbot = qtbot
        self.clock = clock
        self.keyring = keyring
        self.profile = Profile(folder)
        self.profile.make()
        lay_out(self.profile.archive)
        self.settings = Settings(self.profile.settings)
        self.context = AppContext(self.profile, clock=clock, receiver=receiver)
        self.accounts = Accounts(self.context, self.settings)
        self.attachments = AttachmentCopies(self.context)
        self.sweep = AttachmentCleanup(self.context)
        self.outbox = Outbox(self.context, self.accounts)
        self.send_runs = SendRuns(self.context, self.accounts, self.outbox)
        self.sync = BackgroundSync(self.context, self.accounts, EVERY)
        self.failures: list[Exception] = []
        self._later: list[Outbox] = []  # kept to the end: the job of one whose test is over would free it on its thread
        self.outbox.failed.connect(self.failures.append)
        self.send_runs.failed.connect(self.failures.append)

    def move_in(self, account: Account) -> None:
        """Give the account its key, and begin as the program does."""
        self.keyring.entries[SERVICE, f"{account.id} at {account.base_url}"] = KEY
        self.archive(lambda archive: archive.accounts.save(account))
        self.value(self.accounts.load())
        with self.qtbot.waitSignal(self.outbox.changed):
            self.outbox.start()

    def lock_keyring(self, monkeypatch: pytest.MonkeyPatch) -> list[str]:
        """It says that it is locked, and whoever is asked to unlock it does not. Gives the entries that were wanted."""
        asked: list[str] = []

        def dismissed(_service: str, name: str) -> None:
            asked.append(name)
            raise KeyringLocked("dismissed")

        async def locked() -> bool:
            return True

        monkeypatch.setattr(self.keyring, "get_password", dismissed)
        monkeypatch.setattr(self.context.credentials, "is_locked", locked)
        return asked

    def next_outbox(self) -> Outbox:
        """The outbox of the next run, which holds the sender lock."""
        self.outbox.release_sender_lock()
        self._later.append(Outbox(self.context, self.accounts))
        return self._later[-1]

    @property
    def account(self) -> Account:
        found = self.accounts.get(AccountId("linden"))
        assert found is not None
        return found

    def close(self) -> bool:
        self.sync.stop()
        self.send_runs.stop()
        self.outbox.stop()
        self.sweep.stop()
        self.attachments.stop()
        return self.context.shutdown()

    def archive(self, job: Callable[[Archive], Any]) -> Any:
        """Do it on the archive's own thread, and wait."""
        return self.context.archive.write(job).result(PATIENCE_S)

    def reported(self, task: Task[object]) -> tuple[str, object]:
        """How a task ended, and with what."""
        return end_of(self.qtbot, task)

    def value(self, task: Task[Any] | None) -> Any:
        assert task is not None
        return value(self.qtbot, task)

    def problem(self, task: Task[object]) -> Problem:
        return failure(self.qtbot, task).problem

    def until(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition)

    def send(self, *to: str, **changes: Any) -> Submission:
        """Send a mail and wait until the program has done with it what can be done now."""
        with self.qtbot.waitSignal(self.outbox.sending_changed, check_params_cb=lambda n: n == 0):
            queued = self.value(self.outbox.send(draft(*to, **changes), "Hello", self.account))
        return self.submission(queued.id)

    def try_again(self, submission_id: SubmissionId) -> Submission:
        """Try one that waits, and wait until the program has done with it."""
        with self.qtbot.waitSignal(self.outbox.sending_changed, check_params_cb=lambda n: n == 0):
            self.outbox.try_now(submission_id)
        return self.submission(submission_id)

    def begin_to_send(self, *to: str, **changes: Any) -> SubmissionId:
        """Send a mail that will not be answered at once."""
        submission = self.value(self.outbox.send(draft(*to, **changes), "Hello", self.account))
        assert isinstance(submission, Submission)
        return submission.id

    def submission(self, submission_id: SubmissionId) -> Submission:
        found = self.archive(lambda archive: archive.outbox.get(submission_id))
        assert isinstance(found, Submission)
        return found

    def left_unknown(self, next_lookup_at: datetime) -> Submission:
        """A mail of an earlier run, of which it is not known whether it left. No key was asked for in this run."""
        now, queued = self.clock(), self.queued()
        self.archive(lambda archive: archive.outbox.start_sending(queued.id, now))
        problem = Problem(ProblemCode.NO_ANSWER)
        self.archive(lambda archive: archive.outbox.record_unknown(queued.id, now, problem, next_lookup_at))
        return self.submission(queued.id)

    def queued(self, *to: str, **changes: Any) -> Submission:
        """A mail in the outbox that nobody has begun to send."""
        submission = submission_of(draft(*to, **changes), "Hello", self.account, self.clock())
        self.archive(lambda archive: archive.outbox.queue(submission, None))
        return submission
