"""What a mail is likely to cost."""

from __future__ import annotations

from decimal import Decimal

from composer_app.domain.cost_estimate import CostEstimate, PaidPrice, estimate_cost
from composer_app.domain.price import Price


def paid(price: str, messages: int, currency: str = "EUR") -> PaidPrice:
    return PaidPrice(Price(Decimal(price), currency), messages)


def test_it_is_the_mean_price_times_the_recipients() -> None:
    found = estimate_cost([paid("0.0004", 900), paid("0.0014", 100), paid("1", 3, "USD")], 5000)
    assert found == CostEstimate(Decimal("2.50"), "EUR")


def test_a_small_amount_is_not_nothing() -> None:
    assert estimate_cost([paid("0.0004", 1)], 1) == CostEstimate(Decimal("0.01"), "EUR")


def test_without_a_price_nothing_is_said() -> None:
    assert estimate_cost([], 5000) is None
    assert estimate_cost([paid("0", 10)], 5000) is None
