"""Conversion between values and columns: times, texts, numbers and JSON."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import TypeVar

import msgspec

from composer_app.domain.price import Price

T = TypeVar("T")

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_MIN_MICROS = (datetime.min.replace(tzinfo=UTC) - EPOCH) // _MICROSECOND
LATEST = (datetime.max.replace(tzinfo=UTC) - EPOCH) // _MICROSECOND
"""The last microsecond that a time can have."""
_MAX_INT = 2**63 - 1


def micros(at: datetime) -> int:
    """Microseconds since 1970 in UTC. A time that UTC cannot write (year 0, year 10000) becomes the nearest it can."""
    return min(max((at - EPOCH) // _MICROSECOND, _MIN_MICROS), LATEST)


def micros_or_none(at: datetime | None) -> int | None:
    return None if at is None else micros(at)


def time_of(value: int) -> datetime:
    return EPOCH + timedelta(0, 0, value)


def time_or_none(value: int | None) -> datetime | None:
    return None if value is None else EPOCH + timedelta(0, 0, value)


def storable(text: str) -> str:
    """The text without characters that SQLite cannot store or search: lone surrogates, and NUL."""
    if "\0" in text:
        text = text.replace("\0", "\N{REPLACEMENT CHARACTER}")
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode()
    return text


def storable_int(number: int) -> int:
    """The number, or the nearest that 64 bits hold, since the vendor's JSON may have any. Never -2**63."""
    return min(max(number, -_MAX_INT), _MAX_INT)


def json_of(value: object) -> str:
    """JSON text of a domain value.

    Half surrogate pairs, which a broken paste can leave in a draft, become `?`; numbers may be of any size.
    """
    try:
        return msgspec.json.encode(value).decode()
    except (UnicodeEncodeError, OverflowError):
        plain = json.dumps(msgspec.to_builtins(value), ensure_ascii=False)
        return plain.encode("utf-8", "replace").decode()


def value_of(text: str, kind: type[T]) -> T:
    return msgspec.json.decode(text, type=kind)


def price_columns(price: Price | None) -> tuple[str | None, str | None]:
    return (None, None) if price is None else (str(price.per_message), storable(price.currency))


@lru_cache(1024)  # a provider has few prices
def price_of(amount: str | None, currency: str | None) -> Price | None:
    if amount is None:
        return None
    try:
        return Price(Decimal(amount), currency or "")
    except InvalidOperation:
        return None
