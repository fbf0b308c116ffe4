"""Send runs: how many requests, in which order, and when another one may be made."""

from __future__ import annotations

import msgspec
import pytest

from composer_app.domain.account import SANDBOX
from composer_app.domain.draft import Draft
from composer_app.domain.ids import BulkId, DraftId, SubmissionId
from composer_app.domain.mail import Mailbox, RecipientKind
from composer_app.domain.merge_list import MergeAttachment, MergeSettings
from composer_app.domain.problem import Problem, ProblemCode
from composer_app.domain.send_run import (
    AHEAD,
    MOST_UNSETTLED,
    SendRunBatch,
    SendRunEntry,
    batch_size,
    batches_of,
    copies_first,
    may_begin_batch,
    send_run_of,
)
from composer_app.domain.submission import Recipient, SubmissionState
from tests.unit.archive.samples import T0, send_run

ACCEPTED, UNKNOWN, QUEUED = SubmissionState.ACCEPTED, SubmissionState.UNKNOWN, SubmissionState.QUEUED


def batch(state: SubmissionState, recipients: int = 1000, **changes: object) -> SendRunBatch:
    made = SendRunBatch(
        id=SubmissionId("s"), bulk_id=BulkId("b"), state=state, recipient_count=recipients, created_at=T0
    )
    return msgspec.structs.replace(made, **changes)


def entry(*batches: SendRunBatch, left: int = 0, **changes: object) -> SendRunEntry:
    return SendRunEntry(run=msgspec.structs.replace(send_run(), **changes), batches=batches, left=left)


@pytest.mark.parametrize(
    ("per_minute", "size", "requests"), [(None, 1000, 5), (100, 100, 50), (5000, 1000, 5), (1, 1, 4994), (0, 1, 4994)]
)
def test_the_pace_decides_the_size_of_a_request(per_minute: int | None, size: int, requests: int) -> None:
    assert batch_size(per_minute) == size
    assert batches_of(4994, per_minute) == requests


def test_the_first_request_has_room_for_all_copies_and_one_recipient_in_to() -> None:
    draft = Draft(
        id=DraftId("d"),
        account_id=SANDBOX.id,
        sender="billing@example.com",
        cc=("a@example.com", "b@example.com, A@example.com"),
        bcc=("c@example.com",),
        updated_at=T0,
    )
    assert send_run_of(draft, SANDBOX, T0, 2).batch_size == 4
    assert send_run_of(draft, SANDBOX, T0, 600).batch_size == 600
    assert batches_of(1001, 2, copies=3) == 251
    assert batch_size(2, copies=1500) == 1000


def test_a_run_has_the_subject_sender_and_list_of_its_draft() -> None:
    draft = Draft(
        id=DraftId("d"), account_id=SANDBOX.id, sender="billing@example.com", subject=" Hello ", updated_at=T0
    )
    run = send_run_of(draft, SANDBOX, T0, 600)
    assert (run.subject, run.sender, run.list_name) == ("Hello", "billing@example.com", "")
    assert (run.batch_size, run.per_minute, run.account_id, run.created_at) == (600, 600, SANDBOX.id, T0)
    merge = MergeAttachment(
        sha256="0", file_name="a.csv", size_bytes=1, settings=MergeSettings(), recipient_count=1, row_count=1
    )
    assert send_run_of(msgspec.structs.replace(draft, merge=merge), SANDBOX, T0).list_name == "a.csv"


def test_copies_come_first_and_the_others_keep_their_order() -> None:
    people = [
        Recipient(Mailbox(f"{number}@example.com"), kind)
        for number, kind in enumerate((RecipientKind.TO, RecipientKind.CC, RecipientKind.TO, RecipientKind.BCC))
    ]
    assert copies_first(people) == (people[1], people[3], people[0], people[2])


def test_an_entry_counts_by_state() -> None:
    lost = batch(UNKNOWN, 10, is_missing=True)
    found = entry(batch(ACCEPTED), batch(SubmissionState.SCHEDULED, 5), lost, batch(SubmissionState.REJECTED), left=7)
    assert (found.handed_over, found.total, found.missing, len(found.rejected)) == (1005, 2022, (lost,), 1)
    assert found.count(UNKNOWN) == 10


def test_queued_refused_and_cancelled_batches_are_unsent_unless_they_may_have_left() -> None:
    cancelled = batch(SubmissionState.CANCELLED, 20)
    gone = batch(SubmissionState.CANCELLED, 40, may_have_left=True)
    found = entry(batch(ACCEPTED), batch(QUEUED, 5), cancelled, gone, batch(SubmissionState.REJECTED, 10), left=7)
    assert found.unsent == 42


def test_only_a_few_are_under_way_and_none_beside_one_that_is_held_back() -> None:
    assert may_begin_batch(entry(*[batch(SubmissionState.SENDING)] * (AHEAD - 1)))
    assert not may_begin_batch(entry(*[batch(SubmissionState.SENDING)] * AHEAD))
    assert not may_begin_batch(entry(batch(QUEUED, problem=Problem(ProblemCode.RATE_LIMITED))))


def test_unknown_ones_stop_it_unless_it_was_restored() -> None:
    unknown = [batch(UNKNOWN)] * MOST_UNSETTLED
    assert may_begin_batch(entry(*unknown[1:]))
    assert not may_begin_batch(entry(*unknown))
    assert may_begin_batch(entry(*unknown, is_restored=True))
