"""Background sync: pulls reports and fetches logs of all accounts, at the times of `sync_schedule` and on demand."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal, Slot

from composer_app.domain.account import Account
from composer_app.domain.ids import SANDBOX_ACCOUNT, AccountId, BulkId
from composer_app.domain.problem import Problem, ProblemCode
from composer_app.domain.queries import LogQuery, ReportQuery
from composer_app.domain.submission import Submission, SubmissionState
from composer_app.domain.vendor_limits import MAX_LIMIT, REPORT_REACH
from composer_app.services.accounts.accounts import Accounts
from composer_app.services.app_context import AppContext
from composer_app.services.runtime.error_mapping import Failed, problem_of
from composer_app.services.runtime.tasks import Task
from composer_app.services.sync.account_sync import AccountSync, sync_account
from composer_app.services.sync.log_fetches import LogFetches
from composer_app.services.sync.report_pulls import ReportPulls
from composer_app.services.sync.sync_result import SyncResult
from composer_app.services.sync.sync_schedule import FollowUps
from composer_app.services.sync.unread_answers import UnreadAnswers, has_left_over

if TYPE_CHECKING:
    from composer_app.archive.archive import Archive

log = logging.getLogger(__name__)

_LOCKED = Problem(ProblemCode.KEYRING_LOCKED)


class SyncState(msgspec.Struct, frozen=True):
    """Time of the last and the next sync of the account in use, and the failure, if any. `is_all`: everything was
    read."""

    last_at: datetime | None = None
    next_at: datetime | None = None
    failure: Exception | None = None
    is_all: bool = True


class KeptAnswers(msgspec.Struct, frozen=True):
    """Answers that could not be read in full. Their bytes are kept, and a later version reads them again."""

    reports: int = 0
    logs: int = 0


class BackgroundSync(QObject):
    """Pulls the reports of mail sent from here and fetches logs: at start, every so often, after a send, and on demand.

    Signals:
        reports_stored: result of a report pull (`SyncResult`), unless empty.
        logs_stored: the same for logs.
        state_changed: a `SyncState`.

    Args:
        every: from one sync to the next.

    Attributes:
        timer: starts the next sync.
        follow_timer: starts the early pulls after a send.
    """

    reports_stored = Signal(object)
    logs_stored = Signal(object)
    state_changed = Signal(object)

    def __init__(self, context: AppContext, accounts: Accounts, every: timedelta) -> None:
        super().__init__(context)
        self._context = context
        self._accounts = accounts
        archive, connections = context.archive, context.connections
        self.reports = ReportPulls(archive, connections, context.receiver, context.clock, context.shielded)
        """Belongs to the worker's loop."""
        self.logs = LogFetches(archive, connections, context.clock)
        """Belongs to the worker's loop."""
        self.unread_answers = UnreadAnswers(archive, connections, self.reports, self.logs, context.clock)
        """Belongs to the worker's loop."""
        self._state: dict[AccountId, SyncState] = {}
        self._under_way: set[AccountId] = set()
        self._every = every
        self._asked_for: set[AccountId] = set()
        self._follow_ups = FollowUps()
        self.timer = QTimer(self)
        self.timer.setInterval(int(every.total_seconds() * 1000))
        self.timer.timeout.connect(self._look_for_unread)
        self.follow_timer = QTimer(self)
        self.follow_timer.setInterval(1000)
        self.follow_timer.timeout.connect(self._follow_up)

    @Slot()
    def start(self) -> None:
        """Read unread answers of an earlier run, then sync now and periodically."""
        self._look_for_unread()
        self.timer.start()

    def stop(self) -> None:
        self.timer.stop()
        self.follow_timer.stop()

    @property
    def state(self) -> SyncState:
        """State of the account in use."""
        return self._state.get(self._accounts.current.id, SyncState())

    @property
    def is_syncing(self) -> bool:
        """Whether a sync is running."""
        return bool(self._under_way)

    @property
    def is_current_syncing(self) -> bool:
        """Whether a sync of the account in use is running."""
        return self._accounts.current.id in self._under_way

    @Slot()
    def run_now(self) -> None:
        """Sync all accounts that need it."""
        for account in self._accounts.all():
            if account.is_sandbox:
                self._look_for_waiting_sandbox_mail(account)
            else:
                self._sync(account)

    def service_now(self, account_id: AccountId) -> datetime:
        """The time by this computer's clock or by the service's, whichever is earlier, so that durations hold by
        both."""
        return min(self._context.clock(), self.logs.service_clock(account_id).now())

    @property
    def every(self) -> timedelta:
        """The time from one sync to the next."""
        return self._every

    def set_every(self, every: timedelta) -> None:
        """Sync this often from now on."""
        if every == self._every:
            return
        self._every = every
        self.timer.setInterval(int(every.total_seconds() * 1000))  # restarts a running timer
        if self.timer.isActive():
            now = self._context.clock()
            for account_id, state in self._state.items():
                self._state[account_id] = msgspec.structs.replace(state, next_at=now + every)
            self.state_changed.emit(self.state)

    def kept_answers(self, account_id: AccountId) -> Task[KeptAnswers]:
        """How many answers of this account could not be read in full: a `KeptAnswers`."""

        def count(archive: Archive) -> KeptAnswers:
            kinds = [one.kind for one in archive.answers.unread() if one.is_read and one.account_id == account_id]
            return KeptAnswers(kinds.count("reports"), kinds.count("logs"))

        return self._context.write(count)

    def pull_reports(self, account: Account, query: ReportQuery) -> Task[SyncResult]:
        """Pull the reports that match `query`. The task succeeds with `SyncResult`; they are stored by then."""
        task = self._context.run(lambda: self.reports.pull(account, query))
        task.on_success(self._on_reports)
        return task

    def pull_own_reports(self, account: Account) -> Task[SyncResult]:
        """Pull the reports of mail sent from here, bulk by bulk. `reports_stored` says what each bulk brought, also if
        a later one fails."""
        since = self.service_now(account.id) - REPORT_REACH
        post, on_reports = self._context.post, self._on_reports

        def on_pulled(part: SyncResult) -> None:
            post(lambda: on_reports(part))

        return self._context.run(lambda: self.reports.pull_own(account, since, on_pulled))

    def fetch_logs(self, account: Account, query: LogQuery) -> Task[SyncResult]:
        """Ask the logs with just these parameters. The task succeeds with `SyncResult`; they are stored by then."""
        task = self._context.run(lambda: self.logs.fetch(account, query))
        task.on_success(self._on_logs)
        return task

    def fetch_all_logs(self, account: Account, query: LogQuery) -> Task[SyncResult]:
        """The same as often as it takes to have everything that matches; the limit of `query` does not count.
        `logs_stored` says what each page brought, also if a later one fails or is not wanted any more."""
        post, on_logs = self._context.post, self._on_logs

        def on_page(page: SyncResult) -> None:
            post(lambda: on_logs(page))

        return self._context.run(lambda: self.logs.fetch_all(account, query, on_page))

    @Slot(object)
    def follow(self, submission: Submission) -> None:
        """Pull often for a minute after a mail was accepted."""
        if submission.state is not SubmissionState.ACCEPTED:
            return
        self._follow_ups.add(submission.account_id, submission.bulk_id, self._context.clock())
        self.follow_timer.start()

    def _look_for_waiting_sandbox_mail(self, account: Account) -> None:
        """The Sandbox is not started for a sync: only this program sends through it."""
        if account.id in self._under_way:
            return
        self._under_way.add(account.id)
        since = self._context.clock() - REPORT_REACH
        task = self._context.write(lambda archive: bool(archive.outbox.open_bulks(account.id, since)))
        task.on_success(self._on_sandbox_looked_at)
        task.on_failure(self._on_sync_failed)

    @Slot(object)
    def _on_sandbox_looked_at(self, is_waiting: bool) -> None:
        account = self._accounts.get(SANDBOX_ACCOUNT)
        if is_waiting and account is not None:
            self._under_way.discard(SANDBOX_ACCOUNT)
            self._sync(account)
        else:
            self._on_synced(AccountSync(SANDBOX_ACCOUNT))

    def _sync(self, account: Account) -> None:
        if account.id in self._under_way:
            return
        self._under_way.add(account.id)

        may_ask = account.id not in self._asked_for
        self._asked_for.add(account.id)

        async def sync() -> AccountSync:
            # Only at the start, when the user is present, may the keyring ask for its password.
            if not may_ask and await self._context.connections.would_ask(account):
                return AccountSync(account.id, failure=Failed(_LOCKED))
            return await sync_account(self.reports, self.logs, account, self._context.clock)

        task = self._context.run(sync)
        task.on_success(self._on_synced)
        task.on_failure(self._on_sync_failed)

    @Slot()
    def _follow_up(self) -> None:
        due = self._follow_ups.take_due(self._context.clock())
        if self._follow_ups.is_done:
            self.follow_timer.stop()
        for account_id, bulk_id in due:
            account = self._accounts.get(account_id)
            if account is not None:
                self._fetch_bulk(account, bulk_id)

    def _fetch_bulk(self, account: Account, bulk_id: BulkId) -> None:
        async def fetch() -> AccountSync:
            logs = await self.logs.fetch_bulk(account, bulk_id)
            reports = await self.reports.pull(account, ReportQuery(bulk_id=bulk_id, limit=MAX_LIMIT))
            return AccountSync(account.id, logs, reports)

        task = self._context.run(fetch)
        task.on_success(self._on_bulk_fetched)
        task.on_failure(self._on_failed)

    @Slot(object)
    def _on_bulk_fetched(self, synced: AccountSync) -> None:
        assert synced.logs is not None
        assert synced.reports is not None
        old = self._state.get(synced.account_id, SyncState())
        self._state[synced.account_id] = msgspec.structs.replace(old, last_at=synced.logs.at, failure=None)
        self.state_changed.emit(self.state)
        self._on_logs(synced.logs)
        self._on_reports(synced.reports)

    @Slot(object)
    def _on_sync_failed(self, error: Exception) -> None:
        """Recover from a bug; the next round syncs all accounts again."""
        self._under_way.clear()
        self._on_failed(error)

    @Slot(object)
    def _on_synced(self, synced: AccountSync) -> None:
        account_id, logs = synced.account_id, synced.logs
        self._under_way.discard(account_id)
        old = self._state.get(account_id, SyncState())
        last_at = logs.at if logs is not None and logs.failure is None else old.last_at
        next_at = self._context.clock() + self._every
        is_all = old.is_all if logs is None else logs.is_all
        self._state[account_id] = SyncState(last_at, next_at, synced.failure, is_all)
        self.state_changed.emit(self.state)
        if logs is not None:
            self._on_logs(logs)
        if synced.reports is not None:
            self._on_reports(synced.reports)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        """Ignored: the next round repeats it."""
        log.info("a sync in the background failed: %s", problem_of(error).code)

    @Slot()
    def _look_for_unread(self) -> None:
        """Before each sync: an answer pulled by a killed run or `collect` may have arrived since."""
        access = self._context.archive
        task = self._context.write(lambda archive: has_left_over(access.incoming_answers, archive))
        task.on_success(self._on_looked_for_unread)
        task.on_failure(self._on_unread_failed)

    @Slot(object)
    def _on_looked_for_unread(self, has_left_over: bool) -> None:
        if not has_left_over:
            self._begin()
            return
        accounts = {account.id: account for account in self._accounts.all()}
        task = self._context.run(lambda: self.unread_answers.read(accounts))
        task.on_success(self._on_unread_taken_in)
        task.on_failure(self._on_unread_failed)

    @Slot(object)
    def _on_unread_taken_in(self, pulled: tuple[SyncResult, SyncResult]) -> None:
        self._on_reports(pulled[0])
        self._on_logs(pulled[1])
        self._begin()

    @Slot(object)
    def _on_unread_failed(self, error: Exception) -> None:
        self._on_failed(error)
        self._begin()

    def _begin(self) -> None:
        if self.timer.isActive():  # not stopped meanwhile
            self.run_now()

    @Slot(object)
    def _on_reports(self, pulled: SyncResult) -> None:
        if pulled.received or not pulled.is_all:
            self.reports_stored.emit(pulled)

    @Slot(object)
    def _on_logs(self, pulled: SyncResult) -> None:
        if pulled.received or not pulled.is_all:
            self.logs_stored.emit(pulled)
