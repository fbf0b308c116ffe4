"""Scheduled mail at the service: what has become of it, and changes that the user wants of it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

from composer_app.domain.account import Account
from composer_app.domain.clock import Clock
from composer_app.domain.ids import SubmissionId
from composer_app.domain.problem import Problem, ProblemCode
from composer_app.domain.scheduled_bulk import (
    STATUS_OF,
    BulkChange,
    BulkStatus,
    ScheduledBulk,
    is_as_wanted,
)
from composer_app.domain.submission import IllegalStep, Submission, SubmissionState
from composer_app.services.connections.connections import Connections
from composer_app.services.connections.credentials import KeyringUnusable
from composer_app.services.runtime.archive_access import ArchiveAccess
from composer_app.services.runtime.error_mapping import Failed, failure_of
from composer_app.services.sending.lookup_times import ASK_AGAIN_AFTER, leaves_service_at, next_lookup, within_reach

if TYPE_CHECKING:
    import asyncio

    from composer_app.archive.archive import Archive

log = logging.getLogger(__name__)

AFTER_ITS_TIME = timedelta(seconds=5)
"""How long after its time a scheduled mail is first asked about."""
_STILL_HELD = timedelta(seconds=30)
"""The pause before the next question about a mail whose time is over, but which the service still holds."""
_PAUSED_ELSEWHERE = timedelta(hours=1)
"""The pause between two questions about a paused mail: another program may resume it."""
_GONE = 404


class ScheduledChanges:
    """Asks for changes of scheduled mail and follows it. Belongs to the worker's loop.

    No change sends a mail again. One whose outcome is unknown is looked up at the service before anything is said.
    Changes of and questions about one mail take turns, so that a late answer does not overwrite a change.
    """

    def __init__(self, archive: ArchiveAccess, connections: Connections, clock: Clock) -> None:
        self._archive = archive
        self._connections = connections
        self._now = clock
        self._turns: WeakValueDictionary[SubmissionId, asyncio.Lock] = WeakValueDictionary()

    async def change(
        self, submission_id: SubmissionId, account: Account, change: BulkChange, send_at: datetime | None = None
    ) -> Submission | None:
        """Carry out a change of the user. Returns the submission as it is afterwards; None: it was deleted.

        Args:
            send_at: the new time, for `BulkChange.MOVE`.

        Raises:
            Failed: CHANGE_REFUSED: the service does not change it any more; CHANGE_UNKNOWN: it is not known whether it
                did, and the program asks again by itself; everything else: nothing was changed.
        """
        async with self._turn(submission_id):
            return await self._change(submission_id, account, change, send_at)

    async def _change(
        self, submission_id: SubmissionId, account: Account, change: BulkChange, send_at: datetime | None
    ) -> Submission | None:
        submission = await self._begin(submission_id)
        if submission is None:
            return None
        error: Exception | None = None
        try:
            session = await self._connections.session(account)
            if change is BulkChange.MOVE:
                assert send_at is not None
                await session.move_bulk(submission.bulk_id, send_at)
            else:
                await session.change_bulk(submission.bulk_id, STATUS_OF[change])
        except Exception as failed:  # also a bug: the service is asked what it has
            log.info("change of %s: %s", submission.bulk_id, failure_of(failed).problem.code)
            error = failed
        if error is not None and not _may_be_done(error) and not _is_refusal(error):
            await self._ask_again(submission_id, None, self._check_at(submission))
            raise failure_of(error)
        bulk: ScheduledBulk | None = None
        try:
            bulk = await self._fetch(submission, account)
        except Exception as failed:  # also a bug
            if error is None:
                return await self._record(submission_id, _expected(submission, change, send_at))
            if not _is_gone(failed):
                await self._ask_again(submission_id, Problem(ProblemCode.CHANGE_UNKNOWN), self._soon())
                raise Failed(Problem(ProblemCode.CHANGE_UNKNOWN)) from failed
        latest = await (self._record_gone(submission) if bulk is None else self._record(submission_id, bulk))
        if error is None or (bulk is not None and is_as_wanted(bulk, change, send_at)):
            return latest
        problem = failure_of(error).problem
        raise Failed(
            Problem(
                ProblemCode.CHANGE_REFUSED,
                http_status=problem.http_status,
                vendor_code=problem.vendor_code,
                vendor_text=problem.vendor_text,
            )
        )

    async def follow(
        self,
        submission_id: SubmissionId,
        account: Account,
        *,
        may_ask: bool = False,
        on_failure: Callable[[Failed], None] | None = None,
    ) -> Submission | None:
        """Ask what has become of a scheduled submission, and record it. None: it was deleted.

        A failed question only changes the time of the next one.

        Args:
            may_ask: the user is present, and the keyring may ask for its password.
            on_failure: gets the failure of the question.
        """
        async with self._turn(submission_id):
            return await self._follow(submission_id, account, may_ask, on_failure)

    async def _follow(
        self,
        submission_id: SubmissionId,
        account: Account,
        may_ask: bool,
        on_failure: Callable[[Failed], None] | None,
    ) -> Submission | None:
        submission = await self._read(submission_id)
        if submission is None or submission.state is not SubmissionState.SCHEDULED:
            return submission
        try:
            if not may_ask and await self._connections.would_ask(account):
                raise KeyringUnusable(ProblemCode.KEYRING_LOCKED)
            return await self._record(submission_id, await self._fetch(submission, account))
        except Exception as error:  # also a bug: the next question is still due
            if _is_gone(error):
                return await self._record_gone(submission)
            _report(submission, error, on_failure)
            return await self._ask_again(submission_id, None, self._soon())

    async def look_up(
        self,
        submission: Submission,
        account: Account,
        *,
        may_ask: bool,
        on_failure: Callable[[Failed], None] | None,
    ) -> Submission | None:
        """Look up a maybe-sent scheduled submission: the service knows its bulk if it has the mail.

        None: the service does not know it, and its time is over, so the logs list it if it went out.
        """
        async with self._turn(submission.id):
            return await self._look_up(submission, account, may_ask, on_failure)

    async def _look_up(
        self,
        submission: Submission,
        account: Account,
        may_ask: bool,
        on_failure: Callable[[Failed], None] | None,
    ) -> Submission | None:
        now, leaves_at = self._now(), leaves_service_at(submission)
        try:
            if not may_ask and await self._connections.would_ask(account):
                raise KeyringUnusable(ProblemCode.KEYRING_LOCKED)
            bulk = await self._fetch(submission, account)
        except Exception as error:  # also a bug
            if not _is_gone(error):
                _report(submission, error, on_failure)
                put_off = within_reach(now + ASK_AGAIN_AFTER, leaves_at)
                return await self._writing(
                    lambda archive: archive.outbox.postpone_lookup(submission.id, put_off), submission
                )
            if leaves_at <= now:
                return None
            then = next_lookup(now, leaves_at, submission.lookups + 1)
            return await self._writing(
                lambda archive: archive.outbox.record_lookup(submission.id, now, then, now), submission
            )
        return await self._record(submission.id, bulk) or submission

    def _turn(self, submission_id: SubmissionId) -> asyncio.Lock:
        import asyncio  # see ArchiveAccess.writing

        return self._turns.setdefault(submission_id, asyncio.Lock())

    async def _begin(self, submission_id: SubmissionId) -> Submission | None:
        """The submission, with a question about it due in case the program ends before the outcome is recorded."""
        check_at = self._soon()

        def begin(archive: Archive) -> Submission | None:
            found = archive.outbox.get(submission_id)
            if found is None:
                return None
            try:
                archive.outbox.begin_bulk_change(submission_id, check_at)
            except IllegalStep:
                raise Failed(Problem(ProblemCode.CHANGE_REFUSED)) from None
            return found

        return await self._archive.writing(begin)

    async def _read(self, submission_id: SubmissionId) -> Submission | None:
        return await self._archive.writing(lambda archive: archive.outbox.get(submission_id))

    async def _fetch(self, submission: Submission, account: Account) -> ScheduledBulk:
        session = await self._connections.session(account)
        return await session.fetch_bulk(submission.bulk_id)

    async def _record(self, submission_id: SubmissionId, bulk: ScheduledBulk) -> Submission | None:
        now = self._now()

        def record(archive: Archive) -> Submission | None:
            found = archive.outbox.get(submission_id)
            if found is None:
                return None
            try:
                return archive.outbox.record_bulk(submission_id, now, bulk, _next_check(bulk, found, now))
            except IllegalStep:  # settled by the logs meanwhile
                return found

        return await self._archive.writing(record)

    async def _record_gone(self, submission: Submission) -> Submission:
        now = self._now()
        then = next_lookup(now, max(leaves_service_at(submission), now), 0)
        return await self._writing(
            lambda archive: archive.outbox.record_bulk_gone(submission.id, now, then), submission
        )

    async def _ask_again(
        self, submission_id: SubmissionId, problem: Problem | None, check_at: datetime
    ) -> Submission | None:
        def doubt(archive: Archive) -> Submission | None:
            found = archive.outbox.get(submission_id)
            if found is None or found.state is not SubmissionState.SCHEDULED:
                return found
            return archive.outbox.record_bulk_in_doubt(submission_id, problem, check_at)

        return await self._archive.writing(doubt)

    async def _writing(self, job: Callable[[Archive], Submission], before: Submission) -> Submission:
        """Do it, unless the submission was settled or deleted meanwhile."""

        def write(archive: Archive) -> Submission:
            found = archive.outbox.get(before.id)
            if found is None or found.state is not before.state:
                return found or before
            return job(archive)

        return await self._archive.writing(write)

    def _soon(self) -> datetime:
        return self._now() + ASK_AGAIN_AFTER

    def _check_at(self, submission: Submission) -> datetime:
        return max(leaves_service_at(submission) + AFTER_ITS_TIME, self._soon())


def _next_check(bulk: ScheduledBulk, submission: Submission, now: datetime) -> datetime:
    """When to ask about a bulk again that is still held."""
    if bulk.status is BulkStatus.PAUSED:
        return now + _PAUSED_ELSEWHERE
    send_at = bulk.send_at or submission.send_at or now
    return max(send_at + AFTER_ITS_TIME, now + _STILL_HELD)


def _expected(submission: Submission, change: BulkChange, send_at: datetime | None) -> ScheduledBulk:
    """The bulk after a change that the service confirmed."""
    if change is BulkChange.MOVE:
        return ScheduledBulk(BulkStatus.PAUSED if submission.is_paused else BulkStatus.PENDING, send_at)
    return ScheduledBulk(STATUS_OF[change], submission.send_at)


def _may_be_done(error: Exception) -> bool:
    from composer_app.api.errors import ApiError

    return not isinstance(error, ApiError | Failed) or (isinstance(error, ApiError) and error.may_have_been_sent)


def _is_refusal(error: Exception) -> bool:
    """The service said no to this change: 404, 409 and the like. What it has may be something else than we know."""
    from composer_app.api.errors import Rejected

    return isinstance(error, Rejected)


def _is_gone(error: Exception) -> bool:
    """The vendor's own word that it does not know the bulk."""
    from composer_app.api.errors import ApiError

    return isinstance(error, ApiError) and error.http_status == _GONE and error.is_vendors_refusal


def _report(submission: Submission, error: Exception, on_failure: Callable[[Failed], None] | None) -> None:
    failure = failure_of(error)
    log.info("question about %s: %s", submission.bulk_id, failure.problem.code)
    if on_failure is not None:
        on_failure(failure)
