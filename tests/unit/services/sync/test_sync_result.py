"""Sums of what was brought."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from composer_app.domain.ids import SubmissionId
from composer_app.domain.reading_problem import ReadingProblem
from composer_app.services.sync.log_paging import LeftUnread
from composer_app.services.sync.sync_result import SyncResult

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def test_sums() -> None:
    mail, another = SubmissionId("one"), SubmissionId("another")
    one = SyncResult(2, 1, 0, (1, 2), NOW, submissions=frozenset({mail}))
    later, cut = NOW + timedelta(seconds=1), ReadingProblem.CUT_OFF
    other = SyncResult(1, 1, 1, (2, 3), later, cut, is_kept=False, submissions=frozenset({mail, another}))

    assert one + other == SyncResult(
        3,
        2,
        1,
        (1, 2, 3),
        NOW + timedelta(seconds=1),
        ReadingProblem.CUT_OFF,
        is_kept=False,
        submissions=frozenset({mail, another}),
    )
    assert (SyncResult.nothing(NOW) + one).was_asked


def test_a_sum_is_all_only_if_every_part_is() -> None:
    whole = SyncResult(1, 1, 0, (1,), NOW)
    assert whole.is_all
    assert not (whole + SyncResult(0, 0, 0, (), NOW, ReadingProblem.CUT_OFF)).is_all
    assert not (whole + whole.with_left(LeftUnread.MORE)).is_all
    assert whole.with_left(LeftUnread.MORE).with_left(None).is_all
