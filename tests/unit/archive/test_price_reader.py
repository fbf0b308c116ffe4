"""Past prices out of the sums by day."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import msgspec

from composer_app.archive.archive import Archive
from composer_app.domain.cost_estimate import PaidPrice
from composer_app.domain.ids import SANDBOX_ACCOUNT
from composer_app.domain.price import Price
from tests.unit.archive.samples import T0, entry
from tests.unit.archive.steps import sync


def test_prices_are_counted_from_a_day_on(archive: Archive) -> None:
    cheap, dear = Price(Decimal("0.0004"), "EUR"), Price(Decimal("0.5"), "USD")
    mails = [
        msgspec.structs.replace(entry(f"m-{number}"), price=cheap, sent_at=T0 + timedelta(hours=number))
        for number in range(3)
    ]
    old = msgspec.structs.replace(entry("m-9"), price=dear, sent_at=T0 - timedelta(days=9))
    free = msgspec.structs.replace(entry("m-8"), price=None)
    sync(archive, *mails, old, free)
    assert archive.as_reader.prices.paid_since(SANDBOX_ACCOUNT, T0) == (PaidPrice(cheap, 3),)
    assert len(archive.as_reader.prices.paid_since(SANDBOX_ACCOUNT, T0 - timedelta(days=30))) == 2
