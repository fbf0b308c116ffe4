"""Reading what became of earlier mail: to an address, and from the sender's domains."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from composer_app.archive.account_numbers import AccountNumbers
from composer_app.archive.database import Database
from composer_app.domain.ids import AccountId
from composer_app.domain.outcome import Outcome
from composer_app.domain.recipients import address_key, domain_of_key

# One look into an index for each address; an address has few messages.
_BOUNCED = f"""
    SELECT asked.value FROM json_each(:addresses) AS asked WHERE (
        SELECT outcome FROM message INDEXED BY message_by_address
        WHERE account = :account AND address = asked.value COLLATE NOCASE
            AND outcome IN ('{Outcome.DELIVERED}', '{Outcome.BOUNCED}')
        ORDER BY sent_at DESC, row DESC LIMIT 1
    ) = '{Outcome.BOUNCED}'
    ORDER BY asked.key
"""  # noqa: S608  # values of an enum
# From one sender to the next along the index: an account has few senders and many messages.
_SENDERS = """
    WITH RECURSIVE used (sender) AS (
        SELECT (SELECT sender FROM message INDEXED BY message_by_sender WHERE account = :account
                ORDER BY sender COLLATE NOCASE LIMIT 1)
        UNION ALL
        SELECT (SELECT sender FROM message INDEXED BY message_by_sender
                WHERE account = :account AND sender > used.sender COLLATE NOCASE
                ORDER BY sender COLLATE NOCASE LIMIT 1)
        FROM used WHERE used.sender IS NOT NULL LIMIT :most
    )
    SELECT sender FROM used WHERE sender IS NOT NULL AND EXISTS (
        SELECT 1 FROM message INDEXED BY message_by_sender
        WHERE account = :account AND sender = used.sender COLLATE NOCASE
            AND outcome IN (SELECT value FROM json_each(:taken))
        LIMIT 1
    )
"""
MOST_SENDERS = 1_000


class AddressHistoryReader:
    """Reading the past of addresses, in time that does not grow with the archive."""

    def __init__(self, database: Database, accounts: AccountNumbers) -> None:
        self._db = database
        self._accounts = accounts

    def bounced(self, account_id: AccountId, addresses: Iterable[str]) -> tuple[str, ...]:
        """Those of the addresses to which the last mail with a known end bounced, in the order given."""
        asked = msgspec.json.encode(list(addresses)).decode()
        rows = self._db.rows(_BOUNCED, {"account": self._accounts.number_of(account_id), "addresses": asked})
        return tuple(address for (address,) in rows)

    def sender_domains(self, account_id: AccountId) -> frozenset[str]:
        """The domains from which the service accepted mail of the account, in lower case."""
        taken = msgspec.json.encode([outcome for outcome in Outcome if outcome.is_taken]).decode()
        values = {"account": self._accounts.number_of(account_id), "taken": taken, "most": MOST_SENDERS}
        domains = (domain_of_key(address_key(sender)) for (sender,) in self._db.rows(_SENDERS, values))
        return frozenset(domain for domain in domains if domain)
