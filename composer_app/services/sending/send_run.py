"""Send runs: a mail to more recipients than a request takes, sent batch after batch through the outbox.

```
 SendRuns.send ▶ archive: run, recipients in slices, then "running"; the draft goes   archive/send_run_store.py
   ▼ undo time over, pace allows, earlier batches allow
 archive: next batch, and the place from which the run goes on, in one commit
   ▼
 Outbox.take_in ▶ Delivery, as with any other mail                                    services/sending/delivery.py
   ▼ a batch is settled: the next one
```
"""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from composer_app.domain.account import Account, Generation
from composer_app.domain.draft import Draft
from composer_app.domain.draft_validation import content_of, recipients_of, recipients_of_rows
from composer_app.domain.ids import AccountId, BulkId, SendRunId, SubmissionId, new_submission_id
from composer_app.domain.problem import KEY_PROBLEMS, Problem, ProblemCode
from composer_app.domain.send_run import SendRunEntry, SendRunState, copies_first, send_run_of
from composer_app.domain.submission import IllegalStep, Recipient, Submission, SubmissionState
from composer_app.services.accounts.accounts import Accounts
from composer_app.services.app_context import AppContext
from composer_app.services.compose.attachment_copies import stored_path
from composer_app.services.merge.list_from_submission import draft_with_list
from composer_app.services.merge.list_reader import merge_rows
from composer_app.services.runtime.error_mapping import Failed
from composer_app.services.runtime.tasks import Task
from composer_app.services.sending.allowed_only import refuse_others
from composer_app.services.sending.outbox import MAX_PAUSE_MS, Outbox
from composer_app.services.sending.send_schedule import is_mended_by_unlocking, next_batch_at

if TYPE_CHECKING:
    from composer_app.archive.archive import Archive

ROWS_AT_ONCE = 1000
"""Recipients stored in one transaction: a longer one would hold up other changes."""


class _Look(NamedTuple):
    """What a look for work found."""

    made: tuple[SubmissionId, ...]
    changed: frozenset[SendRunId]
    ended: tuple[SendRunEntry, ...]
    """Done by now, or paused by themselves since the last look."""
    running: frozenset[SendRunId]
    open: frozenset[SendRunId]
    """Running or paused."""
    next_at: datetime | None
    """When a batch may be made next, as far as the clock decides; None: a batch must be settled first."""


class SendRuns(QObject):
    """Makes the batches of every run that is not paused, and takes the user's decisions about runs. GUI thread only.

    Only the program that sends the mail of this profile makes batches.

    Signals:
        changed: ids of changed runs (a frozenset).
        settled: a run that is done, or was paused by a refusal (`SendRunEntry`).
        failed: the archive refused a change (the failure).
    """

    changed = Signal(object)
    settled = Signal(object)
    failed = Signal(object)

    def __init__(self, context: AppContext, accounts: Accounts, outbox: Outbox) -> None:
        super().__init__(context)
        self.per_minute: int | None = None
        """Mails a minute of a run that is begun; None: no limit."""
        self._context, self._accounts, self._outbox = context, accounts, outbox
        self.timer = QTimer(self, singleShot=True)
        """The next look for work."""
        self.timer.timeout.connect(self._look)
        self._running: frozenset[SendRunId] = frozenset()
        self._open: frozenset[SendRunId] = frozenset()
        self._stopped: set[SendRunId] = set()
        """Stopped in this session: a batch of such a run may still be sent or looked up."""
        self._looking: Task[_Look] | None = None
        self._looks_again = self._has_begun = False
        outbox.began.connect(self._on_began)
        outbox.changed.connect(self._on_mail_changed)
        accounts.key_entered.connect(self._on_key_entered)

    @property
    def is_running(self) -> bool:
        """A run has recipients left, or batches that are not settled, and is not paused."""
        return bool(self._running)

    # -- begin

    def send(self, draft: Draft, text: str, account: Account) -> Task[SendRunEntry]:
        """Begin a run for a draft that has no problems. The task succeeds with the `SendRunEntry` once all recipients
        are on disk; the draft is deleted by then. The run can be taken back within the outbox's undo time."""
        task = self._context.run(lambda: self._prepare(draft, text, account))
        task.on_success(self._on_prepared)
        return task

    async def _prepare(self, draft: Draft, text: str, account: Account) -> SendRunEntry:
        archive, clock = self._context.archive, self._context.clock
        run = send_run_of(draft, account, clock(), self.per_minute)
        recipients = _only_allowed(account, _recipients(draft, self._context.profile.attachments))
        await archive.writing(lambda a: a.send_runs.begin(run, content_of(draft, text), draft))
        try:
            while await archive.writing(lambda a: _add_some(a, run.id, recipients)):
                pass
            undo_ends = clock() + self._outbox.undo_window if self._outbox.undo_window else None
            return await archive.writing(lambda a: _start(a, run.id, undo_ends, draft))
        except Exception:
            await archive.writing(lambda a: a.send_runs.discard(run.id))
            raise

    @Slot(object)
    def _on_prepared(self, entry: SendRunEntry) -> None:
        self._on_decided(frozenset({entry.run.id}))

    # -- the user's decisions

    def pause(self, run_id: SendRunId) -> None:
        """Make no more batches. Those that are being sent end."""
        self._decide(run_id, lambda archive: archive.send_runs.pause(run_id))

    def resume(self, run_id: SendRunId) -> None:
        """Go on, and send batches again that were refused."""
        self._decide(run_id, lambda archive: archive.send_runs.resume(run_id, self._context.clock()))

    def stop_run(self, run_id: SendRunId) -> None:
        """Send nothing to the recipients that are left."""
        self._stopped.add(run_id)
        self._decide(run_id, lambda archive: archive.send_runs.stop(run_id, self._context.clock()))

    def hurry(self, run_id: SendRunId) -> None:
        """End the undo time of a run, or the pause before the next try."""
        self._decide(run_id, lambda archive: archive.send_runs.hurry(run_id))

    def settle_missing(self, run_id: SendRunId, *, send_again: bool) -> None:
        """Send all batches again that the logs do not know, or leave them."""
        clock = self._context.clock
        self._decide(run_id, lambda archive: archive.send_runs.decide(run_id, clock(), send_again=send_again))

    def look_up_now(self, entry: SendRunEntry) -> None:
        """Look up the batches of unknown outcome."""
        for batch in entry.batches:
            if batch.state is SubmissionState.UNKNOWN:
                self._outbox.look_up_now(batch.id)

    def take_back(self, run_id: SendRunId) -> Task[Draft | None]:
        """Make a run that has not begun to leave a draft again; None: it has begun."""

        def take_back(archive: Archive) -> Draft | None:
            try:
                return archive.send_runs.take_back(run_id, self._context.clock())
            except IllegalStep:
                return None

        task = self._context.write(take_back)
        task.on_success(self._on_taken_back)
        return task

    def copy_rest(self, run_id: SendRunId) -> Task[Draft]:
        """A new draft with the content of a stopped run, to the recipients that got no mail."""

        store = self._context.profile.attachments

        def copy(archive: Archive) -> Draft:
            run, now = archive.send_runs.get(run_id), self._context.clock()
            assert run is not None
            rest = Submission(
                id=new_submission_id(),
                account_id=run.run.account_id,
                bulk_id=BulkId(run.run.bulk_stem),
                content=archive.send_runs.content(run_id),
                recipients=archive.send_runs.recipients_left(run_id),
                created_at=now,
            )
            return draft_with_list(rest, now, store)

        return self._context.write(copy)

    def newest_entries(self, account_id: AccountId, limit: int) -> Task[tuple[SendRunEntry, ...]]:
        """The newest runs of an account, newest first."""
        return self._context.read(lambda archive: archive.send_runs.newest(account_id, limit))

    def unfinished(self, account_id: AccountId) -> Task[tuple[SendRunEntry, ...]]:
        """The runs of an account that are not over, oldest first."""
        return self._context.read(
            lambda archive: tuple(one for one in archive.send_runs.open() if one.run.account_id == account_id)
        )

    def entries(self, run_ids: Iterable[SendRunId]) -> Task[tuple[SendRunEntry, ...]]:
        """These runs, newest first."""
        return self._context.read_after_writes(lambda archive: archive.send_runs.entries(run_ids))

    def stop(self) -> None:
        """Make no more batches: the program ends. Every run goes on at the next start."""
        self._has_begun = False
        self.timer.stop()

    @Slot()
    def on_keyring_unlocked(self) -> None:
        """Resume runs that wait only for the keyring."""
        self._resume_where(lambda _account_id, problem: is_mended_by_unlocking(problem))

    @Slot(object)
    def _on_key_entered(self, account: Account) -> None:
        self._resume_where(lambda account_id, problem: account_id == account.id and problem.code in KEY_PROBLEMS)

    def _resume_where(self, is_wanted: Callable[[AccountId, Problem], bool]) -> None:
        def resume(archive: Archive) -> frozenset[SendRunId]:
            resumed = set()
            for entry in archive.send_runs.open():
                run = entry.run
                if run.state is SendRunState.PAUSED and run.problem and is_wanted(run.account_id, run.problem):
                    archive.send_runs.resume(run.id, self._context.clock())
                    resumed.add(run.id)
            return frozenset(resumed)

        self._context.write(resume).on_success(self._on_decided).on_failure(self._on_failed)

    def _decide(self, run_id: SendRunId, job: Callable[[Archive], object]) -> None:
        """Apply a decision, unless the run has changed state meanwhile."""

        def decide(archive: Archive) -> frozenset[SendRunId]:
            with contextlib.suppress(IllegalStep):
                job(archive)
            return frozenset({run_id})

        self._context.write(decide).on_success(self._on_decided).on_failure(self._on_failed)

    @Slot(object)
    def _on_decided(self, run_ids: frozenset[SendRunId]) -> None:
        if run_ids:
            self._outbox.look_again()  # its queued batches wait now, or do not wait any more
            self.changed.emit(run_ids)
            self._look()

    @Slot(object)
    def _on_taken_back(self, _draft: Draft | None) -> None:
        self.changed.emit(frozenset())

    @Slot(object)
    def _on_failed(self, failure: Failed) -> None:
        self.failed.emit(failure)

    # -- work

    @Slot()
    def _on_began(self) -> None:
        """The archive accepts changes, and this program sends."""
        if not self._has_begun:
            self._has_begun = True
            self._context.write(lambda archive: archive.send_runs.discard_unprepared()).on_failure(self._on_failed)
        self._look()

    @Slot(object)
    def _on_mail_changed(self, _submission_ids: object) -> None:
        """A batch may be settled."""
        if concerned := self._open | self._stopped:
            self.changed.emit(concerned)
        if self._open:
            self._look()

    @Slot()
    def _look(self) -> None:
        """Make the batches that may be made now, and set the timer for the next ones."""
        if not self._has_begun:
            return
        if self._looking is not None:
            self._looks_again = True
            return
        generations = {account.id: account.generation for account in self._accounts.all()}
        before, clock = self._running, self._context.clock
        self._looking = self._context.write(lambda archive: _make_batches(archive, generations, before, clock()))
        self._looking.on_success(self._on_looked).on_failure(self._on_look_failed).on_cancel(self._on_look_ended)

    @Slot(object)
    def _on_looked(self, look: _Look) -> None:
        self._running, self._open = look.running, look.open
        if look.made:
            self._outbox.take_in(look.made)
        if look.changed:
            self.changed.emit(look.changed)
        for entry in look.ended:
            self.settled.emit(entry)
        if look.next_at is not None and self._has_begun:
            pause_ms = int((look.next_at - self._context.clock()).total_seconds() * 1000) + 10
            self.timer.start(max(0, min(pause_ms, MAX_PAUSE_MS)))
        self._on_look_ended()

    @Slot(object)
    def _on_look_failed(self, failure: Failed) -> None:
        if self._has_begun:
            self.timer.start(MAX_PAUSE_MS)
        self._on_look_ended()
        self.failed.emit(failure)

    @Slot()
    def _on_look_ended(self) -> None:
        self._looking = None
        if self._looks_again:
            self._looks_again = False
            self._look()


def _make_batches(
    archive: Archive, generations: Mapping[AccountId, Generation], before: frozenset[SendRunId], now: datetime
) -> _Look:
    """One batch at most for each run, so that other changes are not held up; the next look makes another one."""
    made: list[SubmissionId] = []
    ended: list[SendRunEntry] = []
    running: set[SendRunId] = set()
    times: list[datetime] = []
    entries = archive.send_runs.open()
    for entry in entries:
        run = entry.run
        if run.state is SendRunState.PAUSED and run.id in before and run.problem is not None:
            ended.append(entry)
        if run.state is not SendRunState.RUNNING or run.account_id not in generations:
            continue
        running.add(run.id)
        if entry.left and (due := next_batch_at(entry, now)) > now:
            times.append(due)
        elif (batch := archive.send_runs.next_batch(run.id, generations[run.account_id], now)) is not None:
            made.append(batch.id)
            times.append(now)
        elif not entry.left and (after := archive.send_runs.get(run.id)) and after.run.state is SendRunState.DONE:
            ended.append(after)
            running.discard(run.id)
    done = {one.run.id for one in ended if one.run.state is SendRunState.DONE}
    return _Look(
        made=tuple(made),
        changed=frozenset(running | {one.run.id for one in ended}) if made or ended else frozenset(),
        ended=tuple(ended),
        running=frozenset(running),
        open=frozenset(entry.run.id for entry in entries) - done,
        next_at=min(times, default=None),
    )


def _add_some(archive: Archive, run_id: SendRunId, recipients: Iterator[Recipient]) -> bool:
    """Store the next recipients; False: there are no more. The archive's thread reads them."""
    some = list(itertools.islice(recipients, ROWS_AT_ONCE))
    if some:
        archive.send_runs.add_recipients(run_id, some)
    return bool(some)


def _start(archive: Archive, run_id: SendRunId, leaves_at: datetime | None, draft: Draft) -> SendRunEntry:
    entry = archive.send_runs.get(run_id)
    if entry is None or not entry.left:
        raise Failed(Problem(ProblemCode.LIST_EMPTY, subject=draft.merge.file_name if draft.merge else ""))
    return archive.send_runs.start(run_id, leaves_at, draft.id)


def _only_allowed(account: Account, recipients: Iterator[Recipient]) -> Iterator[Recipient]:
    """The same; raises `Failed` at the first that the account may not send to."""
    for one in recipients:
        refuse_others(account, [one.mailbox.address])
        yield one


def _recipients(draft: Draft, store: Path) -> Iterator[Recipient]:
    """Everyone who gets the mail. Reads while it is iterated."""
    if draft.merge is None:
        return iter(copies_first(recipients_of(draft)))
    path = stored_path(store, draft.merge.sha256)
    return (one for row in merge_rows(path, draft.merge) for one in recipients_of_rows([row]))
