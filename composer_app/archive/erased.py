"""Whom nobody wants to hear of again: what the service still tells of mail to an erased person is not kept."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from composer_app.archive.columns import micros
from composer_app.archive.database import Database

_TOLD_FOR = timedelta(days=7)
"""Logs reach back two days and reports come within four (domain.query)."""
_LATELY = "SELECT address_hash, max(at) FROM erasure WHERE at > ? GROUP BY address_hash"


def hash_of(address_key: str) -> bytes:
    """What is kept of an erased address, in whatever case: it answers "was this one erased?", and nothing else."""
    return hashlib.sha256(address_key.casefold().encode()).digest()


class LatelyErased:
    """Who was erased in the last days."""

    def __init__(self, database: Database, now: datetime) -> None:
        self._erased: dict[bytes, int] = dict(database.rows(_LATELY, (micros(now - _TOLD_FOR),)))

    def covers(self, address_key: str, sent_at: datetime | None) -> bool:
        """True of a mail to an erased person that was sent before that, or nobody says when."""
        if not self._erased:
            return False
        erased_at = self._erased.get(hash_of(address_key))
        return erased_at is not None and (sent_at is None or micros(sent_at) <= erased_at)
