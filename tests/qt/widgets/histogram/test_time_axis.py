"""Labels of the time axis fit, and say the right time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer_app.domain.histogram_bars import edges_of
from composer_app.ui.widgets.histogram.time_axis import axis_labels

MONDAY = datetime(2026, 11, 16).astimezone(UTC)


def labels(days: float, plot: int = 680, since: datetime = MONDAY) -> list[str]:
    _, edges = edges_of(since, since + timedelta(days=days))
    slot = plot / (len(edges) - 1)
    return [label.text for label in axis_labels(edges, slot, lambda text: 7 * len(text))]


@pytest.mark.parametrize(
    ("days", "shown"),
    [
        (1 / 24, ["Mon 16", "00:10", "00:20", "00:30", "00:40", "00:50"]),
        (1, ["Mon 16", "03:00", "06:00", "09:00", "12:00", "15:00", "18:00", "21:00"]),
        (7, ["Mon 16", "Tue 17", "Wed 18", "Thu 19", "Fri 20", "Sat 21", "Sun 22"]),
        (60, ["23 Nov", "7 Dec", "21 Dec", "4 Jan 2027"]),
    ],
)
def test_they_are_as_fine_as_they_fit(days: float, shown: list[str]) -> None:
    assert labels(days) == shown


def test_long_times_are_labelled_by_months_and_years() -> None:
    assert labels(500, since=datetime(2025, 1, 1).astimezone(UTC))[:4] == ["2025", "Apr", "Jul", "Oct"]
    assert labels(365 * 12)[:2] == ["2026", "2027"]
    assert labels(365 * 300)[:2] == ["2050", "2100"]


def test_a_narrow_axis_has_few_labels() -> None:
    assert len(labels(7, plot=20)) <= 1


@given(
    since=st.datetimes(datetime(1975, 1, 1), datetime(2080, 1, 1), timezones=st.just(UTC)),
    days=st.floats(0.001, 9000),
    plot=st.integers(100, 1500),
)
def test_they_never_touch(since: datetime, days: float, plot: int) -> None:
    _, edges = edges_of(since, since + timedelta(days=days))
    slot = plot / (len(edges) - 1)
    shown = axis_labels(edges, slot, lambda text: 7 * len(text))
    for before, after in pairwise(shown):
        assert (after.place - before.place) * slot >= 7 * (len(before.text) + len(after.text)) / 2 + 24
