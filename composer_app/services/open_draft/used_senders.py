"""Known senders of an account: the choices of From, and its default."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from composer_app.domain.account import Account
from composer_app.domain.ids import AccountId
from composer_app.services.running_erasure import Erasure
from composer_app.services.sending.outbox import Outbox

LOOKED_THROUGH = 50
"""Mails of an account whose senders are read, newest first."""


class UsedSenders(QObject):
    """Reads the senders of an account from the outbox and caches them.

    Signals:
        found: the senders of an account were read (`AccountId`).
    """

    found = Signal(object)

    def __init__(self, outbox: Outbox, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._outbox = outbox
        self._used: dict[AccountId, tuple[str, ...]] = {}

    def used(self, account_id: AccountId) -> tuple[str, ...]:
        """The known senders of this account, the latest first."""
        return self._used.get(account_id, ())

    def first_for(self, account: Account) -> str:
        """The default of From: the sender of the last mail from this account, else the account's own."""
        used = self.used(account.id)
        return used[0] if used else account.default_sender

    def read(self, account_id: AccountId) -> None:
        """Read the senders of the account; `found` follows if there are any."""
        self._outbox.senders(account_id, LOOKED_THROUGH).on_success(self._on_read)

    def apply(self, erasure: Erasure) -> None:
        """Remove an erased address from the cached senders."""
        self._used = {account_id: erasure.applied(senders) for account_id, senders in self._used.items()}

    @Slot(object)
    def _on_read(self, found: tuple[AccountId, tuple[str, ...]]) -> None:
        account_id, senders = found
        if senders:
            self._used[account_id] = senders
            self.found.emit(account_id)
