"""The outbox: what is to be sent, what is being sent, and what became of it."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal, Slot

from composer_app.domain.account import Account
from composer_app.domain.draft import Draft
from composer_app.domain.draft_validation import submission_of
from composer_app.domain.ids import AccountId, SubmissionId
from composer_app.domain.problem import KEY_PROBLEMS
from composer_app.domain.submission import IllegalStep, Submission, SubmissionState
from composer_app.services.accounts.accounts import Accounts
from composer_app.services.compose.attachments import stored_path
from composer_app.services.compose.draft_from_submission import draft_of
from composer_app.services.runtime.app_context import AppContext
from composer_app.services.runtime.error_mapping import Failed
from composer_app.services.runtime.tasks import Task
from composer_app.services.sending.delivery import Delivery
from composer_app.services.sending.locks import SenderLock, running_commands
from composer_app.services.sending.outbox_entries import OutboxEntry, read_entries
from composer_app.services.sending.send_schedule import due_at, undo_ends, waits_for_keyring

if TYPE_CHECKING:
    from composer_app.archive.archive import Archive

AT_ONCE = 8
"""Requests under way at a time."""
MAX_PAUSE_MS = 60_000
"""The clock may be set or the computer sleep: the times are looked at again after a minute at the latest."""
_SETTLED = {SubmissionState.ACCEPTED, SubmissionState.REJECTED, SubmissionState.UNKNOWN, SubmissionState.CANCELLED}


class Outbox(QObject):
    """Queues mail, sends it through the worker, tries again what surely did not leave, looks for what may have.

    It only queues as long as another program sends from this profile.

    Args:
        sender_lock: held already; None: `start` takes it.
        timer: says when to look for work.

    Signals:
        changed: some submission; ask `entries` again.
        progressed: submission id, bytes handed over, bytes in all.
        settled: a submission that has just become accepted, rejected, unknown or cancelled.
        sending_changed: how many are under way.
        keyring_wanted: whether some mail waits for nothing but a keyring that opens.
        failed: the archive refused a change; the failure.
        began: emitted when the archive accepts a write for the first time since start or since a failure.
    """

    changed = Signal()
    progressed = Signal(str, object, object)
    settled = Signal(object)
    sending_changed = Signal(int)
    keyring_wanted = Signal(bool)
    failed = Signal(object)
    began = Signal()

    def __init__(
        self,
        context: AppContext,
        accounts: Accounts,
        parent: QObject | None = None,
        *,
        sender_lock: SenderLock | None = None,
        timer: QTimer | None = None,
    ) -> None:
        super().__init__(parent)
        self.undo_window = timedelta(0)
        """How long a mail can be taken back before it leaves."""
        self._sender_lock = sender_lock or SenderLock(context.profile)
        self._context = context
        self._accounts = accounts
        store = context.profile.attachments
        self._delivery = Delivery(
            context.archive, context.connections, lambda sha256: stored_path(store, sha256), context.clock
        )
        self._sending: dict[SubmissionId, Task[Submission]] = {}
        self._looking_up: set[SubmissionId] = set()
        self._timer = timer or QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._look_for_work)
        self._in_undo: set[SubmissionId] = set()
        accounts.key_entered.connect(self._on_key_entered)
        self._has_begun = False
        self._is_beginning = False
        self._is_paused = False

    @Slot()
    def start(self) -> None:
        """Pick up where the last run ended. What was being sent when it ended is unknown now.

        Nothing is sent before that is done, or it would be taken for something of the last run.
        """
        if self._is_beginning or self._sending:
            return
        if not self._sender_lock.take():  # what is "sending" is being sent by another program
            self._timer.start(MAX_PAUSE_MS)
            self.changed.emit()
            return
        self._is_beginning = True
        task = self._context.write(lambda archive: archive.outbox.interrupted(self._context.clock(), self._is_alive))
        task.on_success(self._on_begun)
        task.on_failure(self._on_not_begun)

    def send(self, draft: Draft, text: str, account: Account) -> Task[Submission]:
        """Queue a draft that has no problems. The task succeeds with the `Submission` once it is on disk; the draft
        is gone from the drafts by then. It is sent after that, whatever happens to the window, unless it is taken
        back within `undo_window`."""
        now = self._context.clock()
        submission = submission_of(draft, text, account, now)
        if self.undo_window:
            submission = msgspec.structs.replace(submission, leaves_at=now + self.undo_window)

        def queue(archive: Archive) -> Submission:
            archive.outbox.queue(submission, draft.id)
            return submission

        task = self._context.write(queue)
        task.on_success(self._on_queued)
        return task

    def cancel(self, submission_id: SubmissionId) -> Task[None]:
        """Take back what has not left, or stop what is leaving (it may then be unknown)."""
        if submission_id in self._sending:
            return self._context.run(lambda: self._delivery.stop(submission_id))
        return self._changing(lambda archive: archive.outbox.cancel(submission_id, self._context.clock()))

    def take_back(self, submission: Submission) -> Task[Draft | None]:
        """Make a queued mail a draft again. The task succeeds with the `Draft`, or with None if it has just left."""
        self._in_undo.discard(submission.id)

        def take_back(archive: Archive) -> Draft | None:
            stored = archive.outbox.get(submission.id)  # an address may have been erased from it
            if stored is None:
                return None
            draft = self.draft_of(stored)
            try:
                archive.outbox.take_back(submission.id, self._context.clock(), draft)
            except IllegalStep:
                return None
            return draft

        task = self._context.write(take_back)
        task.on_success(self._on_changed)
        task.on_failure(self._on_failed)
        return task

    def send_again(self, submission_id: SubmissionId) -> Task[None]:
        """The user's decision to send an unknown or rejected submission once more, with the same ids."""
        return self._changing(lambda archive: archive.outbox.requeue(submission_id, self._context.clock()))

    def try_now(self, submission_id: SubmissionId) -> None:
        """Do not wait for the next try of one that was held back."""
        task = self._context.write(lambda archive: archive.outbox.get(submission_id))
        task.on_success(self._on_to_try)
        task.on_failure(self._on_failed)

    def look_up_now(self, submission_id: SubmissionId) -> None:
        """Ask the logs for an unknown submission without waiting for the next lookup."""
        task = self._context.write(lambda archive: archive.outbox.get(submission_id))
        task.on_success(self._look_up)
        task.on_failure(self._on_failed)

    @Slot()
    def look_again(self) -> None:
        """Another program has changed the mail of this profile."""
        self._on_changed(None)

    def draft_of(self, submission: Submission) -> Draft:
        """A new draft with everything the submission holds, to be edited and sent as another mail. Any thread."""
        return draft_of(submission, self._context.clock())

    def entries(self, account_id: AccountId, limit: int = 200) -> Task[tuple[OutboxEntry, ...]]:
        """The newest submissions of an account, with their recipients: a tuple of `OutboxEntry`."""
        return self._context.read_after_writes(lambda archive: read_entries(archive, account_id, limit))

    @property
    def sender_lock(self) -> SenderLock:
        """By which this program sends from its profile, and no other."""
        return self._sender_lock

    @property
    def in_flight(self) -> int:
        """How many requests are under way."""
        return len(self._sending)

    @property
    def looking_up(self) -> int:
        """How many lookups are under way."""
        return len(self._looking_up)

    @property
    def unfinished(self) -> int:
        """How many mails are under way, or leave by themselves in a few seconds."""
        return len(self._in_undo | self._sending.keys())

    def stop(self) -> None:
        """Start nothing new. What is under way is seen through or becomes unknown."""
        self._is_paused = True
        self._timer.stop()

    def release_sender_lock(self) -> None:
        """Let another program send from this profile; when nothing is under way any more."""
        self._sender_lock.release()

    def _changing(self, job: Callable[[Archive], object]) -> Task[None]:
        """A decision of the user about a mail. It does nothing if the mail has changed its state meanwhile."""

        def change(archive: Archive) -> None:
            with contextlib.suppress(IllegalStep):
                job(archive)

        task = self._context.write(change)
        task.on_success(self._on_changed)
        task.on_failure(self._on_failed)
        return task

    def _on_failed(self, failure: Failed) -> None:
        self.failed.emit(failure)

    def _on_begun(self, _interrupted: object) -> None:
        self._is_beginning, self._has_begun = False, True
        self.began.emit()
        self._on_changed(None)

    @Slot(object)
    def _on_not_begun(self, error: Exception) -> None:
        self._is_beginning = False
        self._on_trouble(error)

    @Slot(object)
    def _on_trouble(self, error: Exception) -> None:
        """The archive did not do its part. Trying at once would only fail at once: it has a minute to mend itself."""
        if not self._is_paused:
            self._timer.start(MAX_PAUSE_MS)
        self.failed.emit(error)

    @Slot(object)
    def _on_changed(self, _result: object) -> None:
        self.changed.emit()
        self._look_for_work()

    @Slot(object)
    def _on_queued(self, submission: Submission) -> None:
        if submission.leaves_at is None:
            self.changed.emit()
            self._deliver(submission)
        else:
            self._in_undo.add(submission.id)
            self._on_changed(None)

    @Slot(object)
    def _on_to_try(self, submission: Submission | None) -> None:
        if submission is not None and submission.state is SubmissionState.QUEUED:
            self._deliver(submission)

    @Slot(object)
    def _on_key_entered(self, account: Account) -> None:
        """What waits for nothing but this key leaves now."""
        states = frozenset({SubmissionState.QUEUED})

        def release(archive: Archive) -> None:
            for one in archive.outbox.newest(account_id=account.id, states=states, limit=1000):
                if one.problem is not None and one.problem.code in KEY_PROBLEMS:
                    archive.outbox.wait_no_longer(one.id)

        self._changing(release)

    @Slot()
    def on_keyring_unlocked(self) -> None:
        """What waits for nothing but the keyring leaves now."""
        states = frozenset({SubmissionState.QUEUED})

        def release(archive: Archive) -> None:
            for one in filter(waits_for_keyring, archive.outbox.newest(states=states, limit=1000)):
                archive.outbox.wait_no_longer(one.id)

        self._changing(release)

    @Slot()
    def _look_for_work(self, _result: object = None) -> None:
        """See what is queued and what is to be looked up, start what is due, wake up for the rest."""
        if self._is_paused:
            return
        if not self._has_begun:
            self.start()
            return

        def look(archive: Archive) -> tuple[Submission, ...]:
            if not all(map(self._is_alive, archive.outbox.being_sent())):  # a command was killed
                archive.outbox.interrupted(self._context.clock(), self._is_alive)
            return archive.outbox.open(limit=1000)

        task = self._context.write(look)
        task.on_success(self._on_open_submissions)
        task.on_failure(self._on_trouble)

    def _is_alive(self, submission_id: SubmissionId) -> bool:
        """Some process is sending it at this moment: this one, or a command. Any thread.

        `_sending` has a mail before it is "sending" in the archive, and until that is over.
        """
        return submission_id in self._sending or submission_id in running_commands(self._context.profile)

    @Slot(object)
    def _on_open_submissions(self, submissions: tuple[Submission, ...]) -> None:
        now = self._context.clock()
        later: list[datetime] = []
        self._in_undo = {one.id for one in submissions if undo_ends(one, now) is not None}
        for submission in reversed(submissions):  # oldest first
            at = due_at(submission, now)
            if at is None or submission.id in self._sending or submission.id in self._looking_up:
                continue
            if at > now:
                later.append(at)
            elif submission.is_maybe_sent:
                self._ask_logs(submission, may_ask=False)
            else:
                self._deliver(submission)
        self.keyring_wanted.emit(any(map(waits_for_keyring, submissions)))
        if later and not self._is_paused:
            pause_ms = int((min(later) - now).total_seconds() * 1000) + 10
            self._timer.start(min(pause_ms, MAX_PAUSE_MS))

    def _deliver(self, submission: Submission) -> None:
        account = self._accounts.get(submission.account_id)
        if self._is_paused or not self._has_begun or account is None:
            return
        if submission.id in self._sending or len(self._sending) >= AT_ONCE:
            return
        post, progressed = self._context.post, self.progressed

        def on_progress(sent: int, total: int) -> None:
            post(lambda: progressed.emit(submission.id, sent, total))

        task = self._context.run(lambda: self._delivery.deliver(submission.id, account, on_progress), shielded=True)
        self._sending[submission.id] = task
        self._in_undo.discard(submission.id)
        task.on_success(self._on_delivered)
        task.on_failure(self._on_delivery_failed)
        self.sending_changed.emit(len(self._sending))
        self.changed.emit()

    @Slot(object)
    def _on_delivered(self, submission: Submission) -> None:
        self._drop_ended()
        if submission.state in _SETTLED:
            self.settled.emit(submission)
        self._look_for_work()

    @Slot(object)
    def _on_delivery_failed(self, error: Exception) -> None:
        self._drop_ended()
        self._has_begun = False  # the archive may say "sending" of one that is not; beginning anew puts that right
        self._on_trouble(error)

    def _drop_ended(self) -> None:
        self._sending = {one: task for one, task in self._sending.items() if not task.is_done}
        self.sending_changed.emit(len(self._sending))
        self.changed.emit()

    @Slot(object)
    def _look_up(self, submission: Submission | None) -> None:
        """The user wants it."""
        if submission is not None:
            self._ask_logs(submission, may_ask=True)

    def _ask_logs(self, submission: Submission, *, may_ask: bool) -> None:
        account = self._accounts.get(submission.account_id)
        if account is None or not submission.is_maybe_sent:
            return
        if self._is_paused or submission.id in self._looking_up:
            return
        self._looking_up.add(submission.id)
        task = self._context.run(lambda: self._delivery.look_up(submission, account, may_ask=may_ask))
        task.on_success(self._on_looked_up)
        task.on_failure(self._on_look_up_failed)

    @Slot(object)
    def _on_looked_up(self, submission: Submission) -> None:
        self._looking_up.discard(submission.id)
        # Else it is not found, or on its way once more.
        if submission.state in _SETTLED and not submission.is_maybe_sent:
            self.settled.emit(submission)
        self._on_changed(None)

    @Slot(object)
    def _on_look_up_failed(self, error: Exception) -> None:
        self._looking_up.clear()
        self._on_trouble(error)
