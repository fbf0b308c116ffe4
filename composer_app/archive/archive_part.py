"""What the parts of the archive have in common: the connection, and accounts and verdicts by number."""

from __future__ import annotations

from composer_app.archive.database import Database
from composer_app.archive.errors import NotFound
from composer_app.archive.status_catalogue import StatusCatalogue
from composer_app.domain.ids import AccountId

_NUMBER_OF_ACCOUNT = "SELECT number FROM account WHERE id = ?"
_ID_OF_ACCOUNT = "SELECT id FROM account WHERE number = ?"


class ArchivePart:
    """Base of everything that reads or writes the archive."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self._verdicts = StatusCatalogue(database)
        self._account_ids: dict[int, AccountId] = {}

    def _account_number(self, account_id: AccountId) -> int:
        row = self._db.row(_NUMBER_OF_ACCOUNT, (account_id,))
        if row is None:
            raise NotFound(f"account {account_id}")
        return int(row[0])

    def _account_id(self, number: int) -> AccountId:
        if number not in self._account_ids:
            row = self._db.row(_ID_OF_ACCOUNT, (number,))
            assert row is not None  # every row with an account references one
            self._account_ids[number] = AccountId(row[0])
        return self._account_ids[number]
