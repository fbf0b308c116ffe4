"""One harvest of one account: its logs, then its reports. Shared by the window and by `composer-app collect`."""

from __future__ import annotations

import msgspec

from composer_app.domain.account import Account
from composer_app.domain.clock import Clock
from composer_app.domain.ids import AccountId
from composer_app.domain.queries import REPORT_REACH
from composer_app.services.runtime.error_mapping import Failed, raising_failed
from composer_app.services.sync.collector import Collector
from composer_app.services.sync.sync_result import SyncResult


class AccountSync(msgspec.Struct, frozen=True):
    """What came of harvesting one account. Logs may have been read when the reports fail; `logs` None: not asked."""

    account_id: AccountId
    logs: SyncResult | None = None
    reports: SyncResult | None = None
    failure: Failed | None = None


async def sync_account(collector: Collector, account: Account, clock: Clock) -> AccountSync:
    """Read the logs that were not read yet, and pull the reports that are this program's to pull.

    A failure is in the result: what was read before it is stored.
    """
    logs = reports = None
    try:
        with raising_failed():
            logs = await collector.sync_logs(account)
            if account.is_only_reader:
                reports = await collector.pull_all_reports(account)
            else:
                # Whichever clock is behind: of one that is a day ahead no mail is too old to be asked after.
                now = min(clock(), collector.service_clock(account.id).now())
                reports = await collector.pull_own_reports(account, now - REPORT_REACH)
    except Failed as failure:
        return AccountSync(account.id, logs, reports, failure)
    return AccountSync(account.id, logs, reports)
