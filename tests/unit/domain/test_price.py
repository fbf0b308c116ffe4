"""Prices are never rounded."""

from __future__ import annotations

from decimal import Decimal

import msgspec

from composer_app.domain.price import Price


def test_a_small_price_survives_being_kept() -> None:
    price = Price(Decimal("0.0004"), "EUR")
    assert msgspec.json.decode(msgspec.json.encode(price), type=Price) == price
    assert str(price.per_message * 10_000) == "4.0000"
