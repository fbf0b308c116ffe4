"""Send schedule: when a mail is sent, retried and looked up, also after a 429. Pure.

The 429 of a read is waited for in `api/read_retries.py` and `services/sync/rate_limit.py`.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec

from composer_app.domain.problem import Problem, ProblemCode
from composer_app.domain.submission import SubmissionHead, SubmissionState
from composer_app.domain.vendor_limits import LOG_REACH
from composer_app.services.runtime.sandbox_process import SandboxFailedError
from composer_app.services.settings import UNDO_RANGE_S

MAX_UNDO = timedelta(seconds=UNDO_RANGE_S[1])
"""The longest time for which a queued mail waits so that the user can take it back."""

RETRY_AFTER = (
    timedelta(seconds=5),
    timedelta(seconds=30),
    timedelta(minutes=2),
    timedelta(minutes=10),
    timedelta(hours=1),
)
"""The pauses before the tries of a mail that surely did not leave. After the last one it waits for the user: an
obstacle of more than an hour does not go away by itself, and every try is a risk."""

LOOKUP_AFTER = (
    timedelta(seconds=5),
    timedelta(seconds=30),
    timedelta(minutes=2),
    timedelta(minutes=10),
    timedelta(hours=1),
)
"""The times of the lookups of an unknown mail, from the moment it became unknown. The last step repeats until the logs
forget the mail."""

ASK_AGAIN_AFTER = timedelta(minutes=1)
"""The pause after a lookup that could not ask the logs: without a connection, without the key."""

_MENDED_BY_UNLOCKING = {ProblemCode.KEYRING_LOCKED, ProblemCode.KEYRING_NO_ANSWER}


def due_at(submission: SubmissionHead, now: datetime) -> datetime | None:
    """When the program does something with this submission by itself; None: never."""
    if submission.is_maybe_sent:
        return submission.next_lookup_at
    if not is_waiting(submission):
        return None
    if submission.problem is not None:
        return submission.problem.retry_at
    return undo_ends(submission, now) or now


def is_waiting(submission: SubmissionHead) -> bool:
    """True if it leaves by itself: queued, and not held back by something that only the user can mend."""
    held_for_good = submission.problem is not None and submission.problem.retry_at is None
    return submission.state is SubmissionState.QUEUED and not held_for_good


def undo_ends(submission: SubmissionHead, now: datetime) -> datetime | None:
    """Until when the user can take a queued mail back; None: it does not wait for that. Where the clock was set back,
    the mail does not wait longer than `MAX_UNDO`."""
    leaves_at = submission.leaves_at
    if leaves_at is None or submission.state is not SubmissionState.QUEUED:
        return None
    return leaves_at if now < leaves_at <= now + MAX_UNDO else None


def with_next_try(problem: Problem, error: Exception, now: datetime, tries: int) -> Problem:
    """The problem of a mail that surely was not sent. For an automatic retry it has the number of tries and the time of
    the next one.

    Args:
        error: the error. A pause that the service demands can only make the pause longer.
        tries: number of tries in a row, this one included. There is no next try after the last pause.
    """
    from composer_app.api.errors import RateLimited, Unreachable  # imported only after a failure

    retry_after_s = 0.0
    if isinstance(error, Unreachable | RateLimited):
        if error.may_have_been_sent or problem.code is ProblemCode.PROXY_SIGN_IN:
            return problem
        retry_after_s = error.retry_after_s or 0.0
    elif not isinstance(error, SandboxFailedError):
        return problem
    retry_at = None
    if tries <= len(RETRY_AFTER):
        retry_at = now + max(RETRY_AFTER[max(tries, 1) - 1], timedelta(seconds=retry_after_s))
    return msgspec.structs.replace(problem, retry_at=retry_at, tries=tries)


def next_lookup(now: datetime, handed_over_at: datetime, lookups: int) -> datetime | None:
    """The time of the next lookup of an unknown mail; None: it is too old for the logs.

    It counts from the last lookup, so that lookups missed while the computer slept are not made up for at once.

    Args:
        now: the time of the last lookup, or the time at which the mail became unknown.
        handed_over_at: the logs list the mail for 48 hours from this.
        lookups: number of lookups so far.
    """
    first, hourly = LOOKUP_AFTER[:-1], LOOKUP_AFTER[-1]
    before = first[lookups - 1] if 0 < lookups <= len(first) else timedelta(0)
    pause = first[lookups] - before if lookups < len(first) else hourly
    return within_reach(now + pause, handed_over_at)


def within_reach(moment: datetime, handed_over_at: datetime) -> datetime | None:
    """`moment`, or None if the logs do not list a mail of `handed_over_at` any more by then."""
    return moment if moment <= handed_over_at + LOG_REACH else None


def waits_for_keyring(submission: SubmissionHead) -> bool:
    """Whether a queued mail waits only for the keyring."""
    return submission.state is SubmissionState.QUEUED and is_mended_by_unlocking(submission.problem)


def is_mended_by_unlocking(problem: Problem | None) -> bool:
    """The keyring was locked, or did not answer."""
    return problem is not None and problem.code in _MENDED_BY_UNLOCKING
