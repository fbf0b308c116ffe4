"""Values as people read them."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QApplication

from composer_app.ui.common import format as fmt
from composer_app.ui.common import typography

AT = datetime(2026, 11, 23, 13, 51, 7, tzinfo=UTC)


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
def test_tooltip_has_zone_and_utc_once(monkeypatch: pytest.MonkeyPatch, zone: str, lines: list[str]) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    told = fmt.moment_tooltip(AT)
    monkeypatch.undo()
    time.tzset()
    assert told.splitlines() == lines


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


def test_numbers_and_counts() -> None:
    assert fmt.number(1_204_377) == "1,204,377"
    assert fmt.people(1) == "1 person"
    assert fmt.people(5000) == "5,000 people"
    assert fmt.count(1, "report") == "1 report"
    assert fmt.count(0, "report") == "0 reports"


def test_price_keeps_its_digits() -> None:
    assert fmt.price(Decimal("0.0004"), "EUR") == "0.0004 EUR"
    assert fmt.price(Decimal("2"), "EUR") == "2.00 EUR"
    assert fmt.price(Decimal("0"), "") == "0.00"


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
    tiny = fmt.elide_address(whole, metrics, full * 0.2)
    assert metrics.horizontalAdvance(tiny) <= full * 0.2
