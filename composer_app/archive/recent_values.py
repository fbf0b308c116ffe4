"""Domains, senders and errors of an account's newest messages, as a filter offers them."""

from __future__ import annotations

from composer_app.archive.database import Database
from composer_app.domain.queries import RecentValues

NEWEST = 5_000
"""Messages that are looked at."""
MOST = 50
"""Values of each kind."""

# The order of an index, so that it takes milliseconds at any size.
_VALUES = """
    WITH newest AS MATERIALIZED (
        SELECT domain, sender, verdict FROM message WHERE account = :account ORDER BY sent_at DESC LIMIT :newest
    ), counted (kind, value, messages) AS (
        SELECT 0, domain, count(*) FROM newest GROUP BY domain
        UNION ALL SELECT 1, sender, count(*) FROM newest GROUP BY sender
        UNION ALL SELECT 2, error_name, count(*) FROM newest JOIN verdict ON number = verdict AND error_id <> 0
            GROUP BY error_name
        UNION ALL SELECT 3, CAST(error_id AS TEXT), count(*)
            FROM newest JOIN verdict ON number = verdict AND error_id <> 0 GROUP BY error_id
    )
    SELECT kind, value FROM counted WHERE value <> '' ORDER BY kind, messages DESC, value
"""


def recent_values(database: Database, account: int) -> RecentValues:
    """The most frequent ones first."""
    found: tuple[list[str], ...] = ([], [], [], [])
    for kind, value in database.rows(_VALUES, {"account": account, "newest": NEWEST}):
        found[kind].append(value)
    domains, senders, names, numbers = (tuple(values[:MOST]) for values in found)
    return RecentValues(domains, senders, (*names, *numbers))
