"""Send schedule: when a mail is due, until when it can be taken back, and what it waits for. Pure.

When it is tried again is in `send_retries`, when it is looked up in `lookup_times`.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from composer_app.domain.problem import Problem, ProblemCode
from composer_app.domain.send_run import SendRunEntry
from composer_app.domain.submission import SubmissionHead, SubmissionState
from composer_app.services.settings import UNDO_RANGE_S

MAX_UNDO = timedelta(seconds=UNDO_RANGE_S[1])
"""The longest time for which a queued mail waits so that the user can take it back."""

_MENDED_BY_UNLOCKING = {ProblemCode.KEYRING_LOCKED, ProblemCode.KEYRING_NO_ANSWER}


def due_at(submission: SubmissionHead, now: datetime) -> datetime | None:
    """When the program does something with this submission by itself; None: never."""
    if is_asked_about(submission):
        return submission.next_lookup_at
    if not is_waiting(submission):
        return None
    if submission.problem is not None:
        return submission.problem.retry_at
    return undo_ends(submission, now) or now


def is_asked_about(submission: SubmissionHead) -> bool:
    """True if the program asks the service about it: whether it was sent, or what became of a scheduled one."""
    return submission.is_maybe_sent or submission.state is SubmissionState.SCHEDULED


def is_waiting(submission: SubmissionHead) -> bool:
    """True if it leaves by itself: queued, and held back neither by its run nor by what only the user can mend."""
    held_for_good = submission.problem is not None and submission.problem.retry_at is None
    return submission.state is SubmissionState.QUEUED and not held_for_good and not submission.is_held


def undo_ends(submission: SubmissionHead, now: datetime) -> datetime | None:
    """Until when the user can take a queued mail back; None: it does not wait for that. Where the clock was set back,
    the mail does not wait longer than `MAX_UNDO`."""
    leaves_at = submission.leaves_at
    if leaves_at is None or submission.state is not SubmissionState.QUEUED:
        return None
    return leaves_at if now < leaves_at <= now + MAX_UNDO else None


def next_batch_at(entry: SendRunEntry, now: datetime) -> datetime:
    """When a send run may make its next batch: after its undo time, and as its pace allows."""
    leaves_at = entry.run.leaves_at
    if leaves_at is not None and now < leaves_at <= now + MAX_UNDO:
        return leaves_at
    if entry.run.per_minute is None or not entry.batches:
        return now
    last = entry.batches[-1]
    pause = timedelta(minutes=last.recipient_count / entry.run.per_minute)
    due = last.created_at + pause
    return due if now < due <= now + pause else now  # the clock may have been set back


def waits_for_keyring(submission: SubmissionHead) -> bool:
    """Whether a queued mail waits only for the keyring."""
    return submission.state is SubmissionState.QUEUED and is_mended_by_unlocking(submission.problem)


def is_mended_by_unlocking(problem: Problem | None) -> bool:
    """The keyring was locked, or did not answer."""
    return problem is not None and problem.code in _MENDED_BY_UNLOCKING
