"""When a mail is due, until when it can be taken back, and what it waits for."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest

from composer_app.domain.draft_validation import submission_of
from composer_app.domain.ids import BulkId, SubmissionId
from composer_app.domain.problem import KEYRING_PROBLEMS, Problem, ProblemCode
from composer_app.domain.send_run import SendRunBatch, SendRunEntry
from composer_app.domain.submission import Submission, SubmissionState
from composer_app.services.sending.send_schedule import (
    MAX_UNDO,
    due_at,
    is_mended_by_unlocking,
    next_batch_at,
    undo_ends,
    waits_for_keyring,
)
from tests.unit.archive.samples import send_run
from tests.unit.services.house import NOW, account_at, draft

SOON = NOW + timedelta(seconds=5)


def mail(**changes: object) -> Submission:
    queued = submission_of(draft(), "Hello", account_at("https://x.example.com"), NOW)
    return msgspec.structs.replace(queued, **changes)


def test_a_mail_is_due_at_once_or_when_it_cannot_be_taken_back_any_more() -> None:
    assert due_at(mail(), NOW) == NOW
    assert due_at(mail(leaves_at=SOON), NOW) == SOON
    assert undo_ends(mail(), NOW) is None
    assert undo_ends(mail(leaves_at=NOW), NOW) is None


def test_a_clock_that_was_set_back_makes_no_one_wait() -> None:
    assert due_at(mail(leaves_at=NOW + MAX_UNDO + timedelta(seconds=1)), NOW) == NOW


def test_one_that_was_held_back_is_due_when_it_says_so() -> None:
    assert due_at(mail(problem=Problem(ProblemCode.NO_CONNECTION, retry_at=SOON)), NOW) == SOON
    assert due_at(mail(problem=Problem(ProblemCode.NO_KEY)), NOW) is None


def test_an_unknown_one_is_looked_up_and_others_are_left_alone() -> None:
    assert due_at(mail(state=SubmissionState.UNKNOWN, next_lookup_at=SOON), NOW) == SOON
    assert due_at(mail(state=SubmissionState.ACCEPTED), NOW) is None


@pytest.mark.parametrize("code", sorted(KEYRING_PROBLEMS))
def test_unlocking_mends_what_a_locked_keyring_did(code: ProblemCode) -> None:
    problem = Problem(code)
    is_mended = code in (ProblemCode.KEYRING_LOCKED, ProblemCode.KEYRING_NO_ANSWER)

    assert is_mended_by_unlocking(problem) is is_mended
    assert waits_for_keyring(mail(problem=problem)) is is_mended
    assert not waits_for_keyring(mail(problem=problem, state=SubmissionState.CANCELLED))


def test_it_mends_nothing_else() -> None:
    assert not is_mended_by_unlocking(None)
    assert not is_mended_by_unlocking(Problem(ProblemCode.NO_KEY))


def run(*batches: SendRunBatch, **changes: object) -> SendRunEntry:
    return SendRunEntry(run=msgspec.structs.replace(send_run(), **changes), batches=batches, left=10)


def test_a_batch_may_be_made_after_the_undo_time_and_as_the_pace_allows() -> None:
    last = SendRunBatch(
        id=SubmissionId("s"),
        bulk_id=BulkId("b"),
        state=SubmissionState.ACCEPTED,
        recipient_count=100,
        created_at=NOW,
    )
    assert next_batch_at(run(), NOW) == NOW
    assert next_batch_at(run(leaves_at=SOON), NOW) == SOON
    assert next_batch_at(run(leaves_at=NOW + 2 * MAX_UNDO), NOW) == NOW, "the clock was set back"
    assert next_batch_at(run(last), NOW) == NOW
    assert next_batch_at(run(per_minute=200), NOW) == NOW
    assert next_batch_at(run(last, per_minute=200), NOW) == NOW + timedelta(seconds=30)
    assert next_batch_at(run(last, per_minute=200), NOW + timedelta(minutes=1)) == NOW + timedelta(minutes=1)
    assert next_batch_at(run(last, per_minute=200), NOW - timedelta(hours=1)) == NOW - timedelta(hours=1)


def test_a_batch_of_a_paused_run_waits_for_it() -> None:
    assert due_at(mail(is_held=True), NOW) is None
