"""Delivery of one submission: from queued to accepted, rejected or unknown."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from composer_app.domain.account import Account
from composer_app.domain.clock import Clock
from composer_app.domain.ids import SubmissionId
from composer_app.domain.problem import Problem, ProblemCode
from composer_app.domain.queries import LogQuery
from composer_app.domain.send_time import is_past
from composer_app.domain.submission import IllegalStep, Submission, SubmissionState
from composer_app.domain.vendor_limits import MAX_LIMIT
from composer_app.domain.vendor_records import LogEntry
from composer_app.services.connections.connections import Connections
from composer_app.services.connections.credentials import KeyringUnusable
from composer_app.services.runtime.archive_access import ArchiveAccess
from composer_app.services.runtime.error_mapping import Failed, failure_of
from composer_app.services.sending.allowed_only import refuse_others
from composer_app.services.sending.lookup_times import ASK_AGAIN_AFTER, leaves_service_at, next_lookup, within_reach
from composer_app.services.sending.scheduled_changes import ScheduledChanges
from composer_app.services.sending.send_retries import with_next_try

if TYPE_CHECKING:
    import asyncio

    from composer_app.api.answers import SendAnswer
    from composer_app.archive.archive import Archive

log = logging.getLogger(__name__)

OnProgress = Callable[[int, int], None]

_REFUSALS = {
    ProblemCode.WRONG_KEY,
    ProblemCode.FORBIDDEN,
    ProblemCode.NOT_THIS_API,
    ProblemCode.REQUEST_REFUSED,
    ProblemCode.RATE_LIMITED,
    ProblemCode.PROXY_SIGN_IN,
}
_ANSWERED_NO = {
    ProblemCode.WRONG_KEY,
    ProblemCode.FORBIDDEN,
    ProblemCode.NOT_THIS_API,
    ProblemCode.REQUEST_REFUSED,
    ProblemCode.FILE_GONE,
}


class SubmissionGone(Exception):
    """The submission was deleted by the erasure of an address."""


class Delivery:
    """Sends submissions and looks up those with unknown outcome. Belongs to the worker's loop.

    Each step is in the archive before it is carried out: "sending" before the request leaves, so that after a kill
    no mail that may have been sent counts as unsent.

    Args:
        is_unattended: False: held-back mail waits for the user in the archive, and only the caller retries, at the time
            that `deliver` returns. So none is sent after the caller's death.
    """

    def __init__(
        self,
        archive: ArchiveAccess,
        connections: Connections,
        blob_path: Callable[[str], Path],
        clock: Clock,
        *,
        is_unattended: bool = True,
    ) -> None:
        self._archive = archive
        self._connections = connections
        self._blob_path = blob_path
        self._now = clock
        self._is_unattended = is_unattended
        self.scheduled = ScheduledChanges(archive, connections, clock)
        """Changes of scheduled mail."""
        self._requests: dict[SubmissionId, asyncio.Task[SendAnswer] | None] = {}
        self._stopped: set[SubmissionId] = set()

    async def deliver(self, submission_id: SubmissionId, account: Account, on_progress: OnProgress) -> Submission:
        """Send a queued submission once, and record the outcome.

        Returns the submission in its new state: accepted, rejected, unknown, or queued again with the time of the
        next try if it surely did not leave. Stopped by the user before a byte may have left, it becomes cancelled,
        after that unknown; interrupted by the end of the program, it stays queued or becomes unknown. Other states are
        left unchanged.

        Raises SubmissionGone.
        """
        self._requests[submission_id] = None
        try:
            return await self._deliver(submission_id, account, on_progress)
        finally:
            del self._requests[submission_id]
            self._stopped.discard(submission_id)

    async def stop(self, submission_id: SubmissionId) -> None:
        """Cancel the request of a submission; `deliver` then records its state."""
        if submission_id in self._requests:
            self._stopped.add(submission_id)
            if (request := self._requests[submission_id]) is not None:
                request.cancel()

    async def look_up(
        self,
        submission_id: SubmissionId,
        account: Account,
        *,
        may_ask: bool = True,
        on_failure: Callable[[Failed], None] | None = None,
    ) -> Submission:
        """Look up a maybe-sent submission in the logs by its ids. If found, it was accepted.

        One that was scheduled is asked for at the service first: it may be paused there, or have another time. Only if
        the service does not know it, the logs say something.

        A failed lookup only changes the time of the next one.

        Args:
            may_ask: the user is present, and the keyring may ask for its password.
            on_failure: gets the failure of the query or of its answer.

        Raises SubmissionGone.
        """
        submission = await self._archive.writing(lambda archive: _as_it_is(archive, submission_id))
        if submission.state is SubmissionState.UNKNOWN and submission.send_at is not None:
            found = await self.scheduled.look_up(submission, account, may_ask=may_ask, on_failure=on_failure)
            if found is not None:
                return found
        now = self._now()
        handed_over_at = leaves_service_at(submission)
        entries: tuple[LogEntry, ...] = ()
        has_answer, served_at = False, now
        try:
            if not may_ask and await self._connections.would_ask(account):
                raise KeyringUnusable(ProblemCode.KEYRING_LOCKED)
            session = await self._connections.session(account)
            answer = await session.fetch_logs(LogQuery(bulk_ids=(submission.bulk_id,), limit=MAX_LIMIT))
            parsed = session.read_logs(answer)
            entries = tuple(entry for entry in parsed.entries if _is_of(submission, entry))
            has_answer = bool(entries) or parsed.problem is None
            served_at = answer.served_at or now
            if not has_answer:
                raise Failed(Problem(ProblemCode.UNREADABLE_ANSWER))
        except Exception as error:  # any error, also a bug: the next lookup is still scheduled
            failure = failure_of(error)
            log.info("lookup of %s: %s", submission.bulk_id, failure.problem.code)
            if on_failure is not None:
                on_failure(failure)

        def record(archive: Archive) -> Submission:
            archive.logs.ingest(account.id, entries, now, None)
            latest = _as_it_is(archive, submission.id)
            if latest.attempts > submission.attempts:  # the answer may be older than the last try
                return latest
            try:
                # If the answer named some recipients, their log entries settle nothing for the others.
                if entries and not _is_partly_named(latest):
                    return archive.outbox.record_found(submission.id, now)
                if has_answer:
                    then = next_lookup(now, handed_over_at, submission.lookups + 1)
                    return archive.outbox.record_lookup(submission.id, now, then, served_at)
                return archive.outbox.postpone_lookup(
                    submission.id, within_reach(now + ASK_AGAIN_AFTER, handed_over_at)
                )
            except IllegalStep:  # settled by the ingest, or by the user meanwhile
                return latest

        return await self._archive.writing(record)

    async def _deliver(self, submission_id: SubmissionId, account: Account, on_progress: OnProgress) -> Submission:
        import asyncio  # see ArchiveAccess.writing

        may_have_left = False

        def handing_over(sent: int, total: int) -> None:
            nonlocal may_have_left
            may_have_left = True
            on_progress(sent, total)

        before = await self._archive.writing(lambda a: _as_it_is(a, submission_id))
        await self._ask_about_last_try(before, account)
        submission, may_begin = await self._begin(submission_id)
        if not may_begin:
            return submission
        request = asyncio.ensure_future(self._request(submission, account, handing_over))
        self._requests[submission_id] = request
        if submission_id in self._stopped:
            request.cancel()
        try:
            answer = await request
        except asyncio.CancelledError:
            return await self._record_stopped(submission, may_have_left)
        except Exception as error:
            return await self._record_failure(submission, error, may_have_left, tries=self._tries(before) + 1)
        return await self._record_answer(submission, answer)

    async def _ask_about_last_try(self, submission: Submission, account: Account) -> None:
        """Lookup before a retry after 429: if the logs list the mail, it was accepted, and the ingest settles it. If
        the lookup fails, the service's refusal counts."""
        if submission.problem is None or submission.problem.code is not ProblemCode.RATE_LIMITED:
            return
        now = self._now()
        try:
            session = await self._connections.session(account)
            answer = await session.fetch_logs(LogQuery(bulk_ids=(submission.bulk_id,), limit=MAX_LIMIT))
            entries = tuple(entry for entry in session.read_logs(answer).entries if _is_of(submission, entry))
        except Exception as error:  # also a bug
            log.info("before the next try of %s: %s", submission.bulk_id, failure_of(error).problem.code)
            return
        await self._archive.writing(lambda archive: archive.logs.ingest(account.id, entries, now, None))

    async def _begin(self, submission_id: SubmissionId) -> tuple[Submission, bool]:
        """Take the step to "sending". The flag is False if the submission was not queued, or is queued again."""

        import asyncio

        from composer_app.archive.errors import NotFound

        def begin(archive: Archive) -> tuple[Submission, bool]:
            try:
                return archive.outbox.start_sending(submission_id, self._now()), True
            except IllegalStep:  # cancelled meanwhile, or taken by another program
                return _as_it_is(archive, submission_id), False
            except NotFound:
                raise SubmissionGone from None

        beginning = asyncio.ensure_future(self._archive.writing(begin))
        try:
            return await asyncio.shield(beginning)
        except asyncio.CancelledError:
            submission, has_begun = await beginning
            return (await self._put_back(submission) if has_begun else submission), False

    async def _request(self, submission: Submission, account: Account, on_progress: OnProgress) -> SendAnswer:
        if submission.send_at is not None and is_past(submission.send_at, self._now()):
            raise Failed(Problem(ProblemCode.TIME_PASSED))
        refuse_others(account, (one.mailbox.address for one in submission.recipients))  # the list may be a newer one
        session = await self._connections.session(account)
        return await session.send(submission, self._blob_path, on_progress)

    async def _record_answer(self, submission: Submission, answer: SendAnswer) -> Submission:
        now = self._now()
        then = next_lookup(now, submission.handed_over_at or now, 0)
        return await self._archive.writing(
            lambda a: a.outbox.record_answer(submission.id, now, answer.bulk_id, answer.messages, answer.raw, then)
        )

    async def _record_stopped(self, submission: Submission, may_have_left: bool) -> Submission:
        is_wanted = submission.id in self._stopped
        if may_have_left:
            return await self._record_unknown(
                submission, Problem(ProblemCode.STOPPED if is_wanted else ProblemCode.INTERRUPTED)
            )
        if not is_wanted:
            return await self._put_back(submission)
        now = self._now()
        return await self._archive.writing(lambda a: a.outbox.cancel(submission.id, now, is_sender=True))

    async def _record_failure(
        self, submission: Submission, error: Exception, may_have_left: bool, tries: int
    ) -> Submission:
        from composer_app.api.errors import ApiError

        now = self._now()
        problem = failure_of(error).problem
        if error.may_have_been_sent if isinstance(error, ApiError) else may_have_left:
            if problem.code in _REFUSALS:  # not in the vendor's envelope, else it would be certain
                problem = msgspec.structs.replace(problem, code=ProblemCode.FOREIGN_ANSWER)
            return await self._record_unknown(submission, problem)
        if problem.code in _ANSWERED_NO:
            return await self._archive.writing(lambda a: a.outbox.record_rejected(submission.id, now, problem))
        return await self._hold_back(submission, with_next_try(problem, error, now, tries))

    def _tries(self, submission: Submission) -> int:
        """Number of failed tries in a row; restarts after waiting for the user."""
        problem = submission.problem
        if problem is None or (self._is_unattended and problem.retry_at is None):
            return 0
        return problem.tries

    async def _hold_back(self, submission: Submission, problem: Problem) -> Submission:
        now = self._now()
        stored = problem if self._is_unattended else msgspec.structs.replace(problem, retry_at=None)
        held = await self._archive.writing(lambda a: a.outbox.hold_back(submission.id, now, stored))
        return msgspec.structs.replace(held, problem=problem) if held.state is SubmissionState.QUEUED else held

    async def _record_unknown(self, submission: Submission, problem: Problem) -> Submission:
        now = self._now()
        then = next_lookup(now, leaves_service_at(submission), 0)
        return await self._archive.writing(lambda a: a.outbox.record_unknown(submission.id, now, problem, then))

    async def _put_back(self, submission: Submission) -> Submission:
        """The program ended before a byte was sent: send it at the next start."""
        return await self._hold_back(submission, Problem(ProblemCode.NO_CONNECTION, retry_at=self._now()))


def _is_of(submission: Submission, entry: LogEntry) -> bool:
    """Check a match, so that a service that ignores the filter does not turn an unknown mail into an accepted one.

    Entries of 2017 have no bulk id; they must match a recipient.
    """
    if entry.message_id in {one.message_id for one in submission.recipients}:
        return True
    if entry.bulk_id is not None:
        return entry.bulk_id == submission.bulk_id
    return any(one.mailbox.address.casefold() in entry.to.casefold() for one in submission.recipients)


def _is_partly_named(submission: Submission) -> bool:
    return submission.problem is not None and submission.problem.code is ProblemCode.PARTLY_NAMED


def _as_it_is(archive: Archive, submission_id: SubmissionId) -> Submission:
    submission = archive.outbox.get(submission_id)
    if submission is None:
        raise SubmissionGone
    return submission
