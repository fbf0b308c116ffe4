"""When a mail that may have been sent is looked up."""

from __future__ import annotations

from datetime import timedelta

from composer_app.domain.vendor_limits import LOG_REACH
from composer_app.services.sending.lookup_times import next_lookup
from tests.unit.services.house import NOW


def test_the_lookups_come_at_their_times() -> None:
    at, times = NOW, []
    for lookups in range(7):
        following = next_lookup(at, NOW, lookups)
        assert following is not None
        times.append((following - NOW).total_seconds())
        at = following

    assert times == [5, 30, 120, 600, 960, 960 + 3600, 960 + 2 * 3600]


def test_the_lookups_end_when_the_logs_have_forgotten() -> None:
    at, lookups = NOW, 0
    while (following := next_lookup(at, NOW, lookups)) is not None:
        at, lookups = following, lookups + 1

    assert NOW + LOG_REACH - timedelta(hours=1) < at <= NOW + LOG_REACH
    assert lookups == 5 + 47


def test_lookups_that_were_slept_through_are_not_made_up_for() -> None:
    woken = NOW + timedelta(hours=20)

    assert next_lookup(woken, NOW, 1) == woken + timedelta(seconds=25)
    assert next_lookup(woken, NOW, 9) == woken + timedelta(hours=1)
