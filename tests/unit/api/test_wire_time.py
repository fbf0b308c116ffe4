"""Times on the wire."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer_app.api.wire_time import read_http_date, read_wire_time, wire_time

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-23T12:00:00.000+0000",
        "2026-11-23T12:00:00.000Z",
        "2026-11-23T12:00:00+00:00",
        "2026-11-23T12:00:00.000000+0000",
        "2026-11-23T13:00:00.000+0100",
        "2026-11-23T12:00:00",
        " 2026-11-23T12:00:00Z ",
    ],
)
def test_every_spelling_is_read(text: str) -> None:
    assert read_wire_time(text) == NOON


@pytest.mark.parametrize("text", ["", None, "soon", "2026-13-01T00:00:00Z", "0001-01-01T00:00:00+0100", "9" * 5000])
def test_what_is_no_time_is_none(text: str | None) -> None:
    assert read_wire_time(text) is None


def test_times_are_written_in_utc_with_milliseconds() -> None:
    at = datetime(2026, 11, 23, 13, 0, 0, 477_900, tzinfo=timezone(timedelta(hours=1)))
    assert wire_time(at) == "2026-11-23T12:00:00.477Z"
    assert wire_time(datetime(5, 1, 2, tzinfo=UTC)) == "0005-01-02T00:00:00.000Z"


@given(st.datetimes(timezones=st.just(UTC)))
def test_what_is_written_is_read_again(at: datetime) -> None:
    assert read_wire_time(wire_time(at)) == at.replace(microsecond=at.microsecond // 1000 * 1000)


@given(st.text())
def test_no_text_breaks_it(text: str) -> None:
    read_wire_time(text)


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
