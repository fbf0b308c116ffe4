"""A scheduled send as the service has it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from composer_app.domain.scheduled_bulk import BulkChange, BulkStatus, ScheduledBulk, is_as_wanted, overall_status

AT = datetime(2026, 12, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("statuses", "overall"),
    [
        ([BulkStatus.CANCELED, BulkStatus.PENDING], BulkStatus.PENDING),
        ([BulkStatus.FINISHED, BulkStatus.PAUSED], BulkStatus.PAUSED),
        ([BulkStatus.CANCELED, BulkStatus.FINISHED], BulkStatus.FINISHED),
        ([BulkStatus.CANCELED, BulkStatus.FAILED], BulkStatus.FAILED),
    ],
)
def test_what_can_still_change_counts_most(statuses: list[BulkStatus], overall: BulkStatus) -> None:
    assert overall_status(statuses) is overall


def test_each_status_has_a_weight() -> None:
    assert {overall_status([status]) for status in BulkStatus} == set(BulkStatus)


def test_whether_a_change_was_made() -> None:
    held = ScheduledBulk(BulkStatus.PENDING, AT)
    assert is_as_wanted(held, BulkChange.MOVE, AT)
    assert not is_as_wanted(held, BulkChange.MOVE, AT + timedelta(hours=1))
    assert is_as_wanted(held, BulkChange.RESUME, None)
    assert not is_as_wanted(held, BulkChange.PAUSE, None)
    assert is_as_wanted(ScheduledBulk(BulkStatus.CANCELED), BulkChange.CANCEL, None)
