"""Sort orders of the lists of messages and of reports: the SQL columns behind each sort key.

By status means by gravity: mail that needs a look comes first, and of each outcome the newest.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence

import msgspec

from composer_app.archive.database import Database
from composer_app.domain.outcome import BY_GRAVITY
from composer_app.domain.queries import ArchiveFilter, SortKey

_RANKS = " ".join(f"WHEN '{outcome.value}' THEN {-rank}" for rank, outcome in enumerate(BY_GRAVITY))


def _gravity(column: str) -> str:
    """An SQL expression of the outcome in a column: the graver, the greater."""
    return f"CASE {column} {_RANKS} END"


def _orders(table: str, newest: str) -> dict[SortKey, tuple[str, ...]]:
    """Those of a table, `message` or `report`; equal rows by their number. `newest`: the column of the time by which
    rows of one status are ordered."""
    columns = {
        SortKey.SENT: f"{table}.sent_at",
        SortKey.DONE: f"{table}.done_at",
        SortKey.RECEIVED: newest,
        SortKey.TO: "message.address COLLATE NOCASE",
        SortKey.SENDER: "message.sender COLLATE NOCASE",
        SortKey.SUBJECT: "message.subject COLLATE NOCASE",
        SortKey.PRICE: f"CAST({table}.price AS REAL)",
        SortKey.MESSAGE_ID: "message.message_id",
    }
    number = f"{table}.row"
    orders: dict[SortKey, tuple[str, ...]] = {key: (column, number) for key, column in columns.items()}
    return {**orders, SortKey.STATUS: (_gravity(f"{table}.outcome"), newest, number)}


MESSAGE_ORDERS = {**_orders("message", "message.sent_at"), SortKey.RECEIVED: ("message.row",)}
REPORT_ORDERS = _orders("report", "report.received_at")


def order_by(keys: tuple[str, ...], descending: bool, limit: int | None, *, sorts: bool = False) -> str:
    """The end of a SELECT: its order and how many rows at most.

    Args:
        sorts: no index gives the order, so that one for the conditions is used.
    """
    direction, sign = "DESC" if descending else "ASC", "+" if sorts else ""
    order = "ORDER BY " + ", ".join(f"{sign}{key} {direction}" for key in keys)
    return order if limit is None else f"{order} LIMIT {limit:d}"


def columns_of(keys: tuple[str, ...]) -> str:
    """The columns of a SELECT for `merged`: the row, which is the last key, and the others."""
    return ", ".join([f"{keys[-1]} AS row", *(f"{key} AS key{place}" for place, key in enumerate(keys[:-1]))])


def merged(selects: Sequence[str], keys: tuple[str, ...], descending: bool, limit: int | None) -> str:
    """One SELECT of the rows of several, each in order: for each account one, since no index has all of them."""
    if len(selects) == 1:
        return selects[0]
    collations = [" COLLATE NOCASE" if key.endswith("NOCASE") else "" for key in keys[:-1]]
    order = order_by((*(f"key{place}{one}" for place, one in enumerate(collations)), "row"), descending, limit)
    return f"SELECT row FROM ({' UNION ALL '.join(f'SELECT * FROM ({one})' for one in selects)}) {order}"  # noqa: S608


def comes_from_index(wanted: ArchiveFilter, limit: int | None = None) -> bool:
    """An index by account, outcome and time has the rows of each outcome in order, so that none are sorted. A page of
    all accounts is put together of theirs."""
    indexed = ArchiveFilter(
        account_id=wanted.account_id, outcomes=wanted.outcomes, since=wanted.since, until=wanted.until
    )
    return (wanted.account_id is not None or limit is not None) and wanted == indexed


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
