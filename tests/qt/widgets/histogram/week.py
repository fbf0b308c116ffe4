"""A made-up week as a histogram: three hours a bar, by the clock of this computer."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from composer_app.domain.histogram_bars import BarWidth, TimeBar, TimeHistogram
from composer_app.domain.outcome import Outcome
from composer_app.domain.queries import TimeRange

MONDAY = datetime(2026, 11, 16).astimezone(UTC)
BARS = 56


def week(*, quiet: range = range(0)) -> TimeHistogram:
    """Bars with delivered and some bounced mail; the `quiet` ones are empty."""
    edges = [MONDAY + timedelta(hours=3 * number) for number in range(BARS + 1)]
    bars = (
        TimeBar(*ends, {} if place in quiet else {Outcome.DELIVERED: 100 + place, Outcome.BOUNCED: 1 + place % 3})
        for place, ends in enumerate(pairwise(edges))
    )
    return TimeHistogram(BarWidth.THREE_HOURS, tuple(bars))


def time_of(first: int, last: int) -> TimeRange:
    """From the beginning of one bar to the end of another."""
    return TimeRange(MONDAY + timedelta(hours=3 * first), MONDAY + timedelta(hours=3 * (last + 1)))
