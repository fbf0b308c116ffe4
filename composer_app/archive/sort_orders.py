"""Sort orders of the lists of messages and of reports: the SQL columns behind each sort key.

By status means by gravity: mail that needs a look comes first, and of each outcome the newest.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable

import msgspec

from composer_app.archive.database import Database
from composer_app.domain.outcome import BY_GRAVITY
from composer_app.domain.queries import ArchiveFilter, SortKey

_RANKS = " ".join(f"WHEN '{outcome.value}' THEN {-rank}" for rank, outcome in enumerate(BY_GRAVITY))


def _gravity(column: str) -> str:
    """An SQL expression of the outcome in a column: the graver, the greater."""
    return f"CASE {column} {_RANKS} END"


MESSAGE_ORDERS = {
    SortKey.STATUS: (_gravity("message.outcome"), "message.sent_at", "message.row"),
    SortKey.SENT: ("message.sent_at", "message.row"),
    SortKey.DONE: ("message.done_at", "message.row"),
    SortKey.RECEIVED: ("message.row",),
    SortKey.TO: ("message.address COLLATE NOCASE", "message.row"),
    SortKey.SENDER: ("message.sender COLLATE NOCASE", "message.row"),
    SortKey.SUBJECT: ("message.subject COLLATE NOCASE", "message.row"),
    SortKey.PRICE: ("CAST(message.price AS REAL)", "message.row"),
    SortKey.MESSAGE_ID: ("message.message_id", "message.row"),
}

REPORT_ORDERS = {
    SortKey.STATUS: (_gravity("report.outcome"), "report.received_at", "report.row"),
    SortKey.SENT: ("report.sent_at", "report.row"),
    SortKey.DONE: ("report.done_at", "report.row"),
    SortKey.RECEIVED: ("report.received_at", "report.row"),
    SortKey.TO: ("message.address COLLATE NOCASE", "report.row"),
    SortKey.SENDER: ("message.sender COLLATE NOCASE", "report.row"),
    SortKey.SUBJECT: ("message.subject COLLATE NOCASE", "report.row"),
    SortKey.PRICE: ("CAST(report.price AS REAL)", "report.row"),
    SortKey.MESSAGE_ID: ("message.message_id", "report.row"),
}


def order_by(keys: tuple[str, ...], descending: bool, limit: int | None) -> str:
    """The end of a SELECT: its order and how many rows at most."""
    direction = "DESC" if descending else "ASC"
    order = "ORDER BY " + ", ".join(f"{key} {direction}" for key in keys)
    return order if limit is None else f"{order} LIMIT {limit:d}"


def comes_from_index(wanted: ArchiveFilter) -> bool:
    """An index by account, outcome and time has the rows of each outcome in order, so that none are sorted."""
    indexed = ArchiveFilter(
        account_id=wanted.account_id, outcomes=wanted.outcomes, since=wanted.since, until=wanted.until
    )
    return wanted.account_id is not None and wanted == indexed


def outcome_by_outcome(
    database: Database,
    wanted: ArchiveFilter,
    list_one: Callable[[ArchiveFilter, int | None], array[int]],
    *,
    descending: bool,
    limit: int | None,
) -> array[int]:
    """The rows of a filter, listed one outcome after the other.

    Args:
        list_one: gives the ordered rows of a filter with one outcome, at most so many.
        descending: the least grave first.
    """
    found = array("q")
    with database.snapshot():  # a row that gets another outcome meanwhile is listed once
        for outcome in reversed(BY_GRAVITY) if descending else BY_GRAVITY:
            left = None if limit is None else limit - len(found)
            if left == 0:
                break
            if not wanted.outcomes or outcome in wanted.outcomes:
                found += list_one(msgspec.structs.replace(wanted, outcomes=frozenset((outcome,))), left)
    return found
