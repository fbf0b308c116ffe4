"""Reports and logs in the background, and on demand."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal, Slot

from composer_app.domain.account import Account
from composer_app.domain.ids import SANDBOX_ACCOUNT, AccountId, BulkId
from composer_app.domain.problem import Problem, ProblemCode
from composer_app.domain.query import MAX_LIMIT, REPORT_REACH, LogQuery, ReportQuery
from composer_app.domain.submission import Submission, SubmissionState
from composer_app.services.accounts import Accounts
from composer_app.services.calls import Call
from composer_app.services.collector import Collector
from composer_app.services.credentials import KeyringTrouble
from composer_app.services.engine import Engine
from composer_app.services.harvest_once import Harvested, harvest_once
from composer_app.services.left_over import LeftOver, has_left_over
from composer_app.services.problems import Failed
from composer_app.services.sync.pulled import Pulled

if TYPE_CHECKING:
    from composer_app.archive.archive import Archive

EVERY = timedelta(minutes=10)
"""Unless the settings say another time."""
_LOCKED = Problem(ProblemCode.KEYRING_LOCKED, subject=KeyringTrouble.LOCKED.value)
FOLLOW_UP_AFTER_S = (2, 4, 8, 20, 60)
"""After a mail was accepted its bulk is asked for this often, so that one sees it arrive; then with every harvest."""


class HarvestState(msgspec.Struct, frozen=True):
    """When the logs of the account in use were last fetched, when they are next, and what went wrong. `is_all`: all
    that was to be read was read."""

    last_at: datetime | None = None
    next_at: datetime | None = None
    failure: Exception | None = None
    is_all: bool = True


class KeptAnswers(msgspec.Struct, frozen=True):
    """Answers that could not be read in full. Their bytes are kept, and a later version reads them again."""

    reports: int = 0
    logs: int = 0


class Harvest(QObject):
    """Pulls reports of our own mail and reads logs: at start, every so often, after a send, and when told to.

    Signals:
        reports_stored: what a pull of reports brought (`Pulled`), if it brought anything.
        logs_stored: the same for logs.
        state_changed: a `HarvestState`.
        failed: a background pull failed; the exception. What the user asked for fails in its own call.
    """

    reports_stored = Signal(object)
    logs_stored = Signal(object)
    state_changed = Signal(object)
    failed = Signal(object)

    def __init__(self, engine: Engine, accounts: Accounts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self._accounts = accounts
        self._collector = Collector(
            engine.archive, engine.connections, engine.receiver, engine.clock, engine.see_through
        )
        self._left_over = LeftOver(engine.archive, engine.connections, self._collector, engine.clock)
        self._state: dict[AccountId, HarvestState] = {}
        self._under_way: set[AccountId] = set()
        self._every = EVERY
        self._asked_for: set[AccountId] = set()
        self._following: list[tuple[datetime, AccountId, BulkId]] = []
        self._timer = QTimer(self, interval=int(EVERY.total_seconds() * 1000))
        self._timer.timeout.connect(self._look_into_spool)
        self._follow_timer = QTimer(self, interval=1000)
        self._follow_timer.timeout.connect(self._follow_up)

    @Slot()
    def start(self) -> None:
        """Read what an earlier run left in the spool, then harvest, now and every so often from now on."""
        self._look_into_spool()
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()
        self._follow_timer.stop()

    @property
    def state(self) -> HarvestState:
        """Of the account in use."""
        return self._state.get(self._accounts.current.id, HarvestState())

    @Slot()
    def run_now(self) -> None:
        """Harvest every account that has something to be harvested."""
        for account in self._accounts.all():
            if account.is_sandbox:
                self._look_for_waiting_sandbox_mail(account)
            else:
                self._harvest(account)

    def service_now(self, account_id: AccountId) -> datetime:
        """The time by this computer's clock or by the service's, whichever is behind: what has lasted long enough by
        this has done so by both."""
        return min(self._engine.clock(), self._collector.service_clock(account_id).now())

    @property
    def every(self) -> timedelta:
        """The time from one harvest to the next."""
        return self._every

    def set_every(self, every: timedelta) -> None:
        """Harvest this often from now on."""
        if every == self._every:
            return
        self._every = every
        self._timer.setInterval(int(every.total_seconds() * 1000))  # counts anew if it runs
        if self._timer.isActive():
            now = self._engine.clock()
            for account_id, state in self._state.items():
                self._state[account_id] = msgspec.structs.replace(state, next_at=now + every)
            self.state_changed.emit(self.state)

    def kept_answers(self, account_id: AccountId) -> Call:
        """How many answers of this account could not be read in full: a `KeptAnswers`."""

        def count(archive: Archive) -> KeptAnswers:
            kinds = [one.kind for one in archive.unread_answers() if one.is_read and one.account_id == account_id]
            return KeptAnswers(kinds.count("reports"), kinds.count("logs"))

        return self._engine.write(count)

    def pull_reports(self, account: Account, query: ReportQuery) -> Call:
        """Pull the reports that match `query`. The call succeeds with `Pulled`; they are stored by then."""
        call = self._engine.run(lambda: self._collector.pull_reports(account, query))
        call.succeeded.connect(self._on_reports)
        return call

    def pull_own_reports(self, account: Account) -> Call:
        """Pull the reports of mail sent from here, bulk by bulk."""
        since = self.service_now(account.id) - REPORT_REACH
        call = self._engine.run(lambda: self._collector.pull_own_reports(account, since))
        call.succeeded.connect(self._on_reports)
        return call

    def fetch_logs(self, account: Account, query: LogQuery) -> Call:
        """Ask the logs with just these parameters. The call succeeds with `Pulled`; they are stored by then."""
        call = self._engine.run(lambda: self._collector.fetch_logs(account, query))
        call.succeeded.connect(self._on_logs)
        return call

    def fetch_all_logs(self, account: Account, query: LogQuery) -> Call:
        """The same as often as it takes to have everything that matches; the limit of `query` does not count."""
        call = self._engine.run(lambda: self._collector.fetch_all_logs(account, query))
        call.succeeded.connect(self._on_logs)
        return call

    @Slot(object)
    def follow(self, submission: Submission) -> None:
        """Look often, for a minute, what becomes of a mail that was just accepted."""
        if submission.state is not SubmissionState.ACCEPTED:
            return
        now = self._engine.clock()
        for after_s in FOLLOW_UP_AFTER_S:
            due = now + timedelta(seconds=after_s)
            self._following.append((due, submission.account_id, submission.bulk_id))
        self._follow_timer.start()

    def _look_for_waiting_sandbox_mail(self, account: Account) -> None:
        """Nobody but this program sends through its Sandbox: it is not started to find it empty."""
        since = self._engine.clock() - REPORT_REACH
        call = self._engine.write(lambda archive: bool(archive.open_bulks(account.id, since)))
        call.succeeded.connect(self._on_sandbox_looked_at)
        call.failed.connect(self.failed)

    @Slot(object)
    def _on_sandbox_looked_at(self, is_waiting: bool) -> None:
        account = self._accounts.get(SANDBOX_ACCOUNT)
        if is_waiting and account is not None:
            self._harvest(account)
        else:
            self._on_harvested(Harvested(SANDBOX_ACCOUNT))

    def _harvest(self, account: Account) -> None:
        if account.id in self._under_way:
            return
        self._under_way.add(account.id)

        may_ask = account.id not in self._asked_for
        self._asked_for.add(account.id)

        async def harvest() -> Harvested:
            # At the start a person is there to unlock the keyring. Every ten minutes nobody wants to be asked again.
            if not may_ask and await self._engine.connections.would_ask(account):
                return Harvested(account.id, failure=Failed(_LOCKED))
            return await harvest_once(self._collector, account, self._engine.clock)

        call = self._engine.run(harvest)
        call.succeeded.connect(self._on_harvested)
        call.failed.connect(self._on_harvest_failed)

    @Slot()
    def _follow_up(self) -> None:
        now = self._engine.clock()
        due = {(account_id, bulk_id) for at, account_id, bulk_id in self._following if at <= now}
        self._following = [entry for entry in self._following if entry[0] > now]
        if not self._following:
            self._follow_timer.stop()
        for account_id, bulk_id in due:
            account = self._accounts.get(account_id)
            if account is not None:
                self._fetch_bulk(account, bulk_id)

    def _fetch_bulk(self, account: Account, bulk_id: BulkId) -> None:
        async def fetch() -> Harvested:
            logs = await self._collector.fetch_logs_of(account, bulk_id)
            reports = await self._collector.pull_reports(account, ReportQuery(bulk_id=bulk_id, limit=MAX_LIMIT))
            return Harvested(account.id, logs, reports)

        call = self._engine.run(fetch)
        call.succeeded.connect(self._on_bulk_fetched)
        call.failed.connect(self.failed)

    @Slot(object)
    def _on_bulk_fetched(self, harvested: Harvested) -> None:
        assert harvested.logs is not None
        assert harvested.reports is not None
        old = self._state.get(harvested.account_id, HarvestState())
        self._state[harvested.account_id] = msgspec.structs.replace(old, last_at=harvested.logs.at, failure=None)
        self.state_changed.emit(self.state)
        self._on_logs(harvested.logs)
        self._on_reports(harvested.reports)

    @Slot(object)
    def _on_harvest_failed(self, error: Exception) -> None:
        """It broke where it should not. The next round asks for every account again."""
        self._under_way.clear()
        self.failed.emit(error)

    @Slot(object)
    def _on_harvested(self, harvested: Harvested) -> None:
        account_id, logs = harvested.account_id, harvested.logs
        self._under_way.discard(account_id)
        old = self._state.get(account_id, HarvestState())
        last_at = logs.at if logs is not None else old.last_at
        next_at = self._engine.clock() + self._every
        is_all = old.is_all if logs is None else logs.is_all
        self._state[account_id] = HarvestState(last_at, next_at, harvested.failure, is_all)
        self.state_changed.emit(self.state)
        if logs is not None:
            self._on_logs(logs)
        if harvested.reports is not None:
            self._on_reports(harvested.reports)
        if harvested.failure is not None:
            self.failed.emit(harvested.failure)

    @Slot()
    def _look_into_spool(self) -> None:
        """Each time: what a killed run had asked for may still have been coming in, and `collect` may be killed too."""
        access = self._engine.archive
        call = self._engine.write(lambda archive: has_left_over(access.arrivals, archive))
        call.succeeded.connect(self._on_spool_looked_into)
        call.failed.connect(self._on_left_over_failed)

    @Slot(object)
    def _on_spool_looked_into(self, has_left_over: bool) -> None:
        if not has_left_over:
            self._begin()
            return
        accounts = {account.id: account for account in self._accounts.all()}
        call = self._engine.run(lambda: self._left_over.read(accounts))
        call.succeeded.connect(self._on_left_over)
        call.failed.connect(self._on_left_over_failed)

    @Slot(object)
    def _on_left_over(self, pulled: tuple[Pulled, Pulled]) -> None:
        self._on_reports(pulled[0])
        self._on_logs(pulled[1])
        self._begin()

    @Slot(object)
    def _on_left_over_failed(self, error: Exception) -> None:
        self.failed.emit(error)
        self._begin()

    def _begin(self) -> None:
        if self._timer.isActive():  # it was not stopped meanwhile
            self.run_now()

    @Slot(object)
    def _on_reports(self, pulled: Pulled) -> None:
        if pulled.received or not pulled.is_all:
            self.reports_stored.emit(pulled)

    @Slot(object)
    def _on_logs(self, pulled: Pulled) -> None:
        if pulled.received or not pulled.is_all:
            self.logs_stored.emit(pulled)
