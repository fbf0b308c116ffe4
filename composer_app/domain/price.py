"""Prices as the vendor states them. Never a float: 0.0004 must stay 0.0004."""

from __future__ import annotations

from decimal import Decimal

import msgspec


class Price(msgspec.Struct, frozen=True):
    """Price of one message. `currency` is "" if the vendor wrote UNKNOWN."""

    per_message: Decimal
    currency: str = ""
