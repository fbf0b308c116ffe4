"""What the cells of a table say."""

from __future__ import annotations

from decimal import Decimal

import pytest

from composer_app.domain.price import Price
from composer_app.ui.messages.message_source import price_text


@pytest.mark.parametrize(
    ("price", "shown"),
    [
        (Price(Decimal(0)), ""),
        (Price(Decimal("0.00"), "UNKNOWN"), ""),
        (Price(Decimal(0), "EUR"), "0.00 EUR"),
        (Price(Decimal("0.0004")), "0.0004"),
        (None, ""),
    ],
)
def test_nothing_in_no_currency_is_no_price(price: Price | None, shown: str) -> None:
    assert price_text(price) == shown
