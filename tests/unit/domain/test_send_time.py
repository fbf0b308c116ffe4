"""Times of scheduled mail."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from composer_app.domain.account import Generation
from composer_app.domain.send_time import FARTHEST, is_past, is_too_far, next_monday

NOW = datetime(2026, 11, 27, 22, 30, tzinfo=UTC)


def test_a_time_that_is_over_or_too_far_ahead() -> None:
    assert is_past(NOW, NOW)
    assert not is_past(NOW + timedelta(seconds=1), NOW)
    for generation, days in ((Generation.V3, 30), (Generation.V4, 5)):
        assert not is_too_far(NOW + timedelta(days=days), NOW, FARTHEST[generation])
        assert is_too_far(NOW + timedelta(days=days, seconds=1), NOW, FARTHEST[generation])


@pytest.mark.parametrize(("today", "monday"), [(27, 30), (29, 30), (23, 30), (30, 37)])
def test_monday_is_the_next_one(today: int, monday: int) -> None:
    first = date(2026, 11, 1)
    assert next_monday(first + timedelta(days=today - 1)) == first + timedelta(days=monday - 1)
