"""What the cells of a table say."""

from __future__ import annotations

from decimal import Decimal

import pytest

from composer_app.domain.outcome import Outcome
from composer_app.domain.price import Price
from composer_app.ui.messages.cell_text import explained, price_text
from tests.qt.messages.samples import FULL, row


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


def test_a_bounce_is_explained_with_the_words_of_the_vendor_below() -> None:
    ours, vendors = explained(row(Outcome.BOUNCED, error=FULL)).split("\n")

    assert ours
    assert "EC_RECIPIENT_INBOX_FULL" in vendors
