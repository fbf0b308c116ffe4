"""Numbers of accounts: tables refer to an account by number, the program by its id."""

from __future__ import annotations

from composer_app.archive.database import Database
from composer_app.archive.errors import NotFound
from composer_app.domain.ids import AccountId

_NUMBER = "SELECT number FROM account WHERE id = ?"
_ID = "SELECT id FROM account WHERE number = ?"
_ALL = "SELECT number FROM account"


class AccountNumbers:
    """Translates between numbers and ids; an id, once read, stays in memory."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self._ids: dict[int, AccountId] = {}

    def number_of(self, account_id: AccountId) -> int:
        """Raises NotFound for an account that was never saved."""
        row = self._db.row(_NUMBER, (account_id,))
        if row is None:
            raise NotFound(f"account {account_id}")
        return int(row[0])

    def numbers_of(self, account_id: AccountId | None) -> list[int]:
        """The number of one account, or for None the numbers of all, removed ones included."""
        if account_id is not None:
            return [self.number_of(account_id)]
        return [row[0] for row in self._db.rows(_ALL)]

    def id_of(self, number: int) -> AccountId:
        """The id for a number from a row of the archive."""
        if number not in self._ids:
            row = self._db.row(_ID, (number,))
            assert row is not None  # every row with an account references one
            self._ids[number] = AccountId(row[0])
        return self._ids[number]
