"""Extracts every readable row of a damaged file."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from composer_app.archive.database import Database
from composer_app.archive.errors import ArchiveError, ArchiveFull
from composer_app.archive.file_operations import LOG

Row = tuple[Any, ...]

_WINDOW = 1000  # keys that are read at once; halved where something is damaged
_FALLBACK = 10_000  # keys to try in a small table whose last key cannot be read
_PAGE = 4096
_HEADER = 100  # bytes at the beginning of the file; then comes the first page of the list of all tables
_INTERIOR = 5  # the kind of a page that only points to others


class ExtractedRows(NamedTuple):
    """Of one table: the rows read, and the places that could not be read."""

    rows: int
    unreadable: int
    """Places: keys beside each other count as one."""


# In the order of their references. Sums and search index are recomputed from the messages.
_TABLES = """
    account draft send_run send_run_row submission submission_content send_answer answer verdict message log_entry
    report event recorded erasure
""".split()
_LATER_TABLES = frozenset({"send_run", "send_run_row"})
"""A file of an earlier layout lacks them."""
_KEYS = {
    "send_run_row": "run",
    "submission_content": "submission",
    "log_entry": "message",
    "event": "message",
    "recorded": "account",
}
"""The column whose values are read in ranges, where it is not the number of the row. It holds the numbers of the rows
of a table of that name, read before."""


def salvage(damaged: Path, fresh: Path, target: Database) -> dict[str, ExtractedRows]:
    """Copy all readable rows into an empty archive without enforced references. Inside a transaction only.

    Args:
        damaged: a working copy that may be changed: a list of tables that cannot be read is replaced in it.
        fresh: a new archive, for that list.
    """
    if not _has_tables(damaged):
        _replace_list_of_tables(damaged, fresh)
    with contextlib.closing(_open(damaged)) as source:
        kept: dict[str, ExtractedRows] = {}
        last: dict[str, int] = {}
        for table in _TABLES:
            # A file of an earlier layout lacks columns; the new rows have their defaults.
            columns = [name for name in _columns(source.execute, table) if name in set(_columns(target.rows, table))]
            if not columns:  # the whole table is one of a later layout
                continue
            last[table] = max(_last_key(source, table), last.get(_key(table), 0))
            copied = unreadable = 0
            was_readable = True
            for rows in _readable(source, table, columns, last[table]):
                unreadable += rows is None and was_readable
                was_readable = rows is not None
                if rows is not None:
                    copied += _add(target, table, columns, rows)
            kept[table] = ExtractedRows(copied, unreadable)
        return kept


def _key(table: str) -> str:
    return _KEYS.get(table, "rowid")


def _columns(ask: Callable[[str], Iterable[Row]], table: str) -> list[str]:
    return [str(row[1]) for row in ask(f"PRAGMA table_info({table})")]


def _open(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    # Lets SQLite open a file that is shorter than its header says.
    connection.execute("PRAGMA writable_schema = ON")
    connection.text_factory = lambda text: text.decode("utf-8", "replace").replace("\0", "\N{REPLACEMENT CHARACTER}")
    return connection


def _has_tables(path: Path) -> bool:
    try:
        with contextlib.closing(_open(path)) as connection:
            names = {row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    except sqlite3.Error:
        return False
    return names.issuperset(set(_TABLES) - _LATER_TABLES)


def _replace_list_of_tables(path: Path, fresh: Path) -> None:
    """The tables of an archive begin on the same pages in every file, so another file's list of them serves.

    The list begins on the first page, and goes on in pages that are put at the end here. SQLite file format, 1.3
    and 1.6.
    """
    source = fresh.read_bytes()
    first = bytearray(source[:_PAGE])
    end = path.stat().st_size // _PAGE
    more = b""
    if first[_HEADER] == _INTERIOR:
        cells = int.from_bytes(first[_HEADER + 3 : _HEADER + 5], "big")
        at = [int.from_bytes(first[_HEADER + 12 + 2 * cell :][:2], "big") for cell in range(cells)]
        for place in (*at, _HEADER + 8):  # the last is the right-most child
            child = int.from_bytes(first[place : place + 4], "big")
            more += source[(child - 1) * _PAGE : child * _PAGE]
            first[place : place + 4] = (end + len(more) // _PAGE).to_bytes(4, "big")
    first[28:32] = (end + len(more) // _PAGE).to_bytes(4, "big")  # "size of the database file in pages"
    with path.open("r+b") as file:
        file.write(first)
        file.seek(end * _PAGE)
        file.write(more)
        file.truncate()


def _last_key(source: sqlite3.Connection, table: str) -> int:
    for sql in (
        f"SELECT max({_key(table)}) FROM {table}",  # noqa: S608 - names of ours
        f"SELECT seq FROM sqlite_sequence WHERE name = '{table}'",  # noqa: S608
    ):
        with contextlib.suppress(sqlite3.Error, TypeError, ValueError):
            row = source.execute(sql).fetchone()
            if row is not None:
                return int(row[0] or 0)
    return _FALLBACK


def _readable(source: sqlite3.Connection, table: str, columns: list[str], last: int) -> Iterator[list[Row] | None]:
    """Blocks of rows; None for each key that cannot be read."""
    sql = f"SELECT {', '.join(columns)} FROM {table} WHERE {_key(table)} BETWEEN ? AND ?"  # noqa: S608
    for start in range(0, last + 1, _WINDOW):
        open_ = [(start, min(start + _WINDOW - 1, last))]
        while open_:
            low, high = open_.pop()
            try:
                yield source.execute(sql, (low, high)).fetchall()
            except (sqlite3.Error, OverflowError):
                if low == high:
                    yield None
                else:
                    middle = (low + high) // 2
                    open_ += [(middle + 1, high), (low, middle)]


def _add(target: Database, table: str, columns: list[str], rows: list[Row]) -> int:
    """Rows with a value that its column does not take are damaged too, and left out."""
    places = ", ".join("?" * len(columns))
    sql = f"INSERT OR IGNORE INTO {table} ({', '.join(columns)}) VALUES ({places})"  # noqa: S608
    try:
        with target.step():
            return target.run_many(sql, rows)
    except ArchiveFull:
        raise
    except ArchiveError:
        pass  # one of them is damaged; read them one by one
    copied = 0
    for row in rows:
        try:
            copied += target.changed(sql, row)
        except ArchiveFull:
            raise
        except ArchiveError:
            pass
    return copied


def copy_with_log(path: Path, target: Path) -> None:
    """Copy the file, and the commits that still lie in the log beside it."""
    shutil.copyfile(path, target)
    log = path.with_name(path.name + LOG)
    if log.exists():
        shutil.copyfile(log, target.with_name(target.name + LOG))
