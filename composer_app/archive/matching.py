"""Finds the message that a report or log entry is about."""

from __future__ import annotations

from composer_app.archive.database import Database, Row

_BY_ID = "SELECT row FROM message WHERE account = ? AND message_id = ? AND address_key = ?"
# A mail of ours by its bulk: Cc, Bcc and several recipients of one request get their ids from the vendor, and an
# answer that was lost named none.
_OURS_BY_BULK = """
    SELECT message.row, message.message_id, message.answered_at, message.address, message.address_key
    FROM message INDEXED BY message_ours_by_bulk
    WHERE account = ? AND bulk_id = ? AND submission IS NOT NULL
      AND (address_key = ? OR address = ? COLLATE NOCASE)
"""
# The vendor may write the address in its own way, or (2017) give no bulkId with the id of a request for several.
_OTHERS_WITH_ID = "SELECT row, submission, address FROM message WHERE account = ? AND message_id = ?"
_OURS_BY_ADDRESS = """
    SELECT row, message_id, answered_at, address, address_key
    FROM message WHERE submission = ? AND (address_key = ? OR address = ? COLLATE NOCASE)
"""
_TAKE_ID = "UPDATE message SET message_id = ? WHERE row = ?"


class Told:
    """Whom something was said of, as columns."""

    __slots__ = ("address", "address_key", "bulk_id", "message_id")

    def __init__(self, message_id: str, bulk_id: str | None, address: str, address_key: str) -> None:
        self.message_id = message_id
        self.bulk_id = bulk_id
        self.address = address
        self.address_key = address_key


def find_message(database: Database, account: int, told: Told) -> int | None:
    """The row of the message, or None if the archive has none. Inside a transaction only.

    A mail of ours that had no id from the vendor yet takes the one that is told.
    """
    exact = database.row(_BY_ID, (account, told.message_id, told.address_key))
    if exact is not None:
        return int(exact[0])
    if told.bulk_id is not None:
        ours = database.rows(_OURS_BY_BULK, (account, told.bulk_id, told.address_key, told.address))
        found = _take(database, told, ours)
        if found is not None:
            return found
    others = database.rows(_OTHERS_WITH_ID, (account, told.message_id))
    for row, _, address in others:
        if address.casefold() == told.address.casefold() or (not told.address and len(others) == 1):
            return int(row)
    for submission in {submission for _, submission, _ in others if submission is not None}:
        ours = database.rows(_OURS_BY_ADDRESS, (submission, told.address_key, told.address))
        found = _take(database, told, ours)
        if found is not None:
            return found
    return None


def _take(database: Database, told: Told, ours: list[Row]) -> int | None:
    exact_first = sorted(ours, key=lambda candidate: candidate[4] != told.address_key)
    for row, message_id, answered_at, _, _ in exact_first:
        if message_id == told.message_id:
            return int(row)
        # Once the answer has named an id, another id in the same bulk is another mail: sent twice, or by others.
        if message_id is None or answered_at is None:
            database.run(_TAKE_ID, (told.message_id, row))
            return int(row)
    return None
