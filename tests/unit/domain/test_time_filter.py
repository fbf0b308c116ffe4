"""Tokens of a time mean exactly that time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer_app.domain.filter_fields import FilterContext, filter_of
from composer_app.domain.ids import SANDBOX_ACCOUNT
from composer_app.domain.queries import TimeRange
from composer_app.domain.time_filter import tokens_of_time

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("since", "until", "written"),
    [
        ("2026-11-17T00:00", "2026-11-23T00:00", ["since:2026-11-17", "until:2026-11-22"]),
        ("2026-11-17T12:00", "2026-11-17T15:00", ["since:2026-11-17T12:00", "until:2026-11-17T15:00"]),
        ("2026-11-17T12:00:07", "2026-11-18T00:00", ["since:2026-11-17T12:00:07.000000", "until:2026-11-17"]),
    ],
)
def test_they_are_short(since: str, until: str, written: list[str]) -> None:
    time = TimeRange(
        datetime.fromisoformat(since).replace(tzinfo=BERLIN), datetime.fromisoformat(until).replace(tzinfo=BERLIN)
    )
    assert [token.written() for token in tokens_of_time(time, BERLIN)] == written


@given(
    since=st.datetimes(datetime(1971, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC)),
    seconds=st.integers(1, 86400 * 400),
    zone=st.sampled_from(["UTC", "Europe/Berlin", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Apia"]),
)
def test_they_mean_that_time(since: datetime, seconds: int, zone: str) -> None:
    time = TimeRange(since, since + timedelta(seconds=seconds))
    wanted = filter_of(tokens_of_time(time, ZoneInfo(zone)), "", SANDBOX_ACCOUNT, FilterContext(since, ZoneInfo(zone)))
    assert (wanted.since, wanted.until) == (time.since, time.until)


def test_an_hour_that_comes_twice_keeps_its_offset() -> None:
    """In Berlin 2:30 comes twice on 25 October 2026."""
    for utc_hour in (0, 1):
        at = datetime(2026, 10, 25, utc_hour, 30, tzinfo=UTC)
        tokens = tokens_of_time(TimeRange(at, at + timedelta(hours=9)), BERLIN)
        wanted = filter_of(tokens, "", SANDBOX_ACCOUNT, FilterContext(at, BERLIN))
        assert wanted.since == at
