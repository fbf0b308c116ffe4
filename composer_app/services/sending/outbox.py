"""The outbox: mail that waits, is being sent, or is settled."""

from __future__ import annotations

import contextlib
from collections import deque
from collections.abc import Callable, Collection, Coroutine, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal, Slot

from composer_app.domain.account import Account
from composer_app.domain.draft import Draft
from composer_app.domain.draft_validation import submission_of
from composer_app.domain.ids import AccountId, SubmissionId
from composer_app.domain.mail import Mailbox
from composer_app.domain.merge_list import MergeRow
from composer_app.domain.message_history import MessageRow, OutboxEntry
from composer_app.domain.problem import KEY_PROBLEMS
from composer_app.domain.scheduled_bulk import BulkChange
from composer_app.domain.submission import IllegalStep, Submission, SubmissionHead, SubmissionState
from composer_app.services.accounts.accounts import Accounts
from composer_app.services.app_context import AppContext
from composer_app.services.compose.attachment_copies import stored_path
from composer_app.services.merge.list_from_submission import draft_with_list
from composer_app.services.merge.list_reader import first_rows, rows_of_draft
from composer_app.services.runtime.error_mapping import Failed
from composer_app.services.runtime.tasks import Task
from composer_app.services.sending.allowed_only import refuse_others
from composer_app.services.sending.delivery import Delivery, SubmissionGone
from composer_app.services.sending.locks import SenderLock, running_commands
from composer_app.services.sending.send_concurrency import room
from composer_app.services.sending.send_schedule import is_asked_about, waits_for_keyring
from composer_app.services.sending.unfinished_mail import UnfinishedMail

if TYPE_CHECKING:
    from composer_app.archive.archive import Archive
    from composer_app.archive.archive_reader import ArchiveReader

MAX_PAUSE_MS = 60_000
"""Longest interval between checks of the due times, since the clock may be set or the computer sleep."""
_SETTLED = {
    SubmissionState.ACCEPTED,
    SubmissionState.SCHEDULED,
    SubmissionState.REJECTED,
    SubmissionState.UNKNOWN,
    SubmissionState.CANCELLED,
}
_News = tuple[set[SubmissionId] | None, tuple[SubmissionHead, ...]]
"""The requested ids and their heads; None: all open mails."""


class Outbox(QObject):
    """Queues mail, sends it through the worker, retries if it surely did not leave, looks it up if it may have.

    It only queues while another program sends from this profile.

    Args:
        sender_lock: held already; None: `start` takes it.
        timer: says when to look for work.

    Signals:
        changed: ids of changed mails (a frozenset); empty: any may have changed.
        progressed: submission id, bytes handed over, bytes in all.
        settled: a submission that has just become accepted, scheduled, rejected, unknown or cancelled.
        sending_changed: number of requests in progress.
        keyring_wanted: whether mail waits only for the keyring to be unlocked.
        failed: the archive refused a change, or a lookup for the user failed (the failure).
        began: emitted when the archive accepts a write for the first time since start or since a failure.
    """

    changed = Signal(object)
    progressed = Signal(str, object, object)
    settled = Signal(object)
    sending_changed = Signal(int)
    keyring_wanted = Signal(bool)
    failed = Signal(object)
    began = Signal()

    def __init__(self, context: AppContext, accounts: Accounts, *, sender_lock: SenderLock | None = None) -> None:
        super().__init__(context)
        self.undo_window = timedelta(0)
        """How long a mail can be taken back before it is sent."""
        self._sender_lock = sender_lock or SenderLock(context.profile)
        self._context = context
        self._accounts = accounts
        store = context.profile.attachments
        self._delivery = Delivery(
            context.archive, context.connections, lambda sha256: stored_path(store, sha256), context.clock
        )
        self._sending: dict[SubmissionId, Task[Submission | None]] = {}
        self._looking_up: dict[SubmissionId, Task[Submission | None]] = {}
        self.timer = QTimer(self, singleShot=True)
        """The next look for work."""
        self.timer.timeout.connect(self._look_for_work)
        self._in_undo: set[SubmissionId] = set()
        self._open = UnfinishedMail()
        self._changes: deque[SubmissionId] = deque()
        """Changes by jobs on the archive's thread. Any thread appends; `_note_changes` removes."""
        self._wanted: set[SubmissionId] = set()
        """Mails that the user wants sent early, waiting for room."""
        self._stale: set[SubmissionId] = set()
        """Mails that changed; the next look for work reads them."""
        self._reads_all = True
        """The next look for work reads all open mails again, and not only those that changed."""
        accounts.key_entered.connect(self._on_key_entered)
        accounts.changed.connect(self._on_accounts_changed)
        self._has_begun = False
        self._is_beginning = False
        self._is_paused = False

    @Slot()
    def start(self) -> None:
        """Resume after the last run. Mail that it was sending becomes unknown.

        Nothing is sent before, or it would be mistaken for mail of the last run.
        """
        if self._is_beginning or self._sending:
            return
        if not self._sender_lock.take():  # another program is sending the mail in "sending"
            self.timer.start(MAX_PAUSE_MS)
            self.changed.emit(frozenset())
            return
        self._is_beginning = True
        task = self._context.write(lambda archive: archive.outbox.interrupted(self._context.clock(), self._is_alive))
        task.on_success(self._on_begun)
        task.on_failure(self._on_not_begun)

    def send(self, draft: Draft, text: str, account: Account) -> Task[Submission]:
        """Queue a draft that has no problems. The task succeeds with the `Submission` once it is on disk; the draft
        is deleted by then. The mail is sent even if the window closes, unless it is taken back within `undo_window`."""
        now = self._context.clock()
        leaves_at = now + self.undo_window if self.undo_window else None
        store = self._context.profile.attachments

        def queue(archive: Archive) -> Submission:
            rows = rows_of_draft(draft, store)  # here, where no erasure comes in between
            refuse_others(account, (row.mailbox.address for row in rows))
            submission = submission_of(draft, text, account, now, rows)
            submission = msgspec.structs.replace(submission, leaves_at=leaves_at)
            archive.outbox.queue(submission, draft.id)
            self._changes.append(submission.id)
            return submission

        task = self._context.write(queue)
        task.on_success(self._on_queued)
        return task

    def send_test(
        self,
        draft: Draft,
        text: str,
        account: Account,
        to: Sequence[Mailbox],
        values: Mapping[str, str] | None = None,
    ) -> Task[Submission]:
        """Queue a copy of a draft to these addresses alone. The draft stays. The task succeeds with the `Submission`
        once it is on disk.

        Args:
            values: of the placeholders; None: those of the first row of its list.
        """
        now = self._context.clock()
        store = self._context.profile.attachments

        def queue(archive: Archive) -> Submission:
            refuse_others(account, (one.address for one in to))
            if values is not None:
                filled = dict(values)
            else:
                filled = next((row.values for row in first_rows(draft, store, 1)), {})
            rows = [MergeRow(number, mailbox, filled) for number, mailbox in enumerate(to, start=1)]
            submission = submission_of(draft, text, account, now, rows)
            archive.outbox.queue(submission, None)
            self._changes.append(submission.id)
            return submission

        task = self._context.write(queue)
        task.on_success(self._on_queued)
        return task

    def cancel(self, submission_id: SubmissionId) -> Task[None]:
        """Cancel a queued mail, or stop one being sent (which may become unknown). A scheduled one stays: see
        `change_scheduled`."""
        if submission_id in self._sending:
            return self._context.run(lambda: self._delivery.stop(submission_id))
        return self._changing(
            submission_id, lambda archive: archive.outbox.cancel(submission_id, self._context.clock())
        )

    def take_back(self, submission: SubmissionHead) -> Task[Draft | None]:
        """Make a queued mail a draft again. The task succeeds with the `Draft`, or with None if it is already being
        sent."""
        self._in_undo.discard(submission.id)

        store = self._context.profile.attachments

        def take_back(archive: Archive) -> Draft | None:
            stored = archive.outbox.get(submission.id)  # an address may have been erased from it
            if stored is None:
                return None
            draft = draft_with_list(stored, self._context.clock(), store)
            try:
                archive.outbox.take_back(submission.id, self._context.clock(), draft)
            except IllegalStep:
                return None
            self._changes.append(submission.id)
            return draft

        task = self._context.write(take_back)
        task.on_success(self._on_taken_back)
        task.on_failure(self._on_failed)
        return task

    def send_again(self, submission_id: SubmissionId) -> Task[None]:
        """The user's decision to send an unknown or rejected submission once more, with the same ids."""
        return self._changing(
            submission_id, lambda archive: archive.outbox.requeue(submission_id, self._context.clock())
        )

    def change_scheduled(
        self, submission_id: SubmissionId, change: BulkChange, send_at: datetime | None = None
    ) -> Task[Submission | None]:
        """Move, pause, resume or cancel a mail that the service holds until its time. The task fails with `Failed`, see
        `ScheduledChanges.change`.

        Args:
            send_at: the new time, for `BulkChange.MOVE`.
        """

        async def carry_out() -> Submission | None:
            head = await self._context.archive.writing(lambda archive: archive.outbox.get(submission_id))
            account = None if head is None else self._accounts.get(head.account_id)
            if head is None or account is None:
                return head
            try:
                return await self._delivery.scheduled.change(submission_id, account, change, send_at)
            finally:
                self._changes.append(submission_id)

        task = self._context.run(carry_out, shielded=True)
        task.on_success(self._on_changed).on_failure(self._on_change_failed)
        return task

    def set_send_at(self, submission_id: SubmissionId, send_at: datetime | None) -> Task[None]:
        """Give a mail that waits here another time, or none: it leaves at once."""
        return self._changing(submission_id, lambda archive: archive.outbox.set_send_at(submission_id, send_at))

    def try_now(self, submission_id: SubmissionId) -> None:
        """Retry a held-back mail now."""
        task = self._context.write(lambda archive: archive.outbox.heads([submission_id]))
        task.on_success(self._on_to_try)
        task.on_failure(self._on_failed)

    def look_up_now(self, submission_id: SubmissionId) -> None:
        """Look up an unknown submission now, or ask about a scheduled one. `failed` reports a failure."""
        task = self._context.write(lambda archive: archive.outbox.heads([submission_id]))
        task.on_success(self._look_up)
        task.on_failure(self._on_failed)

    @Slot()
    def look_again(self) -> None:
        """Reload after mail was changed elsewhere: by another program, an erasure, a rescue of the archive."""
        self._reads_all = True
        self.changed.emit(frozenset())
        self._look_for_work()

    def take_in(self, submission_ids: Iterable[SubmissionId]) -> None:
        """Send mail that another service has queued."""
        self._changes.extend(submission_ids)
        self._on_changed(None)

    def copy_to_draft(self, submission_id: SubmissionId, keep: Collection[str] | None = None) -> Task[Draft | None]:
        """A new draft with the submission's content, to edit and send as another mail; None if it was deleted.

        Args:
            keep: addresses of the recipients that it keeps; None: all of them.
        """

        store = self._context.profile.attachments

        def copy(archive: ArchiveReader) -> Draft | None:
            stored = archive.outbox.get(submission_id)
            return None if stored is None else draft_with_list(stored, self._context.clock(), store, keep)

        return self._context.read_after_writes(copy)

    def edit_and_cancel(self, submission_id: SubmissionId) -> Task[Draft | None]:
        """The same, and give up the submission if still possible, atomically."""

        store = self._context.profile.attachments

        def edit(archive: Archive) -> Draft | None:
            stored = archive.outbox.get(submission_id)
            if stored is None:
                return None
            draft = draft_with_list(stored, self._context.clock(), store)
            self._changes.append(submission_id)
            with contextlib.suppress(IllegalStep):  # it was accepted after all
                archive.outbox.cancel(submission_id, self._context.clock())
            return draft

        task = self._context.write(edit)
        task.on_success(self._on_changed)
        task.on_failure(self._on_failed)
        return task

    def newest_entries(self, account_id: AccountId, limit: int = 200) -> Task[tuple[OutboxEntry, ...]]:
        """The newest submissions of an account, newest first. `changed` comes after what it announces can be read."""
        return self._context.read(lambda archive: archive.outbox.newest_entries(account_id, limit))

    def entries(self, submission_ids: Iterable[SubmissionId]) -> Task[tuple[OutboxEntry, ...]]:
        """These submissions, newest first; deleted ones are skipped."""
        return self._context.read(lambda archive: archive.outbox.entries(submission_ids))

    def unsettled(self, account_id: AccountId, limit: int) -> Task[tuple[SubmissionHead, ...]]:
        """The newest submissions of an account that are neither accepted nor cancelled, newest first."""
        return self._context.read(lambda archive: archive.outbox.unsettled(account_id, limit))

    def recipients(self, submission_id: SubmissionId) -> Task[tuple[MessageRow, ...]]:
        """The message of each recipient of a mail; none if it was deleted."""
        return self._context.read(lambda archive: archive.messages.of_submission(submission_id))

    def with_words(self, submission_ids: Collection[SubmissionId], text: str) -> Task[frozenset[SubmissionId]]:
        """Those of these mails in whose subject, ids and addresses all words of the text occur. Cancelling the task
        ends the search."""
        return self._context.search(lambda archive: archive.outbox.with_words(submission_ids, text))

    def senders(self, account_id: AccountId, limit: int) -> Task[tuple[AccountId, tuple[str, ...]]]:
        """The account, and the senders of its newest mails, newest first."""
        return self._context.read_after_writes(lambda archive: (account_id, archive.outbox.senders(account_id, limit)))

    @property
    def sender_lock(self) -> SenderLock:
        """The lock that makes this program the only sender of its profile."""
        return self._sender_lock

    @property
    def in_flight(self) -> int:
        """Number of requests in progress."""
        return len(self._sending)

    @property
    def looking_up(self) -> int:
        """Number of lookups in progress."""
        return len(self._looking_up)

    @property
    def unfinished(self) -> int:
        """Number of mails being sent, or due within seconds."""
        return len(self._in_undo | self._sending.keys())

    def stop(self) -> None:
        """Start nothing new. Requests in progress end or become unknown."""
        self._is_paused = True
        self.timer.stop()

    def release_sender_lock(self) -> None:
        """Release the sender lock. Call when nothing is in progress."""
        self._sender_lock.release()

    def _changing(self, submission_id: SubmissionId, job: Callable[[Archive], object]) -> Task[None]:
        """Apply the user's decision, unless the mail has changed state meanwhile."""

        def change(archive: Archive) -> None:
            self._changes.append(submission_id)
            with contextlib.suppress(IllegalStep):
                job(archive)

        task = self._context.write(change)
        task.on_success(self._on_changed)
        task.on_failure(self._on_failed)
        return task

    @Slot(object)
    def _on_change_failed(self, error: Exception) -> None:
        self._on_changed(None)
        self.failed.emit(error)

    def _on_failed(self, failure: Failed) -> None:
        self.failed.emit(failure)

    def _on_begun(self, _interrupted: object) -> None:
        self._is_beginning, self._has_begun = False, True
        self.began.emit()
        self.look_again()

    @Slot(object)
    def _on_not_begun(self, error: Exception) -> None:
        self._is_beginning = False
        self._on_trouble(error)

    @Slot(object)
    def _on_trouble(self, error: Exception) -> None:
        """Retry a minute after a failure of the archive."""
        self._reads_all = True
        self._open.replace(())
        if not self._is_paused:
            self.timer.start(MAX_PAUSE_MS)
        self.failed.emit(error)

    @Slot(object)
    def _on_changed(self, _result: object) -> None:
        self.changed.emit(self._note_changes())
        self._look_for_work()

    @Slot(object)
    def _on_taken_back(self, _draft: Draft | None) -> None:
        """Drop data read before the mail was taken back, which would still send it."""
        changed = self._note_changes()
        self._in_undo -= changed
        self.changed.emit(changed)
        self._look_for_work()

    @Slot(object)
    def _on_queued(self, submission: Submission) -> None:
        if submission.leaves_at is None:
            self.changed.emit(frozenset({submission.id}))
            self._deliver(submission)
        else:
            self._in_undo.add(submission.id)
            self._on_changed(None)

    @Slot(object)
    def _on_to_try(self, found: tuple[SubmissionHead, ...]) -> None:
        self._wanted.update(head.id for head in found)
        self._try_wanted(found)

    def _try_wanted(self, found: tuple[SubmissionHead, ...]) -> None:
        for head in found:
            is_waiting = head.state is SubmissionState.QUEUED and head.id not in self._sending
            if is_waiting and head.id in self._wanted:
                self._deliver(head)
            else:
                self._wanted.discard(head.id)

    @Slot(object)
    def _on_key_entered(self, account: Account) -> None:
        """Send mail that waits only for this key."""
        self._release(lambda one: one.account_id == account.id and _waits_for_key(one))

    @Slot()
    def _on_accounts_changed(self) -> None:
        """Reload for mail of a new account."""
        if self._has_begun:
            self._look_for_work()

    @Slot()
    def on_keyring_unlocked(self) -> None:
        """Send mail that waits only for the keyring."""
        self._release(waits_for_keyring)

    def _release(self, is_wanted: Callable[[SubmissionHead], bool]) -> None:
        """Release held-back mail."""

        def release(archive: Archive) -> None:
            for one in filter(is_wanted, archive.outbox.open()):
                archive.outbox.wait_no_longer(one.id)
                self._changes.append(one.id)

        task = self._context.write(release)
        task.on_success(self._on_changed)
        task.on_failure(self._on_failed)

    @Slot()
    def _look_for_work(self, _result: object = None) -> None:
        """Read changed and due mails, start the due ones, set the timer for the rest."""
        if self._is_paused:
            return
        if not self._has_begun:
            self.start()
            return
        due = self._open.due(self._context.clock(), self._may_begin, room(len(self._sending)))
        asked = None if self._reads_all else {one.id for one in due} | self._stale | self._wanted
        self._reads_all, self._stale = False, set()

        def look(archive: Archive) -> _News:
            ended: tuple[Submission, ...] = ()
            if not all(map(self._is_alive, archive.outbox.being_sent())):  # a command was killed
                ended = archive.outbox.interrupted(self._context.clock(), self._is_alive)
            if asked is None:
                return None, archive.outbox.open()
            asked.update(one.id for one in ended)
            return asked, archive.outbox.heads(asked) if asked else ()

        task = self._context.write(look)
        task.on_success(self._on_news)
        task.on_failure(self._on_trouble)

    def _is_alive(self, submission_id: SubmissionId) -> bool:
        """Whether this process or a command is sending it now. Any thread.

        `_sending` has a mail before it is "sending" in the archive, and until that is over.
        """
        return submission_id in self._sending or submission_id in running_commands(self._context.profile)

    def _on_news(self, news: _News) -> None:
        asked, heads = news
        if asked is None:
            self._open.replace(heads)
        else:
            self._open.update(asked, heads)
        now = self._context.clock()
        self._in_undo = self._open.in_undo(now) - self._sending.keys()
        self._try_wanted(heads)
        for head in self._open.due(now, self._may_begin, room(len(self._sending))):
            if is_asked_about(head):
                self._ask_service(head, may_ask=False)
            else:
                self._deliver(head)
        self.keyring_wanted.emit(self._open.waits_for_keyring())
        next_at = self._open.next_at(now)
        if next_at is not None and not self._is_paused:
            pause_ms = int((next_at - now).total_seconds() * 1000) + 10
            self.timer.start(min(pause_ms, MAX_PAUSE_MS))

    def _note_changes(self) -> frozenset[SubmissionId]:
        """Drop changed mails until they are read again, so that no step uses old data."""
        found = set()
        while self._changes:
            found.add(self._changes.popleft())
        self._stale |= found
        self._open.update(found, ())
        return frozenset(found)

    def _may_begin(self, head: SubmissionHead) -> bool:
        """Whether its account is known and no step is in progress. Mail of an account that a command added waits until
        the accounts are reloaded."""
        is_busy = head.id in self._looking_up or head.id in self._sending
        return not is_busy and self._accounts.get(head.account_id) is not None

    def _deliver(self, submission: SubmissionHead) -> None:
        account = self._accounts.get(submission.account_id)
        if self._is_paused or not self._has_begun or account is None:
            return
        if submission.id in self._sending or not room(len(self._sending)):
            return
        post, progressed = self._context.post, self.progressed

        def on_progress(sent: int, total: int) -> None:
            post(lambda: progressed.emit(submission.id, sent, total))

        task = self._context.run(
            lambda: _unless_gone(self._delivery.deliver(submission.id, account, on_progress)), shielded=True
        )
        self._sending[submission.id] = task
        self._in_undo.discard(submission.id)
        self._wanted.discard(submission.id)
        task.on_success(self._on_delivered)
        task.on_failure(self._on_delivery_failed)
        self.sending_changed.emit(len(self._sending))
        self.changed.emit(frozenset({submission.id}))

    @Slot(object)
    def _on_delivered(self, submission: Submission | None) -> None:
        self._changes.extend(_ended(self._sending))
        self._note_changes()
        self._drop_ended()
        if submission is not None and submission.state in _SETTLED:
            self.settled.emit(submission)
        self._look_for_work()

    @Slot(object)
    def _on_delivery_failed(self, error: Exception) -> None:
        self._drop_ended()
        self._has_begun = False  # the archive may have a mail in "sending" that is not; a restart corrects that
        self._on_trouble(error)

    def _drop_ended(self) -> None:
        ended = _ended(self._sending)
        self._sending = {one: task for one, task in self._sending.items() if one not in ended}
        self.sending_changed.emit(len(self._sending))
        self.changed.emit(ended)

    @Slot(object)
    def _look_up(self, found: tuple[SubmissionHead, ...]) -> None:
        """By the user."""
        for head in found:
            self._ask_service(head, may_ask=True)

    def _ask_service(self, submission: SubmissionHead, *, may_ask: bool) -> None:
        """Look up a maybe-sent mail, or ask what has become of a scheduled one."""
        account = self._accounts.get(submission.account_id)
        if account is None or not is_asked_about(submission):
            return
        if self._is_paused or submission.id in self._looking_up:
            return
        post, failed = self._context.post, self.failed

        def on_failure(failure: Failed) -> None:
            post(lambda: failed.emit(failure))

        failure_handler = on_failure if may_ask else None
        is_scheduled = submission.state is SubmissionState.SCHEDULED
        ask = self._delivery.scheduled.follow if is_scheduled else self._delivery.look_up
        task = self._context.run(
            lambda: _unless_gone(ask(submission.id, account, may_ask=may_ask, on_failure=failure_handler))
        )
        self._looking_up[submission.id] = task
        task.on_success(self._on_looked_up)
        task.on_failure(self._on_look_up_failed)

    @Slot(object)
    def _on_looked_up(self, submission: Submission | None) -> None:
        self._changes.extend(self._drop_lookups())
        # Otherwise it was not found, is being sent again, or was erased.
        if submission is not None and submission.state in _SETTLED and not is_asked_about(submission):
            self.settled.emit(submission)
        self._on_changed(None)

    @Slot(object)
    def _on_look_up_failed(self, error: Exception) -> None:
        self._drop_lookups()
        self._on_trouble(error)

    def _drop_lookups(self) -> frozenset[SubmissionId]:
        ended = _ended(self._looking_up)
        self._looking_up = {one: task for one, task in self._looking_up.items() if one not in ended}
        return ended


async def _unless_gone(work: Coroutine[Any, Any, Submission | None]) -> Submission | None:
    """None: the mail was erased with an address meanwhile."""
    try:
        return await work
    except SubmissionGone:
        return None


def _ended(tasks: Mapping[SubmissionId, Task[Submission | None]]) -> frozenset[SubmissionId]:
    return frozenset(one for one, task in tasks.items() if task.is_done)


def _waits_for_key(head: SubmissionHead) -> bool:
    return head.state is SubmissionState.QUEUED and head.problem is not None and head.problem.code in KEY_PROBLEMS
