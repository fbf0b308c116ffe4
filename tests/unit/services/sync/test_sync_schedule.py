"""When reports are looked for after a send."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from composer_app.domain.ids import SANDBOX_ACCOUNT, BulkId
from composer_app.services.sync.sync_schedule import FOLLOW_UP_AFTER_S, FollowUps

T0 = datetime(2026, 11, 1, tzinfo=UTC)
ONE, TWO = BulkId("one"), BulkId("two")


def test_each_time_comes_once() -> None:
    follow_ups = FollowUps()
    follow_ups.add(SANDBOX_ACCOUNT, ONE, T0)
    for after_s in FOLLOW_UP_AFTER_S:
        assert follow_ups.take_due(T0 + timedelta(seconds=after_s - 1)) == set()
        assert not follow_ups.is_done
        assert follow_ups.take_due(T0 + timedelta(seconds=after_s)) == {(SANDBOX_ACCOUNT, ONE)}
    assert follow_ups.is_done


def test_times_that_were_missed_are_one_pull_of_each_bulk() -> None:
    follow_ups = FollowUps()
    follow_ups.add(SANDBOX_ACCOUNT, ONE, T0)
    follow_ups.add(SANDBOX_ACCOUNT, TWO, T0 + timedelta(seconds=1))
    assert follow_ups.take_due(T0 + timedelta(seconds=10)) == {(SANDBOX_ACCOUNT, ONE), (SANDBOX_ACCOUNT, TWO)}
    assert not follow_ups.is_done
