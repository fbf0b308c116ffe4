"""The sync of one account: its logs, then its reports. Shared by the window and by `composer-app collect`."""

from __future__ import annotations

from functools import reduce

import msgspec

from composer_app.domain.account import Account
from composer_app.domain.clock import Clock
from composer_app.domain.ids import AccountId
from composer_app.domain.vendor_limits import REPORT_REACH
from composer_app.services.runtime.error_mapping import Failed, raising_failed
from composer_app.services.sync.log_fetches import LogFetches
from composer_app.services.sync.report_pulls import ReportPulls
from composer_app.services.sync.sync_result import SyncResult


class AccountSync(msgspec.Struct, frozen=True):
    """Result of one account's sync. If reports fail, logs may have been fetched, and if logs fail, a part of
    them; `logs` None: not fetched. `reports`
    holds what was pulled before a failure; None: nothing was pulled."""

    account_id: AccountId
    logs: SyncResult | None = None
    reports: SyncResult | None = None
    failure: Failed | None = None


async def sync_account(reports: ReportPulls, logs: LogFetches, account: Account, clock: Clock) -> AccountSync:
    """Fetch the logs that are not certain yet, and pull the reports that are this program's to pull.

    A failure is in the result: what was read before it is stored.
    """
    fetched: SyncResult | None = None
    parts: list[SyncResult] = []
    try:
        with raising_failed():
            fetched = await logs.fetch_recent(account)
            if fetched.failure is not None:
                raise Failed(fetched.failure)
            if account.is_only_reader:
                pulled = await reports.pull_all(account, parts.append)
            else:
                # Whichever clock is behind: of one that is a day ahead no mail is too old to be asked after.
                now = min(clock(), logs.service_clock(account.id).now())
                pulled = await reports.pull_own(account, now - REPORT_REACH, parts.append)
    except Failed as failure:
        before = reduce(SyncResult.__add__, parts) if parts else None
        return AccountSync(account.id, fetched, before, failure)
    return AccountSync(account.id, fetched, pulled)
