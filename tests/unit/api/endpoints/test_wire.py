"""The shared parts of the wire."""

from __future__ import annotations

from decimal import Decimal

import msgspec
import pytest

from composer_app.api.endpoints.wire import WireItem
from composer_app.domain.money import Price


def price_of(wire: str) -> Price | None:
    body = f'{{"messageId":"m","status":{{"groupId":1}},"price":{wire}}}'
    return msgspec.json.decode(body, type=WireItem).shared()["price"]


@pytest.mark.parametrize(
    ("wire", "price"),
    [
        ('{"pricePerMessage":0.0004,"currency":"EUR"}', Price(Decimal("0.0004"), "EUR")),
        ('{"pricePerMessage":"0.10","currency":"EUR"}', Price(Decimal("0.10"), "EUR")),
        ('{"pricePerMessage":0,"currency":"UNKNOWN"}', Price(Decimal(0), "")),
        ('{"pricePerMessage":1}', Price(Decimal(1), "")),
        ('{"pricePerMessage":null,"currency":"EUR"}', None),
        ('{"pricePerMessage":"NaN"}', None),
        ("null", None),
        ("{}", None),
    ],
)
def test_prices_keep_every_digit(wire: str, price: Price | None) -> None:
    assert price_of(wire) == price
