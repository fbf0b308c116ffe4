"""Times of scheduled mail."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from composer_app.domain.account import Generation
from composer_app.domain.send_time import FARTHEST, is_past, is_too_far, monday_morning, tomorrow_morning

NOW = datetime(2026, 11, 27, 22, 30, tzinfo=UTC)
"""A Friday; in Zagreb it is 23:30, in Auckland already Saturday."""


def test_a_time_that_is_over_or_too_far_ahead() -> None:
    assert is_past(NOW, NOW)
    assert not is_past(NOW + timedelta(seconds=1), NOW)
    for generation, days in ((Generation.V3, 30), (Generation.V4, 5)):
        assert not is_too_far(NOW + timedelta(days=days), NOW, FARTHEST[generation])
        assert is_too_far(NOW + timedelta(days=days, seconds=1), NOW, FARTHEST[generation])


@pytest.mark.parametrize(("zone", "day"), [("Europe/Zagreb", 28), ("Pacific/Auckland", 29)])
def test_tomorrow_is_that_of_the_zone(zone: str, day: int) -> None:
    assert tomorrow_morning(NOW, ZoneInfo(zone)) == datetime(2026, 11, day, 8, 0, tzinfo=ZoneInfo(zone))


def test_monday_is_the_next_one() -> None:
    zagreb = ZoneInfo("Europe/Zagreb")
    assert monday_morning(NOW, zagreb) == datetime(2026, 11, 30, 8, 0, tzinfo=zagreb)
    on_monday = datetime(2026, 11, 30, 5, 0, tzinfo=UTC)
    assert monday_morning(on_monday, zagreb) == datetime(2026, 12, 7, 8, 0, tzinfo=zagreb)


def test_eight_stays_eight_when_the_clocks_change() -> None:
    saturday = datetime(2026, 10, 24, 12, 0, tzinfo=UTC)
    assert tomorrow_morning(saturday, ZoneInfo("Europe/Zagreb")).isoformat() == "2026-10-25T08:00:00+01:00"
