"""The accounts of the program, and the account in use."""

from __future__ import annotations

import logging

import msgspec
from PySide6.QtCore import QObject, Signal, Slot

from composer_app.domain.account import SANDBOX, Account
from composer_app.domain.ids import AccountId
from composer_app.domain.secret import Secret
from composer_app.services.app_context import AppContext
from composer_app.services.connections.credentials import Kept, KeyringUnusable, Whereabouts
from composer_app.services.runtime.tasks import Task
from composer_app.services.settings import Settings

log = logging.getLogger(__name__)


class Saved(msgspec.Struct, frozen=True):
    """An account was saved, and its secret stored."""

    account: Account
    kept: Kept
    has_new_key: bool = False


class Accounts(QObject):
    """All accounts. The Sandbox account always exists, so one is always in use.

    Signals:
        changed: the list, or an account in it.
        switched: another account is in use (the account).
        settings_changed: the account in use was saved, or read again, with other settings (the account).
        key_entered: the account whose secret was entered just now.
    """

    changed = Signal()
    switched = Signal(object)
    settings_changed = Signal(object)
    key_entered = Signal(object)

    def __init__(self, context: AppContext, settings: Settings) -> None:
        super().__init__(context)
        self._context = context
        self._settings = settings
        self._accounts: dict[AccountId, Account] = {SANDBOX.id: SANDBOX}
        self._current = SANDBOX.id

    def load(self) -> Task[tuple[Account, ...]]:
        """Read the accounts from the archive; call once, at start."""
        task = self._context.read_after_writes(lambda archive: archive.accounts.all())
        task.on_success(self._on_loaded)
        return task

    @property
    def current(self) -> Account:
        return self._accounts[self._current]

    def all(self) -> tuple[Account, ...]:
        """Every account, the Sandbox first."""
        rest = sorted((a for a in self._accounts.values() if not a.is_sandbox), key=lambda a: a.name.casefold())
        return (self._accounts[SANDBOX.id], *rest)

    def get(self, account_id: AccountId) -> Account | None:
        return self._accounts.get(account_id)

    def use(self, account_id: AccountId) -> None:
        """Make this account the one in use, now and at the next start."""
        if account_id in self._accounts and account_id != self._current:
            self._current = account_id
            self._settings.current_account = account_id
            self.switched.emit(self.current)

    def save(self, account: Account, secret: Secret | None) -> Task[Saved]:
        """Save a new or changed account. `secret` None keeps the stored one.

        A new account at the base URL of a removed one takes over its id, and so its mail. The task succeeds with
        `Saved`, which says where the secret is. A changed base URL stores the key under a new name; if the keyring
        does not give out the old one, the task fails and nothing is changed.
        """
        old, entered = self._accounts.get(account.id), account

        async def save() -> Saved:
            has_moved = old is not None and old.base_url != entered.base_url and not entered.is_sandbox
            account = entered
            if old is None:
                account = await self._context.archive.writing(lambda archive: archive.accounts.with_former_id(entered))
            credentials, key = self._context.credentials, secret
            if key is None and old is not None and has_moved:
                key = await credentials.secret_of(old)
            kept = await credentials.keep(account, key) if key else Kept()
            await self._context.archive.writing(lambda archive: archive.accounts.save(account))
            if old is not None and has_moved:
                await self._forget(old)
            return Saved(account, kept, secret is not None)

        task = self._context.run(save)
        task.on_success(self._on_saved)
        return task

    def key_whereabouts(self, account: Account | None) -> Task[Whereabouts]:
        """Ask where the account's secret is; None: only whether there is a keyring. Succeeds with `Whereabouts`."""
        return self._context.run(lambda: self._context.credentials.whereabouts(account))

    def remove(self, account_id: AccountId) -> Task[AccountId]:
        """Remove an account and its secret. Its mail stays in the archive.

        The task fails with ACCOUNT_IN_USE if some of its mail is not settled; then nothing was changed. It also
        fails if the keyring may still hold the secret; the account is removed even then.
        """
        account = self._accounts[account_id]

        async def remove() -> AccountId:
            await self._context.archive.writing(lambda archive: archive.accounts.remove(account_id))
            self._context.post(lambda: self._on_removed(account_id))
            await self._context.credentials.forget(account)
            return account_id

        return self._context.run(remove)

    async def _forget(self, old: Account) -> None:
        """Try to delete the key of an unused base URL from the keyring."""
        try:
            await self._context.credentials.forget(old)
        except KeyringUnusable as error:
            log.warning("the keyring still holds the key of an old address: %s", error.code.value)

    @Slot(object)
    def _on_loaded(self, accounts: tuple[Account, ...]) -> None:
        self._accounts = {SANDBOX.id: SANDBOX} | {account.id: account for account in accounts}
        before, wanted = self._current, self._settings.current_account
        self._current = wanted if wanted in self._accounts else SANDBOX.id
        self.changed.emit()
        (self.settings_changed if self._current == before else self.switched).emit(self.current)

    @Slot(object)
    def _on_saved(self, saved: Saved) -> None:
        account = saved.account
        self._accounts[account.id] = account
        self.changed.emit()
        if saved.has_new_key:
            self.key_entered.emit(account)
        if account.id == self._current:
            self.settings_changed.emit(account)

    @Slot(object)
    def _on_removed(self, account_id: AccountId) -> None:
        self._accounts.pop(account_id, None)
        if self._current == account_id:
            self._current = SANDBOX.id
            self._settings.current_account = SANDBOX.id
            self.switched.emit(self.current)
        self.changed.emit()
