"""Values as people read them."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from zoneinfo import available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QLocale
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QApplication

from composer_app.ui.texts import format as fmt
from composer_app.ui.theme import typography
from tests.examples import examples

AT = datetime(2026, 11, 23, 13, 51, 7, tzinfo=UTC)


ZONES = st.sampled_from(sorted(available_timezones())) | st.sampled_from(
    ["UTC", "XXX-14", "XXX+12", "XXX-05:45", "XXX+23:59"]
)
TIMES = st.datetimes(timezones=st.just(UTC)) | st.sampled_from(
    [datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC), datetime.max, datetime.min]
)
LONGEST = 500


@contextmanager
def clocks_in(zone: str) -> Iterator[None]:
    before = os.environ.get("TZ")
    os.environ["TZ"] = zone
    time.tzset()
    try:
        yield
    finally:
        os.environ.pop("TZ")
        if before is not None:
            os.environ["TZ"] = before
        time.tzset()


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))
    yield
    QLocale.setDefault(before)


def test_moment_is_local_and_short() -> None:
    local = AT.astimezone()
    assert fmt.moment(AT, AT) == f"{local.day} Nov {local:%H:%M:%S}"
    assert fmt.moment(AT, AT, seconds=False) == f"{local.day} Nov {local:%H:%M}"


def test_moment_of_another_year_has_the_year() -> None:
    assert " 2026 " in fmt.moment(AT, datetime(2027, 6, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    ("zone", "lines"),
    [
        ("CET-1", ["23 Nov 2026 14:51:07 CET", "23 Nov 2026 13:51:07 UTC"]),
        ("UTC", ["23 Nov 2026 13:51:07 UTC"]),
    ],
)
def test_tooltip_has_zone_and_utc_once(zone: str, lines: list[str]) -> None:
    with clocks_in(zone):
        assert fmt.moment_tooltip(AT).splitlines() == lines


@settings(max_examples=examples(100), deadline=None)
@given(ZONES, TIMES, TIMES.filter(lambda now: now.tzinfo is not None))
def test_every_time_is_shown_in_every_zone(zone: str, at: datetime, now: datetime) -> None:
    with clocks_in(zone):
        shown = [fmt.moment(at), fmt.moment(at, now), fmt.clock(at), fmt.moment_tooltip(at), fmt.moment_in_full(at)]
        assert fmt.local_day(at) == fmt.local(at).date()
    assert all(0 < len(text) < LONGEST for text in shown)


@pytest.mark.parametrize(
    ("zone", "at", "shown"),
    [
        ("XXX-14", datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC), "31 Dec 9999 23:59:59"),
        ("XXX+12", datetime(1, 1, 1, tzinfo=UTC), "1 Jan 1 00:00:00"),
        ("XXX-01", datetime(9999, 12, 30, 22, 59, 59, tzinfo=UTC), "30 Dec 9999 23:59:59"),
    ],
)
def test_the_ends_of_the_calendar(zone: str, at: datetime, shown: str) -> None:
    with clocks_in(zone):
        assert fmt.moment(at, AT) == shown


@given(
    st.decimals() | st.sampled_from([Decimal("1E+999999999"), Decimal("-1E-999999999"), Decimal(10**400)]), st.text()
)
def test_every_price_is_a_short_text(amount: Decimal, currency: str) -> None:
    assert 0 < len(fmt.price(amount, currency)) <= 60


@given(st.integers() | st.sampled_from([10**400, -(10**5000), 2**63]))
def test_every_number_is_a_short_text(value: int) -> None:
    for shown in (fmt.number(value), fmt.size(value), fmt.size_of(value, value)):
        assert 0 < len(shown) <= 60


@given(st.text() | st.integers() | st.decimals() | st.binary() | st.none() | st.just(10**5000) | st.just("a" * 10**6))
def test_every_raw_value_is_a_short_line(value: object) -> None:
    assert len(fmt.raw(value)) <= 201
    assert "\n" not in fmt.raw(value)


def test_nothing_is_done_in_no_time() -> None:
    assert [fmt.elapsed(ms) for ms in (0.0, 0.99, 1.0, 12.4)] == ["under 1 ms", "under 1 ms", "1 ms", "12 ms"]


@pytest.mark.parametrize(
    ("count", "shown"),
    [
        (0, "0 B"),
        (999, "999 B"),
        (1000, "1 kB"),
        (186_400, "186 kB"),
        (999_600, "1 MB"),
        (1_240_000, "1.2 MB"),
        (9_960_000, "10 MB"),
        (31_000_000, "31 MB"),
        (2_500_000_000, "2.5 GB"),
        (7_000_000_000_000_000, "7000 TB"),
    ],
)
def test_size(count: int, shown: str) -> None:
    assert fmt.size(count) == shown


def test_size_of_limit() -> None:
    assert fmt.size_of(1_420_000, 25_000_000) == "1.4 of 25 MB"


def test_numbers() -> None:
    assert fmt.number(1_204_377) == "1,204,377"


def test_price_keeps_its_digits() -> None:
    assert fmt.price(Decimal("0.0004"), "EUR") == "0.0004 EUR"
    assert fmt.price(Decimal("2"), "EUR") == "2.00 EUR"
    assert fmt.price(Decimal("0"), "") == "0.00"
    assert fmt.price(Decimal("-0.5"), "EUR") == "-0.50 EUR"
    assert fmt.price(Decimal("1E+2"), "EUR") == "100.00 EUR"


def test_what_is_no_usual_price_is_a_power_of_ten() -> None:
    assert fmt.price(Decimal("1E+999999999"), "EUR") == "1E+999999999 EUR"
    assert fmt.price(Decimal("-1.23456E-40"), "EUR") == "-1.234E-40 EUR"
    assert fmt.price(Decimal("1"), "Euro of the country\nof a thousand words") == "1.00 Euro of the …"


def test_an_address_without_end_is_cut_at_once(qapp: QApplication) -> None:
    metrics = QFontMetricsF(typography.body())
    cut = fmt.elide_address("a" * 10**6 + "@example.com", metrics, 300)
    assert cut.endswith("a@example.com")
    assert 250 < metrics.horizontalAdvance(cut) <= 300
    assert metrics.horizontalAdvance(fmt.elide_address("a@" + "b" * 10**6, metrics, 300)) <= 300


def test_address_keeps_its_domain(qapp: QApplication) -> None:
    metrics = QFontMetricsF(typography.body())
    whole = "anastasia.longname@example.com"
    full = metrics.horizontalAdvance(whole)
    assert fmt.elide_address(whole, metrics, full) == whole
    cut = fmt.elide_address(whole, metrics, full * 0.8)
    assert cut.endswith("@example.com")
    assert cut.startswith("an")
    assert "…" in cut
    assert metrics.horizontalAdvance(cut) <= full * 0.8
    assert ".…" not in fmt.elide_address(whole, metrics, metrics.horizontalAdvance("anastasia.…e@example.com"))
    assert "…." not in fmt.elide_address("leo.x@example.com", metrics, metrics.horizontalAdvance("leo….x@example.co"))
    tiny = fmt.elide_address(whole, metrics, full * 0.2)
    assert metrics.horizontalAdvance(tiny) <= full * 0.2


@pytest.mark.parametrize(
    ("share", "shown"),
    [
        (Fraction(0), "0 %"),
        (Fraction(1), "100 %"),
        (Fraction(1, 5000), "<0.1 %"),
        (Fraction(4999, 5000), ">99.9 %"),
        (Fraction(41, 1000), "4.1 %"),
        (Fraction(98, 100), "98.0 %"),
    ],
)
def test_all_and_nothing_are_said_of_all_and_nothing_alone(share: Fraction, shown: str) -> None:
    assert fmt.percent(share) == shown


def test_a_change_may_be_more_than_all() -> None:
    assert fmt.percent_of_change(Fraction(6, 100)) == "6.0 %"
    assert fmt.percent_of_change(Fraction(123_456, 100)) == "123,456 %"


def test_a_limit_has_a_digit_behind_the_point_only_where_it_says_something() -> None:
    assert fmt.whole_percent(Fraction(2, 100)) == "2 %"
    assert fmt.whole_percent(Fraction(25, 1000)) == "2.5 %"
