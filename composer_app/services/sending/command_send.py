"""Sends one mail for a command, beside an open window or without one."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

import msgspec

from composer_app.domain.account import Account
from composer_app.domain.clock import Clock, utc_now
from composer_app.domain.draft import Draft
from composer_app.domain.draft_validation import submission_of
from composer_app.domain.ids import SubmissionId
from composer_app.domain.problem import Problem, ProblemCode
from composer_app.domain.submission import IllegalStep, Submission, SubmissionState
from composer_app.services.compose.attachment_copies import stored_path
from composer_app.services.connections.connections import Connections
from composer_app.services.profile import Profile
from composer_app.services.runtime.archive_access import ArchiveAccess
from composer_app.services.runtime.error_mapping import Failed, failure_of
from composer_app.services.sending.delivery import Delivery, SubmissionGone
from composer_app.services.sending.locks import CommandLock

if TYPE_CHECKING:
    from composer_app.archive.archive import Archive

log = logging.getLogger(__name__)


class Sent(msgspec.Struct, frozen=True):
    """Result of the send. `problem`: why the mail was not accepted; None if it was."""

    submission: Submission
    problem: Problem | None = None


class OutcomeNotRecorded(Failed):
    """The mail may have been sent, and the archive could not record its outcome; `problem` says why."""


class CommandSend:
    """Sends one draft through the outbox of a profile. Belongs to the worker's loop.

    The states are those of the window's outbox, and each is archived before its step. Two things differ: mail that
    surely was not sent within `patience` is cancelled, and mail found queued after the death of this process waits for
    the user. And a lock shows an open window that the submission belongs to a live process.
    """

    def __init__(
        self, profile: Profile, archive: ArchiveAccess, connections: Connections, clock: Clock = utc_now
    ) -> None:
        self._profile = profile
        self._archive = archive
        self._connections = connections
        self._now = clock
        store = profile.attachments
        self._delivery = Delivery(archive, connections, partial(stored_path, store), clock, is_unattended=False)
        self._has_stopped = asyncio.Event()
        self._submission_id: SubmissionId | None = None

    async def send(
        self, draft: Draft, text: str, account: Account, patience: timedelta, on_pause: Callable[[Problem, float], None]
    ) -> Sent:
        """Send a draft that has no problems.

        Args:
            draft: the content; no draft of the archive is deleted.
            text: the text part.
            account: sends it.
            patience: how long an unsent mail is retried, and a maybe-sent one looked up.
            on_pause: gets the problem and the seconds until the next try or lookup.

        Raises:
            OutcomeNotRecorded: it was queued, then the archive failed.
            Failed: nothing was queued: no key, or the archive failed.
        """
        await self._connections.session(account)
        submission = submission_of(draft, text, account, self._now())
        submission = msgspec.structs.replace(submission, problem=Problem(ProblemCode.COMMAND_ENDED))
        with CommandLock(self._profile, submission.id):
            self._submission_id = submission.id
            await self._archive.writing(lambda archive: archive.outbox.queue(submission, None))
            try:
                return await self._shielded(submission, account, self._now() + patience, on_pause)
            except Exception as error:  # any error, also a bug: the mail may have been sent by now
                problem = failure_of(error).problem
                log.error("broken off in the middle of a send: %s", problem.code)
                raise OutcomeNotRecorded(problem) from error

    async def stop(self) -> None:
        """Stop: unsent mail is cancelled, maybe-sent mail becomes unknown."""
        self._has_stopped.set()
        if self._submission_id is not None:
            await self._delivery.stop(self._submission_id)

    async def _shielded(
        self, submission: Submission, account: Account, until: datetime, on_pause: Callable[[Problem, float], None]
    ) -> Sent:
        latest = submission
        try:
            if self._has_stopped.is_set():  # while the key was read
                return Sent(await self._cancel(latest.id))
            latest = await self._delivery.deliver(latest.id, account, lambda _sent, _total: None)
            while True:
                problem = latest.problem
                match latest.state:
                    case SubmissionState.QUEUED if problem is not None:
                        if not await self._pause(problem.retry_at, until, problem, on_pause):
                            return Sent(await self._cancel(latest.id), problem)
                        latest = await self._delivery.deliver(latest.id, account, lambda _sent, _total: None)
                    case SubmissionState.UNKNOWN if problem is not None:
                        if not await self._pause(latest.next_lookup_at, until, problem, on_pause):
                            return Sent(latest, problem)
                        latest = await self._delivery.look_up(latest.id, account, may_ask=False)
                    case _:
                        return Sent(latest, problem)
        except SubmissionGone:
            return _erased(latest)

    async def _pause(
        self, until: datetime | None, end: datetime, problem: Problem, on_pause: Callable[[Problem, float], None]
    ) -> bool:
        """Wait until the next step is due. False: there is none, it is too late, or the user stopped."""
        if until is None or until > end or self._has_stopped.is_set():
            return False
        seconds = max((until - self._now()).total_seconds(), 0.0)
        on_pause(problem, seconds)
        try:
            async with asyncio.timeout(seconds):
                await self._has_stopped.wait()
        except TimeoutError:
            return True
        return False

    async def _cancel(self, submission_id: SubmissionId) -> Submission:
        from composer_app.archive.errors import NotFound  # see ArchiveAccess.writing

        def cancel(archive: Archive) -> Submission:
            try:
                return archive.outbox.cancel(submission_id, self._now())
            except IllegalStep:  # the user sent it from the window meanwhile
                submission = archive.outbox.get(submission_id)
            except NotFound:
                submission = None
            if submission is None:
                raise SubmissionGone
            return submission

        return await self._archive.writing(cancel)


def _erased(latest: Submission) -> Sent:
    """The mail was erased with an address. `latest`: its last state. A waiting one was not sent; the outcome of a
    maybe-sent one stays unknown."""
    if latest.state is SubmissionState.QUEUED:
        latest = msgspec.structs.replace(latest, state=SubmissionState.CANCELLED)
    return Sent(latest, Problem(ProblemCode.MAIL_ERASED))
