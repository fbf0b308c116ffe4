"""Read access to log coverage: ranges that were read, and ranges with entries that are not final."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from composer_app.archive.account_numbers import AccountNumbers
from composer_app.archive.database import Database
from composer_app.archive.log_coverage import covered_ranges
from composer_app.archive.unsettled_logs import unsettled_ranges
from composer_app.domain.ids import AccountId
from composer_app.domain.queries import TimeRange


class LogCoverageReader:
    """Reads which parts of the logs were read, and which to read again."""

    def __init__(self, database: Database, accounts: AccountNumbers) -> None:
        self._db = database
        self._accounts = accounts

    def covered(self, account_id: AccountId) -> tuple[TimeRange, ...]:
        """The ranges that were read in full, by the service's clock, oldest first; what lies between is a gap."""
        return covered_ranges(self._db, self._accounts.number_of(account_id))

    def unsettled_ranges(
        self, account_id: AccountId, since: datetime, is_read: Callable[[datetime], bool], limit: int
    ) -> tuple[TimeRange, ...]:
        """Ranges that together hold every log entry that is not final, see `archive.unsettled_logs`."""
        return unsettled_ranges(self._db, self._accounts.number_of(account_id), since, is_read, limit)
