"""Bars are round, cover the time without holes, and are few."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer_app.domain.histogram_bars import MOST_BARS, BarWidth, TimeBar, TimeHistogram, edges_of
from composer_app.domain.outcome import Outcome

NOW = datetime(2026, 11, 23, 14, 20, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")
ZONES = ("UTC", "Europe/Berlin", "Asia/Kolkata", "Australia/Lord_Howe", "America/Sao_Paulo", "Pacific/Apia")


@pytest.mark.parametrize(
    ("span", "width"),
    [
        (timedelta(minutes=50), BarWidth.MINUTE),
        (timedelta(hours=24), BarWidth.HALF_HOUR),
        (timedelta(days=2), BarWidth.HOUR),
        (timedelta(days=7), BarWidth.THREE_HOURS),
        (timedelta(days=30), BarWidth.TWELVE_HOURS),
        (timedelta(days=60), BarWidth.DAY),
        (timedelta(days=365), BarWidth.WEEK),
        (timedelta(days=5 * 365), BarWidth.MONTH),
        (timedelta(days=30 * 365), BarWidth.YEAR),
        (timedelta(days=900 * 365), BarWidth.DECADE),
    ],
)
def test_the_width_follows_the_time(span: timedelta, width: BarWidth) -> None:
    assert edges_of(NOW - span, NOW, UTC)[0] is width


def test_bars_begin_at_round_times_of_the_clock() -> None:
    _, edges = edges_of(NOW - timedelta(days=7), NOW, BERLIN)
    assert {(edge.astimezone(BERLIN).hour % 3, edge.minute) for edge in edges} == {(0, 0)}
    assert edges[0] <= NOW - timedelta(days=7) < edges[1]
    assert edges[-2] < NOW <= edges[-1]
    _, weeks = edges_of(NOW - timedelta(days=300), NOW, BERLIN)
    assert {edge.astimezone(BERLIN).strftime("%a %H:%M") for edge in weeks} == {"Mon 00:00"}
    _, months = edges_of(NOW - timedelta(days=900), NOW, BERLIN)
    assert {edge.astimezone(BERLIN).strftime("%d %H:%M") for edge in months} == {"01 00:00"}


def test_a_day_on_which_the_clock_is_set_is_divided_from_its_midnight() -> None:
    """25 October 2026 has 25 hours in Berlin."""
    begin = datetime(2026, 10, 24, tzinfo=BERLIN)
    _, edges = edges_of(begin.astimezone(UTC), (begin + timedelta(days=6)).astimezone(UTC), BERLIN)
    hours = [edge.astimezone(BERLIN) for edge in edges]
    assert [at.hour for at in hours if at.day == 26] == [0, 3, 6, 9, 12, 15, 18, 21]
    assert sum(1 for at in hours if at.day == 25) == 9


@given(
    since=st.datetimes(datetime(1950, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC)),
    seconds=st.floats(0.001, 86400 * 365 * 99),
    zone=st.sampled_from(ZONES),
)
def test_any_time_is_covered_by_few_bars(since: datetime, seconds: float, zone: str) -> None:
    until = since + timedelta(seconds=seconds)
    if until == since:
        return
    _, edges = edges_of(since, until, ZoneInfo(zone))
    assert edges[0] <= since < edges[1]
    assert edges[-2] < until <= edges[-1]
    assert all(before < after for before, after in pairwise(edges))
    assert len(edges) - 1 <= MOST_BARS


@pytest.mark.parametrize("zone", [UTC, ZoneInfo("Pacific/Apia"), None])
def test_times_that_no_calendar_has_do_no_harm(zone: ZoneInfo | None) -> None:
    width, edges = edges_of(datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC), zone)
    assert width is BarWidth.DECADE
    assert len(edges) > 900


def test_a_time_finds_its_bar() -> None:
    hours = [NOW + timedelta(hours=number) for number in range(4)]
    bars = tuple(TimeBar(*ends, {Outcome.DELIVERED: 2, Outcome.BOUNCED: 1}) for ends in pairwise(hours))
    shown = TimeHistogram(BarWidth.HOUR, bars)
    assert [shown.place_of(NOW + timedelta(minutes=minutes)) for minutes in (-9, 0, 59, 60, 179, 999)] == [
        *(0, 0, 0, 1, 2, 2)
    ]
    assert bars[0].total == 3
    assert shown.totals == {Outcome.DELIVERED: 6, Outcome.BOUNCED: 3}
