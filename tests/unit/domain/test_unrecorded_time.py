"""Times without logs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from composer_app.domain.queries import TimeRange
from composer_app.domain.unrecorded_time import unrecorded

NOW = datetime(2026, 11, 23, 14, 20, tzinfo=UTC)


def days(since: float, until: float) -> TimeRange:
    """Days before now."""
    return TimeRange(NOW - timedelta(days=since), NOW - timedelta(days=until))


@pytest.mark.parametrize(
    ("recorded", "time", "missing"),
    [
        ([], days(9, 0), [days(9, 2)]),
        ([], days(1, 0), []),
        ([days(20, 0.1)], days(9, 0), []),
        ([days(20, 0.1)], days(30, 0), [days(30, 20)]),
        ([days(20, 5)], days(9, 0), [days(5, 2)]),
        ([days(20, 5)], days(9, 3), [days(5, 3)]),
        ([days(20, 1)], days(9, 0), []),
        ([days(20, 9), days(7, 6), days(5, 0)], days(10, 0), [days(9, 7), days(6, 5)]),
        ([days(20, 9), days(1.5, 0)], days(30, 0), [days(30, 20), days(9, 1.5)]),
        ([days(20, 9), days(8.9999, 0)], days(10, 0), []),
    ],
)
def test_what_is_missing(recorded: list[TimeRange], time: TimeRange, missing: list[TimeRange]) -> None:
    assert unrecorded(recorded, time, NOW) == missing
