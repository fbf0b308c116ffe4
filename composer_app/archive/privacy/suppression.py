"""Suppression list: reports and logs about an erased address are dropped for 7 days."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from composer_app.archive.column_values import micros
from composer_app.archive.database import Database
from composer_app.archive.privacy.recipient_mask import ERASED, RecipientMask
from composer_app.domain.message_history import EventSource
from composer_app.domain.outcome import Outcome
from composer_app.domain.recipients import address_key, parse_address
from composer_app.domain.text_matchers import spellings_of

_NEVER = -(2**63)
_SUPPRESSED_FOR = timedelta(days=7)
"""Logs reach back two days and reports come within four."""
_MASK = "UPDATE answer SET body = masked(body) WHERE number = ? AND body IS NOT NULL"
_LATELY = "SELECT address_hash, max(at) FROM erasure WHERE at > ? GROUP BY address_hash"


def hash_of(key: str) -> bytes:
    """The hash of an erased address, case-insensitive: it answers only "was this address erased?"."""
    return hashlib.sha256(key.casefold().encode()).digest()


class Suppression:
    """The addresses erased in the last 7 days."""

    def __init__(self, database: Database, now: datetime) -> None:
        self._erased: dict[bytes, int] = dict(database.rows(_LATELY, (micros(now - _SUPPRESSED_FOR),)))

    def covers(self, address: str, sent_at: datetime | None) -> bool:
        """True of a mail to an erased address that was sent before the erasure, or at an unknown time. A kept answer
        that a later version reads again holds the mask in place of the address.

        Args:
            address: as the service writes it, or as an erasure left it.
        """
        if address.strip() == ERASED:
            return True
        if not self._erased:
            return False
        mailbox = parse_address(address).mailbox
        address = address.strip() if mailbox is None else mailbox.address
        erased_at = max((self._erased.get(hash_of(one), _NEVER) for one in _spellings(address)), default=_NEVER)
        return erased_at > _NEVER and (sent_at is None or micros(sent_at) <= erased_at)


def _spellings(address: str) -> frozenset[str]:
    """Its possible spellings in the erasure: composed or not, the domain in either form."""
    return spellings_of(address) | {address_key(address)}


class SuppressedItems:
    """The items of one answer about erased addresses. They are dropped, but may prove that a mail was sent."""

    def __init__(self) -> None:
        self.outcomes: dict[tuple[str, Outcome, EventSource], None] = {}
        """Bulk id, outcome and source of each."""
        self._addresses: dict[str, None] = {}

    def add(self, address: str, bulk_id: str | None, outcome: Outcome, source: EventSource) -> None:
        if address.strip() != ERASED:
            self._addresses[address] = None
        if bulk_id is not None:
            self.outcomes[bulk_id, outcome, source] = None

    def mask_answer(self, database: Database, number: int) -> None:
        """Mask the erased addresses in an answer whose bytes are kept, since not all of it could be read."""
        for address in self._addresses:
            database.define("masked", RecipientMask(address.strip()).masked)
            database.run(_MASK, (number,))
