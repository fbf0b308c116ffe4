"""Finds the message that a report or log entry is about, one by one or for a block of them at once."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import NamedTuple

from composer_app.archive.database import Database, Row
from composer_app.domain.ids import is_substitute

_BY_ID = "SELECT row FROM message WHERE account = ? AND message_id = ? AND address_key = ?"
# The service has assigned the id: in the answer, or in a log entry.
_IS_NAMED = """(message.answer_outcome <> 'unknown'
     OR EXISTS (SELECT 1 FROM log_entry WHERE log_entry.message = message.row))"""
# A mail of ours by its bulk: Cc, Bcc and several recipients of one request get their ids from the vendor, and an
# answer that was lost named none.
_OURS_BY_BULK = f"""
    SELECT message.row, message.message_id, {_IS_NAMED}, message.address, message.address_key
    FROM message INDEXED BY message_ours_by_bulk
    WHERE account = ? AND bulk_id = ? AND submission IS NOT NULL
      AND (address_key = ? OR address = ? COLLATE NOCASE)
"""  # noqa: S608 - a constant of ours
# The vendor may write the address in its own way, or (2017) give no bulkId with the id of a request for several.
_OTHERS_WITH_ID = "SELECT row, submission, address FROM message WHERE account = ? AND message_id = ?"
_OURS_BY_ADDRESS = f"""
    SELECT row, message_id, {_IS_NAMED}, address, address_key
    FROM message WHERE submission = ? AND (address_key = ? OR address = ? COLLATE NOCASE)
"""  # noqa: S608 - a constant of ours
# CROSS JOIN: the ids come first, each is one step into the index.
_WITH_IDS = """
    SELECT message.message_id, message.address_key, message.row, message.submission IS NOT NULL
    FROM (SELECT DISTINCT value FROM json_each(:ids)) AS wanted
    CROSS JOIN message ON message.account = :account AND message.message_id = wanted.value
"""
_OUR_BULKS = """
    SELECT value FROM json_each(:bulks)
    WHERE EXISTS (
        SELECT 1 FROM message INDEXED BY message_ours_by_bulk
        WHERE account = :account AND bulk_id = value AND submission IS NOT NULL
    )
"""
_KEY_OF = "SELECT message_id, address_key, submission IS NOT NULL FROM message WHERE row = ?"
_TAKE_ID = "UPDATE message SET message_id = ? WHERE row = ?"


class MessageIdentity:
    """The message identity in a report or log entry, as columns."""

    __slots__ = ("address", "address_key", "bulk_id", "message_id")

    def __init__(self, message_id: str, bulk_id: str | None, address: str, address_key: str) -> None:
        self.message_id = message_id
        self.bulk_id = bulk_id
        self.address = address
        self.address_key = address_key


def find_message(database: Database, account: int, identity: MessageIdentity) -> int | None:
    """The row of the message, or None if the archive has none. Inside a transaction only.

    A mail of ours without a vendor id takes the one of `identity`.
    """
    exact = database.row(_BY_ID, (account, identity.message_id, identity.address_key))
    if exact is not None:
        return int(exact[0])
    if identity.bulk_id is not None:
        ours = database.rows(_OURS_BY_BULK, (account, identity.bulk_id, identity.address_key, identity.address))
        found = _take(database, identity, ours)
        if found is not None:
            return found
    others = database.rows(_OTHERS_WITH_ID, (account, identity.message_id))
    for row, _, address in others:
        if address.casefold() == identity.address.casefold() or (not identity.address and len(others) == 1):
            return int(row)
    for submission in {submission for _, submission, _ in others if submission is not None}:
        ours = database.rows(_OURS_BY_ADDRESS, (submission, identity.address_key, identity.address))
        found = _take(database, identity, ours)
        if found is not None:
            return found
    return None


def _take(database: Database, identity: MessageIdentity, ours: list[Row]) -> int | None:
    exact_first = sorted(ours, key=lambda candidate: candidate[4] != identity.address_key)
    for row, message_id, is_named, _, _ in exact_first:
        if message_id == identity.message_id:
            return int(row)
        if is_substitute(identity.message_id):  # our own id stays
            return int(row)
        # Once the service has assigned an id, another id in the same bulk is another mail: sent twice, or by others.
        if message_id is None or not is_named:
            database.run(_TAKE_ID, (identity.message_id, row))
            return int(row)
    return None


class Match(NamedTuple):
    row: int
    is_ours: bool


class Block:
    """Message lookup for a block of reports or entries at once. Inside one transaction."""

    def __init__(self, database: Database, account: int, identities: Sequence[MessageIdentity]) -> None:
        self._db = database
        self._account = account
        ids = json.dumps([one.message_id for one in identities])
        bulks = json.dumps(list({one.bulk_id for one in identities if one.bulk_id is not None}))
        self._exact: dict[tuple[str, str], Match] = {}
        self._keys: dict[int, tuple[str, str]] = {}
        self._ids: set[str] = set()
        for message_id, key, row, is_ours in database.rows(_WITH_IDS, {"account": account, "ids": ids}):
            self.add(message_id, key, Match(row, bool(is_ours)))
        self._our_bulks = {row[0] for row in database.rows(_OUR_BULKS, {"account": account, "bulks": bulks})}

    def add(self, message_id: str, address_key: str, match: Match) -> None:
        """Add a new message to the block."""
        self._exact[message_id, address_key] = match
        self._keys[match.row] = (message_id, address_key)
        self._ids.add(message_id)

    def exact(self, identity: MessageIdentity) -> Match | None:
        """The message with just this id and address."""
        return self._exact.get((identity.message_id, identity.address_key))

    def may_know(self, identity: MessageIdentity) -> bool:
        """False: `search` would find nothing."""
        return identity.message_id in self._ids or identity.bulk_id in self._our_bulks

    def is_in_bulk_of_ours(self, identity: MessageIdentity) -> bool:
        return identity.bulk_id in self._our_bulks

    def search(self, identity: MessageIdentity) -> Match | None:
        """The same result as `find_message`. Added messages must be in the database."""
        row = find_message(self._db, self._account, identity)
        if row is None:
            return None
        before = self._keys.pop(row, None)
        if before is not None:  # it may have got another id
            del self._exact[before]
        found = self._db.row(_KEY_OF, (row,))
        assert found is not None
        message_id, key, is_ours = found
        match = Match(row, bool(is_ours))
        if message_id is not None:
            self.add(message_id, key, match)
        return match
