"""What is to be read of the logs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer_app.domain.queries import TimeRange
from composer_app.domain.service_clock import ServiceTime
from composer_app.services.sync.log_windows import certain_part, is_inside, merged, ranges_to_read, without

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
TIME = ServiceTime(NOW, NOW, NOW)


def hours(*pairs: tuple[float, float]) -> tuple[TimeRange, ...]:
    """Ranges by their hours before now."""
    return tuple(TimeRange(NOW - timedelta(hours=since), NOW - timedelta(hours=until)) for since, until in pairs)


@pytest.mark.parametrize(
    ("coverage", "wanted"),
    [
        ((), hours((48, 0))),
        (hours((90, 60)), hours((48, 0))),
        (hours((90, 30)), hours((30, 0))),
        (hours((90, 2)), hours((2, 0))),
        (hours((90, 1)), hours((2, 0))),
        (hours((90, -24)), hours((2, 0))),
        (hours((40, 30), (20, 10)), hours((48, 40), (30, 20), (10, 0))),
        (hours((1, -5)), hours((48, 0))),
        (hours((47.9999, 2)), hours((2, 0))),
    ],
)
def test_what_is_not_covered_and_what_is_not_certain_is_read(
    coverage: tuple[TimeRange, ...], wanted: tuple[TimeRange, ...]
) -> None:
    assert ranges_to_read(coverage, TIME) == wanted


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 9)), max_size=5))
def test_every_hour_is_covered_or_read(pieces: list[tuple[int, int]]) -> None:
    coverage = merged(one for begin, length in pieces for one in hours((begin + length, begin)))
    wanted = ranges_to_read(coverage, TIME)
    for half_hour in range(96):
        at = NOW - timedelta(minutes=30 * half_hour + 15)
        assert is_inside(at, wanted) != (is_inside(at, coverage) and at < NOW - timedelta(hours=2))


def test_only_what_is_old_enough_is_certain_and_nothing_beyond_the_reach() -> None:
    (whole,) = hours((60, -1))
    assert (certain_part(whole, TIME),) == hours((48, 2))
    (young,) = hours((1, 0))
    empty = certain_part(young, TIME)
    assert empty.until <= empty.since


def test_what_is_left_beside_what_was_taken() -> None:
    assert without(hours((48, 0)), hours((50, 40), (30, 20))) == hours((40, 30), (20, 0))
    assert without(hours((48, 40), (30, 0)), hours((48, 0))) == ()
    assert without(hours((10, 5)), hours((5, 0))) == hours((10, 5))


def test_ranges_that_touch_become_one() -> None:
    assert merged(hours((5, 3), (9, 7), (7, 6), (4, 1))) == hours((9, 6), (5, 1))
