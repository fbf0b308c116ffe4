"""Accounts in the archive, without their secrets."""

from __future__ import annotations

import msgspec

from composer_app.archive.column_values import json_of, value_of
from composer_app.archive.database import Database
from composer_app.archive.errors import UnsettledMail
from composer_app.domain.account import SANDBOX, Account
from composer_app.domain.ids import SANDBOX_ACCOUNT, AccountId

_ALL = "SELECT settings FROM account WHERE NOT is_removed ORDER BY number"
_REMOVED = "SELECT settings FROM account WHERE is_removed ORDER BY number DESC"
_SAVE = """
    INSERT INTO account (id, settings) VALUES (?, ?)
    ON CONFLICT (id) DO UPDATE SET settings = excluded.settings, is_removed = 0
"""
_REMOVE = "UPDATE account SET is_removed = 1 WHERE id = ?"
_UNSETTLED = """
    SELECT 1 FROM submission JOIN account ON account.number = submission.account
    WHERE account.id = :account AND state IN ('queued', 'sending', 'unknown', 'scheduled')
    UNION ALL
    SELECT 1 FROM send_run JOIN account ON account.number = send_run.account
    WHERE account.id = :account AND state IN ('preparing', 'running', 'paused')
    LIMIT 1
"""
_HAS_SANDBOX = "SELECT 1 FROM account WHERE id = ?"


class AccountReader:
    """Reading accounts."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def all(self) -> tuple[Account, ...]:
        """All accounts that are not removed: the Sandbox, then the others in the order of their creation."""
        return tuple(value_of(row[0], Account) for row in self._db.rows(_ALL))

    def with_former_id(self, account: Account) -> Account:
        """The account with the id of a removed one at the same base URL, if there is one, so that its mail is listed
        again.

        Of several removed ones it takes the one of the same name, else the latest. Other settings may differ.
        """
        removed = [value_of(row[0], Account) for row in self._db.rows(_REMOVED)]
        same = [one for one in removed if one.base_url == account.base_url]
        same.sort(key=lambda one: one.name.casefold() != account.name.casefold())
        return msgspec.structs.replace(account, id=same[0].id) if same else account


class AccountStore(AccountReader):
    """Reading and changing accounts."""

    def save(self, account: Account) -> None:
        """Add the account, or replace the settings of the one with its id. Durable."""
        with self._db.transaction():
            self._db.run(_SAVE, (account.id, json_of(account)))

    def remove(self, account_id: AccountId) -> None:
        """Remove the account from the list. Its mails, reports and drafts stay: see `with_former_id`.

        Raises:
            ValueError: it is the Sandbox, which cannot be removed.
            UnsettledMail: some of its mail is not settled; nothing was changed.
        """
        if account_id == SANDBOX_ACCOUNT:
            raise ValueError("the Sandbox cannot be removed")
        with self._db.transaction():
            if self._db.row(_UNSETTLED, {"account": account_id}):
                raise UnsettledMail(account_id)
            self._db.run(_REMOVE, (account_id,))

    def ensure_sandbox(self) -> None:
        """Add the Sandbox account if this archive has none yet."""
        if self._db.row(_HAS_SANDBOX, (SANDBOX_ACCOUNT,)) is None:
            self.save(SANDBOX)
