"""When the outbox does something with a mail by itself. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

from composer_app.domain.problem import Problem, ProblemCode
from composer_app.domain.submission import Submission, SubmissionState
from composer_app.services.accounts.credentials import KeyringTrouble
from composer_app.services.sending.delivery import is_waiting

MAX_UNDO = timedelta(seconds=60)
"""The longest time for which a mail can wait to be taken back."""
_MENDED_BY_UNLOCKING = {KeyringTrouble.LOCKED, KeyringTrouble.NO_ANSWER}


def undo_ends(submission: Submission, now: datetime) -> datetime | None:
    """When a queued mail cannot be taken back any more; None: it does not wait for that. A clock that was set back
    does not make anybody wait for a day."""
    leaves_at = submission.leaves_at
    if leaves_at is None or submission.state is not SubmissionState.QUEUED:
        return None
    return leaves_at if now < leaves_at <= now + MAX_UNDO else None


def due_at(submission: Submission, now: datetime) -> datetime | None:
    """When the program does something with this submission by itself; None: never."""
    if submission.is_in_doubt:
        return submission.next_lookup_at
    if not is_waiting(submission):
        return None
    if submission.problem is not None:
        return submission.problem.retry_at
    return undo_ends(submission, now) or now


def waits_for_keyring(submission: Submission) -> bool:
    """A queued mail that a person lets go by unlocking the keyring: it did not open when the key was asked for."""
    return submission.state is SubmissionState.QUEUED and is_mended_by_unlocking(submission.problem)


def is_mended_by_unlocking(problem: Problem | None) -> bool:
    """The keyring was locked, or nobody answered when it asked."""
    return (
        problem is not None
        and problem.code is ProblemCode.KEYRING_LOCKED
        and problem.subject in {trouble.value for trouble in _MENDED_BY_UNLOCKING}
    )
