"""One submission on its way out: from queued to accepted, rejected or unknown."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from composer_app.domain.account import Account
from composer_app.domain.clock import Clock
from composer_app.domain.ids import SubmissionId
from composer_app.domain.problem import Problem, ProblemCode
from composer_app.domain.query import LOG_REACH, LogQuery
from composer_app.domain.submission import Submission, SubmissionState
from composer_app.services.archive_access import ArchiveAccess
from composer_app.services.connections import Connections
from composer_app.services.problems import problem_of

if TYPE_CHECKING:
    from composer_app.api.answers import SendAnswer

log = logging.getLogger(__name__)

OnProgress = Callable[[int, int], None]

LOOKUP_AFTER = (
    timedelta(seconds=5),
    timedelta(seconds=30),
    timedelta(minutes=2),
    timedelta(minutes=10),
    timedelta(hours=1),
)
"""Pauses before the look-ups of an unknown submission; the last one repeats until the logs have forgotten it."""

_SURELY_NOT_SENT = {
    ProblemCode.HOST_UNKNOWN,
    ProblemCode.REFUSED,
    ProblemCode.TLS,
    ProblemCode.NO_CONNECTION,
    ProblemCode.NO_KEY,
    ProblemCode.KEYRING_LOCKED,
    ProblemCode.SANDBOX_FAILED,
    ProblemCode.RATE_LIMITED,
    ProblemCode.UNAVAILABLE,
}
_ANSWERED_NO = {
    ProblemCode.WRONG_KEY,
    ProblemCode.FORBIDDEN,
    ProblemCode.NOT_THIS_API,
    ProblemCode.REQUEST_REFUSED,
    ProblemCode.FILE_GONE,
}


def next_lookup(handed_over_at: datetime, lookups: int) -> datetime | None:
    """When to look for an unknown submission next, or None once the logs cannot know it any more."""
    first, hourly = LOOKUP_AFTER[:-1], LOOKUP_AFTER[-1]
    after = first[lookups] if lookups < len(first) else first[-1] + hourly * (lookups - len(first) + 1)
    return handed_over_at + after if after <= LOG_REACH else None


class Delivery:
    """Sends submissions and looks for those of which nobody knows. Belongs to the worker's loop.

    The archive hears of each step before it is taken: it says "sending" before the request leaves, so that after
    a kill nothing that may have gone out is taken for unsent.
    """

    def __init__(
        self, archive: ArchiveAccess, connections: Connections, blob_path: Callable[[str], Path], clock: Clock
    ) -> None:
        self._archive = archive
        self._connections = connections
        self._blob_path = blob_path
        self._now = clock
        self._requests: dict[SubmissionId, asyncio.Task[SendAnswer]] = {}

    async def deliver(self, submission_id: SubmissionId, account: Account, on_progress: OnProgress) -> Submission:
        """Send a queued submission once, and record what came of it.

        Returns the submission in its new state: accepted, rejected, unknown, or queued again with the time of the
        next try if it surely did not leave. Cancelled before the request began, it becomes cancelled; after that,
        unknown.
        """
        may_have_left = False

        def handing_over(sent: int, total: int) -> None:
            nonlocal may_have_left
            may_have_left = True
            on_progress(sent, total)

        submission = await self._archive.writing(lambda a: a.start_sending(submission_id, self._now()))
        request = asyncio.ensure_future(self._request(submission, account, handing_over))
        self._requests[submission_id] = request
        try:
            answer = await request
        except asyncio.CancelledError:
            request.cancel()
            return await self._record_stopped(submission, may_have_left)
        except Exception as error:
            return await self._record_failure(submission, error)
        finally:
            del self._requests[submission_id]
        return await self._archive.writing(
            lambda a: a.record_answer(submission.id, self._now(), answer.bulk_id, answer.messages, answer.raw)
        )

    async def stop(self, submission_id: SubmissionId) -> None:
        """Break off the request of a submission; `deliver` then records what is known of it."""
        if (request := self._requests.get(submission_id)) is not None:
            request.cancel()

    async def look_up(self, submission: Submission, account: Account) -> Submission:
        """Ask the logs for an unknown submission by the ids it was sent with. Found: it was accepted.

        Not being able to ask changes nothing but the time of the next look-up.
        """
        now = self._now()
        try:
            session = await self._connections.session(account)
            answer = await session.fetch_logs(LogQuery(bulk_ids=(submission.bulk_id,), limit=1000))
            parsed = session.read_logs(answer)
        except Exception as error:
            log.info("look-up of %s: %s", submission.bulk_id, problem_of(error, now).code)
        else:
            if parsed.entries:
                await self._archive.writing(lambda a: a.ingest_logs(account.id, parsed.entries, now, None))
                return await self._archive.writing(lambda a: a.record_found(submission.id, now))
        then = next_lookup(submission.handed_over_at or submission.created_at, submission.lookups + 1)
        return await self._archive.writing(lambda a: a.record_lookup(submission.id, now, then))

    async def _request(self, submission: Submission, account: Account, on_progress: OnProgress) -> SendAnswer:
        session = await self._connections.session(account)
        return await session.send(submission, self._blob_path, on_progress)

    async def _record_stopped(self, submission: Submission, may_have_left: bool) -> Submission:
        now = self._now()
        if not may_have_left:
            return await self._archive.writing(lambda a: a.cancel(submission.id, now))
        problem = Problem(ProblemCode.STOPPED)
        return await self._record_unknown(submission, problem)

    async def _record_failure(self, submission: Submission, error: Exception) -> Submission:
        now = self._now()
        problem = problem_of(error, now, submission.attempts)
        if problem.code is ProblemCode.OURS:
            log.error("a send broke", exc_info=error)
        if problem.code in _SURELY_NOT_SENT:
            return await self._archive.writing(lambda a: a.hold_back(submission.id, now, problem))
        if problem.code in _ANSWERED_NO:
            return await self._archive.writing(lambda a: a.record_rejected(submission.id, now, problem))
        return await self._record_unknown(submission, problem)

    async def _record_unknown(self, submission: Submission, problem: Problem) -> Submission:
        now = self._now()
        then = next_lookup(submission.handed_over_at or now, 0)
        return await self._archive.writing(lambda a: a.record_unknown(submission.id, now, problem, then))


def is_waiting(submission: Submission) -> bool:
    """True if it leaves by itself: queued, and not held back by something only a person can mend."""
    held_for_good = submission.problem is not None and submission.problem.retry_at is None
    return submission.state is SubmissionState.QUEUED and not held_for_good
