"""Periods in local days, and the filters that list exactly their mail."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer_app.domain.filter_fields import FilterContext, filter_of
from composer_app.domain.ids import SANDBOX_ACCOUNT
from composer_app.domain.overview_period import PeriodKind, period_of
from composer_app.domain.time_filter import tokens_of_time

BERLIN = ZoneInfo("Europe/Berlin")
ZONES: tuple[tzinfo, ...] = (
    UTC,
    BERLIN,
    ZoneInfo("Asia/Kolkata"),
    ZoneInfo("America/New_York"),
    ZoneInfo("Australia/Lord_Howe"),
)
KINDS = st.sampled_from(PeriodKind)
MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2037, 12, 31), timezones=st.just(UTC))


@given(kind=KINDS, at=MOMENTS, zone=st.sampled_from(ZONES))
def test_slots_fill_both_periods_without_a_gap(kind: PeriodKind, at: datetime, zone: tzinfo) -> None:
    period = period_of(kind, at, zone)
    assert period.before.until == period.now.since
    assert period.now.since <= at < period.now.until == period.today.until
    assert period.slots[0].since == period.before.since
    assert period.slots[-1].until == period.now.until
    assert all(one.until == other.since for one, other in pairwise(period.slots))
    assert period.slots[period.slots_before].since == period.now.since
    for edge in (period.before.since, period.now.since, period.today.since):
        assert edge.astimezone(zone).strftime("%H:%M") == "00:00"


@given(kind=KINDS, at=MOMENTS, zone=st.sampled_from(ZONES))
def test_the_tokens_of_a_range_mean_exactly_that_range(kind: PeriodKind, at: datetime, zone: tzinfo) -> None:
    period = period_of(kind, at, zone)
    for wanted in (period.before, period.now, period.today, *period.slots):
        found = filter_of(tokens_of_time(wanted, zone), "", SANDBOX_ACCOUNT, FilterContext(at, zone))
        assert (found.since, found.until) == (wanted.since, wanted.until)


@pytest.mark.parametrize(
    ("kind", "before", "now", "slots"),
    [
        (PeriodKind.TODAY, "2026-11-22", "2026-11-23", 48),
        (PeriodKind.WEEK, "2026-11-10", "2026-11-17", 14),
        (PeriodKind.FOUR_WEEKS, "2026-09-29", "2026-10-27", 56),
        (PeriodKind.MONTH, "2026-10-01", "2026-11-01", 31 + 23),
        (PeriodKind.YEAR, "2024-12-01", "2025-12-01", 24),
    ],
)
def test_each_length_begins_on_its_day(kind: PeriodKind, before: str, now: str, slots: int) -> None:
    period = period_of(kind, datetime(2026, 11, 23, 13, 56, tzinfo=BERLIN), BERLIN)
    begins = [period.before.since, period.now.since]
    assert [at.astimezone(BERLIN).date().isoformat() for at in begins] == [before, now]
    assert len(period.slots) == slots


def test_on_its_first_day_a_month_stands_beside_the_whole_one_before() -> None:
    period = period_of(PeriodKind.MONTH, datetime(2026, 1, 1, 8, tzinfo=BERLIN), BERLIN)
    assert period.before.since.astimezone(BERLIN).date().isoformat() == "2025-12-01"
    assert period.now == period.today
    assert period.slots_before == 31


def test_the_day_on_which_clocks_go_back_has_25_hours() -> None:
    period = period_of(PeriodKind.TODAY, datetime(2026, 10, 25, 12, tzinfo=BERLIN), BERLIN)
    assert len(period.slots) - period.slots_before == 25
    assert period.now.until - period.now.since == timedelta(hours=25)
