"""The vendor's statuses and errors, each wording stored once under a number."""

from __future__ import annotations

from composer_app.archive.column_values import storable, storable_int
from composer_app.archive.database import Database
from composer_app.domain.status import Status, VendorError

NOTHING_SAID = 0

_WORDING = """
    SELECT status_group, status_group_name, status_id, status_name, status_description, status_action,
           error_group, error_group_name, error_id, error_name, error_description, error_permanent
    FROM verdict WHERE number = ?
"""
_FIND = """
    SELECT number FROM verdict
    WHERE status_group = ? AND status_group_name = ? AND status_id = ? AND status_name = ?
      AND status_description = ? AND status_action = ?
      AND error_group = ? AND error_group_name = ? AND error_id = ? AND error_name = ?
      AND error_description = ? AND error_permanent = ? AND number > 0
"""
_ADD = """
    INSERT INTO verdict (
        status_group, status_group_name, status_id, status_name, status_description, status_action,
        error_group, error_group_name, error_id, error_name, error_description, error_permanent
    ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_CACHE_SIZE = 4096


class VendorStatusStore:
    """Looks up wordings, with a cache."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self._by_number: dict[int, tuple[Status, VendorError]] = {}
        self._numbers: dict[tuple[Status, VendorError], int] = {}
        self._rollbacks = 0

    def number_of(self, status: Status, error: VendorError) -> int:
        """The number of this wording; it is stored if it is new. Inside a transaction only."""
        self._forget_what_was_rolled_back()
        key = (status, error)
        known = self._numbers.get(key)
        if known is not None:
            return known
        columns = _columns(status, error)
        row = self._db.row(_FIND, columns)
        number = self._db.inserted(_ADD, columns) if row is None else int(row[0])
        if len(self._numbers) >= _CACHE_SIZE:
            self._numbers.clear()
        self._numbers[key] = number
        return number

    def wording(self, number: int) -> tuple[Status, VendorError] | None:
        """Status and error; None where the vendor has said nothing yet."""
        if number == NOTHING_SAID:
            return None
        self._forget_what_was_rolled_back()
        found = self._by_number.get(number)
        if found is None:
            row = self._db.row(_WORDING, (number,))
            assert row is not None
            group_id, group_name, error_id, name, description, permanent = row[6:]
            found = (
                Status(*row[:6]),
                VendorError(group_id, group_name, error_id, name, description, bool(permanent)),
            )
            if len(self._by_number) >= _CACHE_SIZE:
                self._by_number.clear()
            self._by_number[number] = found
        return found

    def forget(self) -> None:
        """The stored wordings changed: read them again."""
        self._by_number.clear()
        self._numbers.clear()

    def _forget_what_was_rolled_back(self) -> None:
        if self._rollbacks != self._db.rollbacks:
            self._rollbacks = self._db.rollbacks
            self.forget()


def words_of(status: Status, error: VendorError) -> str:
    """The vendor's words in one line: those of the error if there is one."""
    return error.words if error.is_error else status.words


def _columns(status: Status, error: VendorError) -> tuple[object, ...]:
    return (
        storable_int(status.group_id),
        storable(status.group_name),
        storable_int(status.id),
        storable(status.name),
        storable(status.description),
        storable(status.action),
        storable_int(error.group_id),
        storable(error.group_name),
        storable_int(error.id),
        storable(error.name),
        storable(error.description),
        int(error.permanent),
    )
