"""What times mean in a filter, and tokens that mean exactly a chosen time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer_app.domain.filter_fields import FilterContext, filter_of
from composer_app.domain.ids import SANDBOX_ACCOUNT
from composer_app.domain.queries import TimeRange
from composer_app.domain.time_filter import moment_named, tokens_of_time

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 23, 13, 56, tzinfo=UTC)


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


@pytest.mark.parametrize(
    ("text", "is_end", "expected"),
    [
        ("2d", False, datetime(2026, 11, 21, 13, 56, tzinfo=UTC)),
        ("90M", False, datetime(2026, 11, 23, 12, 26, tzinfo=UTC)),
        ("1w", False, datetime(2026, 11, 16, 13, 56, tzinfo=UTC)),
        ("today", False, datetime(2026, 11, 22, 23, 0, tzinfo=UTC)),
        ("yesterday", True, datetime(2026, 11, 22, 23, 0, tzinfo=UTC)),
        ("2026-11-20", False, datetime(2026, 11, 19, 23, 0, tzinfo=UTC)),
        ("2026-11-20", True, datetime(2026, 11, 20, 23, 0, tzinfo=UTC)),
        ("2026-11-20 14:30", False, datetime(2026, 11, 20, 13, 30, tzinfo=UTC)),
        ("2026-11-20T14:30Z", False, datetime(2026, 11, 20, 14, 30, tzinfo=UTC)),
        ("2026-11-20T14:30+05:00", False, datetime(2026, 11, 20, 9, 30, tzinfo=UTC)),
        ("0001-01-01", False, None),
        ("9999-12-31", True, None),
        ("next week", False, None),
        ("", False, None),
    ],
)
def test_moment_named(text: str, is_end: bool, expected: datetime | None) -> None:
    assert moment_named(text, NOW, is_end=is_end, zone=BERLIN) == expected


@pytest.mark.parametrize(("text", "hours"), [("0001-01-01T00:00", 14), ("9999-12-31T23:59", -12)])
def test_a_moment_that_no_calendar_has_in_utc_is_none(text: str, hours: int) -> None:
    assert moment_named(text, NOW, is_end=False, zone=timezone(timedelta(hours=hours))) is None


def test_day_the_clock_is_set_has_25_hours() -> None:
    start = moment_named("2026-10-25", NOW, is_end=False, zone=BERLIN)
    end = moment_named("2026-10-25", NOW, is_end=True, zone=BERLIN)
    assert start is not None
    assert end is not None
    assert end - start == timedelta(hours=25)


@given(st.text(max_size=30), st.booleans(), st.integers(-12, 14))
def test_moment_named_never_raises(text: str, is_end: bool, hours: int) -> None:
    zone = timezone(timedelta(hours=hours))
    found = moment_named(text, NOW, is_end=is_end, zone=zone)
    assert found is None or found.tzinfo is UTC
