"""Reading past prices: what mail of an account cost."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from composer_app.archive.account_numbers import AccountNumbers
from composer_app.archive.column_values import micros
from composer_app.archive.database import Database
from composer_app.domain.cost_estimate import PaidPrice
from composer_app.domain.ids import AccountId
from composer_app.domain.price import Price

_DAY = 24 * 60 * 60 * 1_000_000
_PRICES = """
    SELECT price, currency, sum(messages) FROM day_count
    WHERE account = ? AND day >= ? AND price <> '' GROUP BY price, currency ORDER BY price, currency
"""


class PriceReader:
    """Reading prices out of the sums by day."""

    def __init__(self, database: Database, accounts: AccountNumbers) -> None:
        self._db = database
        self._accounts = accounts

    def paid_since(self, account_id: AccountId, since: datetime) -> tuple[PaidPrice, ...]:
        """Each price of mail that was sent on that day or later, and how many messages had it."""
        rows = self._db.rows(_PRICES, (self._accounts.number_of(account_id), micros(since) // _DAY))
        return tuple(PaidPrice(Price(Decimal(price), currency), count) for price, currency, count in rows)
