"""What the cells of a table say."""

from __future__ import annotations

from decimal import Decimal

import pytest

from composer_app.domain.ids import SANDBOX_ACCOUNT
from composer_app.domain.message_history import MessageRow
from composer_app.domain.outcome import Outcome
from composer_app.domain.price import Price
from composer_app.domain.status import VendorError
from composer_app.ui.messages.message_source import explained, price_text


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
    row = MessageRow(
        row=1,
        account_id=SANDBOX_ACCOUNT,
        outcome=Outcome.BOUNCED,
        to="ana@example.com",
        error=VendorError(2, "USER_ERRORS", 6010, "EC_RECIPIENT_INBOX_FULL", "Recipient inbox full"),
    )

    ours, vendors = explained(row).split("\n")

    assert ours
    assert "EC_RECIPIENT_INBOX_FULL" in vendors
