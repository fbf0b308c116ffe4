"""Cost estimate: what a mail is likely to cost, from what the vendor reported of earlier mail."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

import msgspec

from composer_app.domain.price import Price

_PLACES = Decimal("0.01")


class PaidPrice(msgspec.Struct, frozen=True):
    """A price, and how many messages had it."""

    price: Price
    messages: int


class CostEstimate(msgspec.Struct, frozen=True):
    """About how much, rounded to cents; never rounded down to nothing."""

    amount: Decimal
    currency: str


def estimate_cost(paid: Iterable[PaidPrice], recipients: int) -> CostEstimate | None:
    """The mean price in the currency of most messages, times the recipients; None: no price is known."""
    counts: dict[str, int] = defaultdict(int)
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for one in paid:
        counts[one.price.currency] += one.messages
        sums[one.price.currency] += one.price.per_message * one.messages
    if not counts:
        return None
    currency = max(counts, key=lambda name: (counts[name], name))
    amount = sums[currency] / counts[currency] * recipients
    if amount <= 0:
        return None
    return CostEstimate(max(amount.quantize(_PLACES), _PLACES), currency)
