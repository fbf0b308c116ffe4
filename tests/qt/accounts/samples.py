"""Services that hold accounts and answer tests, for the account dialog and menu."""

from __future__ import annotations

from concurrent.futures import Future
from types import SimpleNamespace
from typing import Any

from PySide6.QtCore import QObject, Signal

from composer_app.domain.account import SANDBOX, Account, AccountUse
from composer_app.domain.connection_test_result import ConnectionCheck, ConnectionLine, ConnectionTestResult
from composer_app.domain.ids import AccountId
from composer_app.domain.problem import ProblemCode
from composer_app.domain.secret import Secret
from composer_app.services.accounts.accounts import Saved
from composer_app.services.connections.credentials import Kept, Whereabouts
from composer_app.services.runtime.tasks import Task, TaskBridge

LINDEN = Account(
    id=AccountId("a1"), name="Linden Energy", base_url="https://x1y2z3.api.example.com", use=AccountUse.LIVE
)


def result(**problems: ProblemCode) -> ConnectionTestResult:
    """A result in which every line works but those named: `result(logs=ProblemCode.FORBIDDEN)`."""
    statuses: dict[ProblemCode | None, int] = {ProblemCode.WRONG_KEY: 401, ProblemCode.FORBIDDEN: 403}
    checks = []
    for line in ConnectionLine:
        problem = problems.get(line.value)
        checks.append(ConnectionCheck(line, problem, 84, statuses.get(problem)))
    return ConnectionTestResult(tuple(checks), "TLSv1.3")


class FakeAccounts(QObject):
    """Keeps accounts; says of a secret that it is where `kept` tells."""

    changed = Signal()
    switched = Signal(object)
    settings_changed = Signal(object)

    def __init__(self, *accounts: Account) -> None:
        super().__init__()
        self.list = [SANDBOX, *accounts]
        self.current = SANDBOX
        self.kept = Kept()
        self.whereabouts = Whereabouts(True)
        self.asked_for_key: list[Account | None] = []
        self.error: Exception | None = None
        self.is_removed = False  # whether the archive did its part, whatever the keyring does
        self.saved: list[tuple[Account, Secret | None]] = []
        self.removed: list[AccountId] = []
        self._bridge = TaskBridge(self)

    def all(self) -> tuple[Account, ...]:
        return tuple(self.list)

    def get(self, account_id: AccountId) -> Account | None:
        return next((one for one in self.list if one.id == account_id), None)

    def use(self, account_id: AccountId) -> None:
        self.current = next(one for one in self.list if one.id == account_id)
        self.switched.emit(self.current)

    def save(self, account: Account, secret: Secret | None) -> Task[Any]:
        self.saved.append((account, secret))
        if self.error is None:
            self.list = [*(one for one in self.list if one.id != account.id), account]
        return self._answered(Saved(account, self.kept))

    def key_whereabouts(self, account: Account | None) -> Task[Any]:
        self.asked_for_key.append(account)
        future: Future[object] = Future()
        future.set_result(self.whereabouts)
        return self._bridge.watch(future)

    def remove(self, account_id: AccountId) -> Task[Any]:
        self.removed.append(account_id)
        if self.is_removed:
            self.list = [account for account in self.list if account.id != account_id]
        return self._answered(account_id)

    def _answered(self, value: object) -> Task[Any]:
        future: Future[object] = Future()
        if self.error is None:
            future.set_result(value)
        else:
            future.set_exception(self.error)
        return self._bridge.watch(future)


class FakeConnectionTest:
    """Answers when it is told to."""

    def __init__(self) -> None:
        self.asked: list[tuple[Account, Secret | None]] = []
        self._bridge = TaskBridge()
        self.futures: list[Future[object]] = []

    def run(self, account: Account, secret: Secret | None) -> Task[Any]:
        self.asked.append((account, secret))
        self.futures.append(Future())
        return self._bridge.watch(self.futures[-1])

    def answer(self, value: ConnectionTestResult) -> None:
        self.futures[-1].set_result(value)

    def fail(self, error: Exception) -> None:
        self.futures[-1].set_exception(error)


def services_with(*accounts: Account) -> Any:
    """What dialog and menu need of `Services`."""
    return SimpleNamespace(accounts=FakeAccounts(*accounts), connection_test=FakeConnectionTest())
