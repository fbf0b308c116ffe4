"""The pace of a send run."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest

from composer_app.domain.ids import BulkId, SubmissionId
from composer_app.domain.send_run import SendRunBatch, SendRunEntry, SendRunState
from composer_app.domain.send_run_pace import recipients_per_minute
from composer_app.domain.submission import SubmissionState
from tests.unit.archive.samples import T0, send_run


def entry(*settled_after_s: float | None, state: SendRunState = SendRunState.RUNNING) -> SendRunEntry:
    """A run whose batches of 1,000 were accepted so many seconds after its begin; None: not yet."""
    batches = tuple(
        SendRunBatch(
            id=SubmissionId(f"s{number}"),
            bulk_id=BulkId(f"b{number}"),
            state=SubmissionState.QUEUED if after is None else SubmissionState.ACCEPTED,
            recipient_count=1000,
            created_at=T0,
            settled_at=None if after is None else T0 + timedelta(seconds=after),
        )
        for number, after in enumerate(settled_after_s)
    )
    return SendRunEntry(run=msgspec.structs.replace(send_run(), state=state), batches=batches)


@pytest.mark.parametrize(
    ("settled_after_s", "pace"),
    [
        ((), None),
        ((5, None), None),
        ((5, 5), None),
        ((5, 10, None), 12_000),
        ((0, 600, *range(610, 700, 10)), 6000),  # the first one is too long ago to count
    ],
)
def test_it_is_that_of_the_last_batches(settled_after_s: tuple[float | None, ...], pace: int | None) -> None:
    assert recipients_per_minute(entry(*settled_after_s)) == pace


@pytest.mark.parametrize("state", [SendRunState.PAUSED, SendRunState.STOPPED, SendRunState.DONE])
def test_a_run_that_sends_nothing_has_none(state: SendRunState) -> None:
    assert recipients_per_minute(entry(0, 10, state=state)) is None
