"""All columns that may hold outside text, found in the schema itself, so that new ones are included."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from composer_app.archive.database import Database

_COLUMNS = """
    SELECT tables.name, columns.name FROM sqlite_schema AS tables, pragma_table_info(tables.name) AS columns
    WHERE tables.type = 'table' AND tables.sql NOT LIKE 'CREATE VIRTUAL%' AND columns.type IN ('TEXT', 'BLOB')
        AND tables.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND tables.name NOT LIKE '%\\_search\\_%' ESCAPE '\\'
    ORDER BY tables.rowid, columns.cid
"""
# Columns that only this program fills: states, kinds, its own ids, sums.
_OURS = frozenset("id state outcome answer_outcome recipient_kind kind source price currency digest sha256".split())
_OUR_TABLES = frozenset(("account", "erasure", "facet_count"))
"""Accounts stay usable; a record of an erasure does not name the address; the sums follow the messages by triggers."""
_REMEMBERED = 1024
"""Cache size: senders and subjects repeat from row to row, and a changed row is checked twice."""
_UNIQUE = frozenset({("message", "message_id"), ("message", "address_key")})
_UNIQUE_TABLES = frozenset(("verdict", "spelling"))
_MASK = """
    UPDATE {table} SET {column} = masked({column}){unlike} WHERE masked({column}) IS NOT {column}
"""


def text_columns(database: Database) -> Iterator[tuple[str, str]]:
    """Table and column of each."""
    for table, column in database.rows(_COLUMNS):
        if table not in _OUR_TABLES and column not in _OURS:
            yield table, column


def mask_columns(database: Database, masked: Callable[[Any], str | bytes]) -> int:
    """Apply `masked` to every such text. Returns how many changed. Unique columns stay unique.

    Inside a transaction only.
    """
    database.define("masked", lru_cache(_REMEMBERED)(lambda value: value if value is None else masked(value)))
    changed = 0
    for table, column in text_columns(database):
        is_unique = table in _UNIQUE_TABLES or (table, column) in _UNIQUE
        unlike = " || ' ' || rowid" if is_unique else ""
        changed += database.changed(_MASK.format(table=table, column=column, unlike=unlike))
    return changed
