from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer_app.archive.column_values import (
    json_of,
    micros,
    micros_or_none,
    price_columns,
    price_of,
    storable,
    storable_int,
    time_of,
    time_or_none,
    value_of,
)
from composer_app.domain.price import Price
from tests.unit.archive.samples import draft

FIRST = datetime.min.replace(tzinfo=UTC)
LAST = datetime.max.replace(tzinfo=UTC)


@given(st.datetimes(timezones=st.just(UTC)))
def test_time_comes_back_to_the_microsecond(at: datetime) -> None:
    assert time_of(micros(at)) == at


def test_first_and_last_moment_keep_their_order() -> None:
    assert micros(FIRST) < 0 < micros(LAST)
    assert time_of(micros(FIRST)) == FIRST
    assert time_of(micros(LAST)) == LAST


@pytest.mark.parametrize(
    ("at", "nearest"),
    [
        (datetime.min.replace(tzinfo=timezone(timedelta(hours=12))), FIRST),
        (datetime.max.replace(tzinfo=timezone(timedelta(hours=-12))), LAST),
    ],
)
def test_time_beyond_what_utc_can_write_becomes_the_nearest(at: datetime, nearest: datetime) -> None:
    assert time_of(micros(at)) == nearest


def test_no_time_stays_none() -> None:
    assert micros_or_none(None) is None
    assert time_or_none(None) is None


@given(st.text(st.characters()))
def test_storable_text_has_no_nul_and_can_be_encoded(text: str) -> None:
    kept = storable(text)
    kept.encode()
    assert "\0" not in kept
    assert len(kept) == len(text)


@given(st.integers())
def test_storable_int_fits_into_64_bits(number: int) -> None:
    kept = storable_int(number)
    assert -(2**63) < kept < 2**63
    assert kept == number or abs(number) >= 2**63


def test_half_a_surrogate_pair_does_not_keep_a_draft_from_being_saved() -> None:
    broken = draft(subject="half \ud83d emoji")
    assert value_of(json_of(broken), type(broken)).subject == "half ? emoji"


@pytest.mark.parametrize("amount", ["0.0004", "0", "-1", "1E+3", "123456789.123456789123456789"])
def test_price_is_exact(amount: str) -> None:
    price = Price(Decimal(amount), "EUR")
    assert price_of(*price_columns(price)) == price


def test_price_may_be_missing_or_unreadable() -> None:
    assert price_columns(None) == (None, None)
    assert price_of(None, None) is None
    assert price_of("much", "EUR") is None
