"""Mail in every state, and services that hold it, for tests and pictures of the Outbox."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import msgspec
from PySide6.QtCore import QObject, Signal

from composer_app.domain.account import SANDBOX, Account
from composer_app.domain.draft import Draft
from composer_app.domain.ids import AccountId, BulkId, DraftId, MessageId, SendRunId, SubmissionId
from composer_app.domain.mail import Mailbox
from composer_app.domain.message_history import MessageRow, OutboxEntry
from composer_app.domain.outcome import Outcome
from composer_app.domain.problem import Problem, ProblemCode
from composer_app.domain.scheduled_bulk import BulkChange
from composer_app.domain.search_words import has_words
from composer_app.domain.send_run import OPEN_STATES, SendRun, SendRunBatch, SendRunEntry, SendRunState
from composer_app.domain.status import Status, VendorError
from composer_app.domain.submission import (
    LISTED_RECIPIENTS,
    ListedSubmission,
    Recipient,
    SubmissionHead,
    SubmissionState,
)
from composer_app.services.runtime.error_mapping import Failed
from composer_app.services.runtime.tasks import Task, TaskBridge
from composer_app.services.sync.sync_result import SyncResult
from tests.qt.accounts.samples import FakeAccounts
from tests.recipient_groups import groups_of

NOW = datetime.now(UTC).replace(hour=12, minute=58, second=0, microsecond=0)
LIVE = Account(id=AccountId("live"), name="Linden Energy", base_url="https://x1y2z3.api.example.com")
FULL = VendorError(2, "USER_ERRORS", 6010, "EC_RECIPIENT_INBOX_FULL", "Mailbox full", False)


class SampleEntry(OutboxEntry, frozen=True):
    """A mail in the list, and what is read when it is unfolded."""

    messages: tuple[MessageRow, ...] = ()


def entry(
    number: int,
    state: SubmissionState,
    *people: str,
    subject: str = "Your November statement",
    outcomes: tuple[Outcome, ...] = (),
    error: VendorError | None = None,
    status: Status | None = None,
    days_ago: int = 0,
    **changes: Any,
) -> SampleEntry:
    """A submission with one message per recipient. `outcomes` are those of the recipients, in their order."""
    addresses = people or ("mira.holm@example.com",)
    created = NOW - timedelta(minutes=6 + number, days=days_ago)
    submission = ListedSubmission(
        id=SubmissionId(f"s{number}"),
        account_id=SANDBOX.id,
        bulk_id=BulkId(f"mc-20261123-{number:012x}"),
        sender="billing@sandbox.example",
        subject=subject,
        recipient_count=len(addresses),
        first_recipients=tuple(
            Recipient(Mailbox(address), message_id=MessageId(f"m{number}") if len(addresses) == 1 else None)
            for address in addresses[:LISTED_RECIPIENTS]
        ),
        state=state,
        created_at=created,
        handed_over_at=None if state is SubmissionState.QUEUED else created + timedelta(seconds=8),
        settled_at=created + timedelta(seconds=9)
        if state in (SubmissionState.ACCEPTED, SubmissionState.REJECTED, SubmissionState.CANCELLED)
        else None,
    )
    submission = msgspec.structs.replace(submission, **changes)
    reported = outcomes or (Outcome(state.value),) * len(addresses)
    messages = tuple(
        MessageRow(
            row=number * 1000 + index,
            account_id=SANDBOX.id,
            outcome=outcome,
            to=address,
            bulk_id=submission.bulk_id,
            submission_id=submission.id,
            subject=subject,
            sent_at=submission.handed_over_at,
            done_at=created + timedelta(seconds=12) if outcome.is_final else None,
            error=error if outcome is Outcome.BOUNCED else None,
            status=status,
        )
        for index, (address, outcome) in enumerate(zip(addresses, reported, strict=True))
    )
    return SampleEntry(submission, groups_of(messages), messages=messages)


def unknown(number: int = 1, **changes: Any) -> OutboxEntry:
    values: dict[str, Any] = {
        "problem": Problem(ProblemCode.NO_ANSWER),
        "lookups": 3,
        "next_lookup_at": NOW + timedelta(minutes=4),
    } | changes
    return entry(number, SubmissionState.UNKNOWN, subject="Your order 20771 is on its way", **values)


def rejected(number: int = 2, **changes: Any) -> OutboxEntry:
    problem = Problem(
        ProblemCode.REQUEST_REFUSED, 400, "BAD_REQUEST", "The sender address is not allowed for this account"
    )
    values: dict[str, Any] = {"problem": problem, "subject": "Planned maintenance on Sunday"} | changes
    return entry(number, SubmissionState.REJECTED, "ops@example.com", **values)


def held_back(number: int = 3) -> OutboxEntry:
    problem = Problem(ProblemCode.RATE_LIMITED, 429, retry_at=NOW + timedelta(minutes=4, seconds=30))
    return entry(number, SubmissionState.QUEUED, subject="Meter reading reminder", problem=problem)


def without_key(number: int = 4) -> OutboxEntry:
    return entry(
        number, SubmissionState.QUEUED, subject="Contract draft for Monday", problem=Problem(ProblemCode.NO_KEY)
    )


def scheduled(number: int = 14, **changes: Any) -> OutboxEntry:
    values: dict[str, Any] = {"send_at": NOW + timedelta(days=25), "subject": "Season's greetings"} | changes
    return entry(number, SubmissionState.SCHEDULED, **values)


def too_late(number: int = 15) -> OutboxEntry:
    problem = Problem(ProblemCode.TIME_PASSED)
    return entry(number, SubmissionState.QUEUED, problem=problem, send_at=NOW - timedelta(hours=1))


def everything() -> list[OutboxEntry]:
    """One of each kind, newest first."""
    return [
        unknown(1),
        rejected(2),
        without_key(3),
        entry(4, SubmissionState.SENDING, "tom.ito@example.org", "ana.kovac@example.com", subject="Contract draft"),
        held_back(5),
        entry(6, SubmissionState.QUEUED, subject="Winter tariff"),
        entry(7, SubmissionState.ACCEPTED, outcomes=(Outcome.DELIVERED,)),
        entry(8, SubmissionState.ACCEPTED, subject="Welcome"),
        entry(9, SubmissionState.ACCEPTED, "full@example.com", outcomes=(Outcome.BOUNCED,), error=FULL),
        entry(
            10,
            SubmissionState.ACCEPTED,
            "ana.kovac@example.com",
            "tom.ito@example.org",
            "bounce@example.com",
            outcomes=(Outcome.ACCEPTED, Outcome.DELIVERED, Outcome.BOUNCED),
            error=FULL,
        ),
        entry(11, SubmissionState.CANCELLED, handed_over_at=None),
        entry(12, SubmissionState.ACCEPTED, days_ago=1, outcomes=(Outcome.DELIVERED,)),
        entry(13, SubmissionState.ACCEPTED, days_ago=4, outcomes=(Outcome.DELIVERED,)),
    ]


class FakeOutbox(QObject):
    """Holds entries; notes what it is asked to do."""

    changed = Signal(object)
    progressed = Signal(str, object, object)
    settled = Signal(object)
    failed = Signal(object)

    def __init__(self, entries: list[OutboxEntry]) -> None:
        super().__init__()
        self.all = entries
        self.asked: list[tuple[str, str]] = []
        self.reads = self.reads_of_open = 0
        self.unfolded: list[SubmissionId] = []
        self.is_broken = False
        self._bridge = TaskBridge(self)

    def entries(self, submission_ids: frozenset[SubmissionId]) -> Task[Any]:
        return self._done(tuple(one for one in self.all if one.submission.id in submission_ids))

    def newest_entries(self, account_id: AccountId, limit: int = 200) -> Task[Any]:
        self.reads += 1
        return self._done(tuple(one for one in self.all if one.submission.account_id == account_id)[:limit])

    def unsettled(self, account_id: AccountId, limit: int) -> Task[Any]:
        self.reads_of_open += 1
        settled = (SubmissionState.ACCEPTED, SubmissionState.CANCELLED)
        own = [one.submission for one in self.all if one.submission.account_id == account_id]
        return self._done(tuple(one for one in own if one.state not in settled)[:limit])

    def recipients(self, submission_id: SubmissionId) -> Task[Any]:
        self.unfolded.append(submission_id)
        return self._done(self._messages(submission_id))

    def with_words(self, submission_ids: list[SubmissionId], text: str) -> Task[Any]:
        found = [one for one in submission_ids if has_words([row.to for row in self._messages(one)], text)]
        return self._done(frozenset(found))

    def _messages(self, submission_id: SubmissionId) -> tuple[MessageRow, ...]:
        of_mail = (one for one in self.all if one.submission.id == submission_id)
        return next((one.messages for one in of_mail if isinstance(one, SampleEntry)), ())

    def look_up_now(self, submission_id: SubmissionId) -> None:
        self.asked.append(("look_up_now", submission_id))

    def try_now(self, submission_id: SubmissionId) -> None:
        self.asked.append(("try_now", submission_id))

    def send_again(self, submission_id: SubmissionId) -> Task[Any]:
        self.asked.append(("send_again", submission_id))
        return self._done(self._submission(submission_id))

    def take_back(self, submission: SubmissionHead) -> Task[Any]:
        self.asked.append(("take_back", submission.id))
        return self.copy_to_draft(submission.id)

    def set_send_at(self, submission_id: SubmissionId, send_at: datetime | None) -> Task[Any]:
        self.asked.append(("set_send_at", submission_id))
        return self._done(None)

    def change_scheduled(
        self, submission_id: SubmissionId, change: BulkChange, send_at: datetime | None = None
    ) -> Task[Any]:
        self.asked.append((change.value, submission_id))
        return self._done(self._submission(submission_id))

    def cancel(self, submission_id: SubmissionId) -> Task[Any]:
        self.asked.append(("cancel", submission_id))
        return self._done(self._submission(submission_id))

    def edit_and_cancel(self, submission_id: SubmissionId) -> Task[Any]:
        self.asked.append(("edit_and_cancel", submission_id))
        return self.copy_to_draft(submission_id)

    def copy_to_draft(self, submission_id: SubmissionId) -> Task[Any]:
        submission = self._submission(submission_id)
        return self._done(
            Draft(id=DraftId("d1"), account_id=submission.account_id, subject=submission.subject, updated_at=NOW)
        )

    def _submission(self, submission_id: SubmissionId) -> ListedSubmission:
        return next(one.submission for one in self.all if one.submission.id == submission_id)

    def _done(self, result: object) -> Task[Any]:
        future: Future[object] = Future()
        if self.is_broken:
            future.set_exception(Failed(Problem(ProblemCode.ARCHIVE_LOCKED)))
        else:
            future.set_result(result)
        return self._bridge.watch(future)


class FakeSendRuns(QObject):
    """Holds runs; notes what it is asked to do."""

    changed = Signal(object)
    settled = Signal(object)
    failed = Signal(object)

    def __init__(self, *entries: SendRunEntry) -> None:
        super().__init__()
        self.all = list(entries)
        self.asked: list[tuple[str, str]] = []
        self.reads = 0
        self._bridge = TaskBridge(self)

    def unfinished(self, account_id: AccountId) -> Task[Any]:
        own = [one for one in self.all if one.run.account_id == account_id]
        return self._done(tuple(one for one in own if one.run.state in OPEN_STATES))

    def newest_entries(self, account_id: AccountId, limit: int) -> Task[Any]:
        self.reads += 1
        return self._done(tuple(one for one in self.all if one.run.account_id == account_id)[:limit])

    def pause(self, run_id: SendRunId) -> None:
        self.asked.append(("pause", run_id))

    def resume(self, run_id: SendRunId) -> None:
        self.asked.append(("resume", run_id))

    def stop_run(self, run_id: SendRunId) -> None:
        self.asked.append(("stop_run", run_id))

    def hurry(self, run_id: SendRunId) -> None:
        self.asked.append(("hurry", run_id))

    def settle_missing(self, run_id: SendRunId, *, send_again: bool) -> None:
        self.asked.append(("send_missing" if send_again else "leave_missing", run_id))

    def look_up_now(self, one: SendRunEntry) -> None:
        self.asked.append(("look_up_now", one.run.id))

    def take_back(self, run_id: SendRunId) -> Task[Any]:
        self.asked.append(("take_back", run_id))
        return self._done(None)

    def copy_rest(self, run_id: SendRunId) -> Task[Any]:
        self.asked.append(("copy_rest", run_id))
        return self._done(Draft(id=DraftId("d2"), account_id=SANDBOX.id, updated_at=NOW))

    def _done(self, result: object) -> Task[Any]:
        future: Future[object] = Future()
        future.set_result(result)
        return self._bridge.watch(future)


def batch(number: int, state: SubmissionState, recipients: int = 1000, **changes: Any) -> SendRunBatch:
    """A request of a run; each one is settled five seconds after the one before."""
    created = NOW - timedelta(minutes=2) + timedelta(seconds=5 * number)
    is_out = state not in (SubmissionState.QUEUED, SubmissionState.CANCELLED)
    made = SendRunBatch(
        id=SubmissionId(f"b{number}"),
        bulk_id=BulkId(f"stem-{number}"),
        state=state,
        recipient_count=recipients,
        created_at=created,
        handed_over_at=created if is_out else None,
        settled_at=created + timedelta(seconds=4) if state is SubmissionState.ACCEPTED else None,
    )
    return msgspec.structs.replace(made, **changes)


def run(state: SendRunState, *batches: SendRunBatch, left: int = 0, **changes: Any) -> SendRunEntry:
    """A run to the customers of a list."""
    made = SendRun(
        id=SendRunId("r1"),
        account_id=SANDBOX.id,
        bulk_stem="stem",
        state=state,
        subject="Your November statement",
        sender="billing@sandbox.example",
        list_name="customers.csv",
        created_at=NOW - timedelta(minutes=2),
        settled_at=NOW if state in (SendRunState.DONE, SendRunState.STOPPED, SendRunState.TAKEN_BACK) else None,
    )
    return SendRunEntry(run=msgspec.structs.replace(made, **changes), batches=batches, left=left)


def three_of_five(state: SendRunState = SendRunState.RUNNING, **changes: Any) -> SendRunEntry:
    """3,000 of 5,000 recipients are done, and the next request is being sent."""
    out = [batch(number, SubmissionState.ACCEPTED) for number in range(3)]
    return run(state, *out, batch(3, SubmissionState.SENDING), left=1000, **changes)


class FakeHarvest(QObject):
    reports_stored = Signal(object)
    logs_stored = Signal(object)


def stored(*about: str) -> SyncResult:
    """Log entries or reports that bring news of these mails."""
    return SyncResult(9, 9, 0, (), NOW, submissions=frozenset(SubmissionId(one) for one in about))


def services_with(
    entries: list[OutboxEntry], clock: Callable[[], datetime] = lambda: NOW, *runs: SendRunEntry
) -> tuple[Any, FakeOutbox]:
    """What the page needs of `Services`."""
    outbox = FakeOutbox(entries)
    made = SimpleNamespace(
        outbox=outbox,
        send_runs=FakeSendRuns(*runs),
        sync=FakeHarvest(),
        accounts=FakeAccounts(LIVE),
        context=SimpleNamespace(clock=clock),
    )
    return made, outbox
