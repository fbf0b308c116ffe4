"""Places of times and counts."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import QRectF

from composer_app.ui.widgets.histogram.histogram_plan import HistogramPlan
from tests.qt.widgets.histogram.week import BARS, MONDAY, week

PLAN = HistogramPlan(week(), QRectF(50, 10, 10 * BARS, 100), 200)


@pytest.mark.parametrize("hours", [0, 1, 3, 100.5, 167])
def test_a_time_and_its_place_belong_together(hours: float) -> None:
    at = MONDAY + timedelta(hours=hours)
    assert PLAN.x_of(at) == pytest.approx(50 + hours / 3 * 10)
    assert abs(PLAN.time_at(PLAN.x_of(at)) - at) < timedelta(seconds=1)
    assert PLAN.place_at(PLAN.x_of(at) + 0.01) == int(hours // 3)


def test_what_lies_outside_is_at_the_edge() -> None:
    assert PLAN.x_of(MONDAY - timedelta(days=9)) == 50
    assert PLAN.x_of(MONDAY + timedelta(days=90)) == 50 + 10 * BARS
    assert (PLAN.place_at(-7), PLAN.place_at(9999)) == (0, BARS - 1)


def test_a_count_above_zero_is_seen() -> None:
    assert [PLAN.height_of(count) for count in (0, 1, 2, 100, 200)] == [0, 1, 1, 50, 100]
