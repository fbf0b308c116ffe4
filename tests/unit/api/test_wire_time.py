"""Times on the wire."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer_app.api.wire_time import read_http_date, read_wire_time, wire_time

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


NOON_S = 1_795_435_200


@pytest.mark.parametrize(
    "written",
    [
        "2026-11-23T12:00:00.000+0000",
        "2026-11-23T12:00:00.000Z",
        "2026-11-23T12:00:00+00:00",
        "2026-11-23T12:00:00.000000+0000",
        "2026-11-23T13:00:00.000+0100",
        "2026-11-23T12:00:00",
        " 2026-11-23T12:00:00Z ",
        "2026-11-23 12:00:00 +0000",
        "2026-11-23 12:00:00 UTC",
        "2026-11-23t12:00:00z",
        "2026-11-23T12:00:00,000Z",
        "2026-11-23T12:00Z",
        "2026-11-23T13:00:00+1",
        "2026-11-23T07:00:00\u221205:00",
        "2026-11-23T17:45:00.000000000+05:45[Asia/Kathmandu]",
        "2026-11-23T11:59:60Z",
        "2026/11/23 12:00:00",
        "20261123T120000Z",
        "20261123120000",
        "Mon, 23 Nov 2026 12:00:00 GMT",
        "Mon, 23 Nov 2026 13:00:00 +0100",
        "23 Nov 2026 12:00:00 -0000",
        "Mon Nov 23 12:00:00 2026",
        "Nov 23, 2026 12:00:00 PM",
        "Mon, 23 Nov 2026 12:00:00 p.m. ",
        "Mon Nov 23 12:00:00 UTC 2026",
        "Mon, 23 Nov 2026 07:00:00 EST",
        "Mon, 23 Nov 2026 13:00:00 +0100 (CET)",
        "/Date(1795435200000)/",
        str(NOON_S),
        f"{NOON_S}.000",
        str(NOON_S * 1000),
        NOON_S,
        NOON_S * 10**3,
        NOON_S * 10**6,
        NOON_S * 10**9,
        Decimal(NOON_S),
        Decimal("1.7954352E+12"),
        [2026, 11, 23, 12, 0],
        [2026, 11, 23, 12, 0, 0, 999],
    ],
)
def test_every_spelling_is_read(written: object) -> None:
    assert read_wire_time(written) == NOON


@pytest.mark.parametrize(
    ("written", "at"),
    [
        ("2026-11-22T24:00:00Z", datetime(2026, 11, 23, tzinfo=UTC)),
        ("2026-11-23", datetime(2026, 11, 23, tzinfo=UTC)),
        ("0001-01-01T00:00:00Z", datetime(1, 1, 1, tzinfo=UTC)),
        ("9999-12-31T23:59:59.999+0000", datetime(9999, 12, 31, 23, 59, 59, 999_000, tzinfo=UTC)),
        ("Nov 23, 2026 12:30:00 AM", datetime(2026, 11, 23, 0, 30, tzinfo=UTC)),
        ("Nov 23, 2026 11:00 pm", datetime(2026, 11, 23, 23, tzinfo=UTC)),
        (253_402_300_799, datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)),
        (253_402_300_799_999, datetime(9999, 12, 31, 23, 59, 59, 999_000, tzinfo=UTC)),
        (946_684_800, datetime(2000, 1, 1, tzinfo=UTC)),
        (946_684_800_000, datetime(2000, 1, 1, tzinfo=UTC)),
        (Decimal("1795435200.123456"), NOON.replace(microsecond=123_456)),
        (NOON_S * 1000 + 7, NOON.replace(microsecond=7000)),
        ([2026, 11, 23], datetime(2026, 11, 23, tzinfo=UTC)),
    ],
)
def test_what_is_written_is_what_is_read(written: object, at: datetime) -> None:
    assert read_wire_time(written) == at


@pytest.mark.parametrize(
    "written",
    [
        "",
        None,
        "soon",
        "2026-13-01T00:00:00Z",
        "0000-00-00 00:00:00",
        "0001-01-01T00:00:00+0100",
        "9999-12-31T24:00:00Z",
        "9" * 5000,
        "9" * 20,
        "Mon Nov 23 12:00:00 CET 2026",
        "Mon, 23 Nov 2026 13:00:00 PM",
        "23/11/2026 12:00",
        253_402_300_800,
        10**8,
        0,
        -1,
        12,
        True,
        10**30,
        -(10**12),
        Decimal("NaN"),
        Decimal("1E+999999999"),
        Decimal("-1E+999999999"),
        [],
        [2026, 13, 1],
        [10**30, 1, 1],
        [2026, "11", 23],
        {"seconds": 5},
    ],
)
def test_what_is_no_time_is_none(written: object) -> None:
    assert read_wire_time(written) is None


def test_times_are_written_in_utc_with_milliseconds() -> None:
    at = datetime(2026, 11, 23, 13, 0, 0, 477_900, tzinfo=timezone(timedelta(hours=1)))
    assert wire_time(at) == "2026-11-23T12:00:00.477Z"
    assert wire_time(datetime(5, 1, 2, tzinfo=UTC)) == "0005-01-02T00:00:00.000Z"


@given(st.datetimes(timezones=st.just(UTC)))
def test_what_is_written_is_read_again(at: datetime) -> None:
    assert read_wire_time(wire_time(at)) == at.replace(microsecond=at.microsecond // 1000 * 1000)


@given(st.text() | st.integers() | st.decimals() | st.lists(st.integers()) | st.from_regex(r"[0-9TZ:+., /-]{1,30}"))
def test_no_value_breaks_it(written: object) -> None:
    read_wire_time(written)


@pytest.mark.parametrize(
    "text",
    [
        "Mon, 23 Nov 2026 12:00:00 GMT",
        "Mon, 23 Nov 2026 12:00:00 -0000",
        "Mon, 23 Nov 2026 13:00:00 +0100",
        "Monday, 23-Nov-26 12:00:00 GMT",
    ],
)
def test_the_date_of_an_answer_is_read(text: str) -> None:
    assert read_http_date(text) == NOON


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "now",
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "Sat, 01 Jan 0001 00:00:00 +0900",
        "Fri, 31 Dec 9999 23:59:59 -0900",
    ],
)
def test_a_clock_that_is_not_set_tells_no_time(text: str | None) -> None:
    assert read_http_date(text) is None


@given(st.text())
def test_no_header_breaks_it(text: str) -> None:
    read_http_date(text)
