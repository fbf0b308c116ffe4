"""Takes every row that can still be read out of a damaged file."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from composer_app.archive.database import Database
from composer_app.archive.errors import ArchiveError
from composer_app.archive.files import LOG

Row = tuple[Any, ...]

_WINDOW = 1000  # keys that are read at once; halved where something is damaged
_FALLBACK = 10_000  # keys to try in a small table that does not even tell its last one
_HEADER = 4096  # the first page, on which the list of all tables begins


class Kept(NamedTuple):
    """Of one table: the rows that were read, and the keys at which nothing could be read."""

    rows: int
    unreadable: int


class _Table(NamedTuple):
    name: str
    key: str
    bounded_by: str
    """A table that was read before and whose keys reach as far, or ""."""


# In the order in which they refer to each other. Sums and search are made again from the messages.
_TABLES = (
    _Table("account", "rowid", ""),
    _Table("draft", "rowid", ""),
    _Table("submission", "number", ""),
    _Table("submission_content", "submission", "submission"),
    _Table("send_answer", "number", ""),
    _Table("answer", "number", ""),
    _Table("verdict", "number", ""),
    _Table("message", "row", ""),
    _Table("log_entry", "message", "message"),
    _Table("report", "row", ""),
    _Table("event", "message", "message"),
    _Table("recorded", "account", "account"),
    _Table("erasure", "number", ""),
)


def salvage(damaged: Path, fresh: Path, target: Database) -> dict[str, Kept]:
    """Copy what can be read into an empty archive whose references are not enforced. Inside a transaction only.

    Args:
        damaged: a working copy that nobody else needs: a first page that cannot be read is replaced in it.
        fresh: an archive as this program makes it, for that first page.
    """
    if not _has_tables(damaged):
        _replace_first_page(damaged, fresh)
    with contextlib.closing(_open(damaged)) as source:
        kept: dict[str, Kept] = {}
        last: dict[str, int] = {}
        for table in _TABLES:
            columns = [str(row[1]) for row in target.rows(f"PRAGMA table_info({table.name})")]
            last[table.name] = max(_last_key(source, table), last.get(table.bounded_by, 0))
            copied = unreadable = 0
            for rows in _readable(source, table, columns, last[table.name]):
                if rows is None:
                    unreadable += 1
                else:
                    copied += _add(target, table.name, rows)
            kept[table.name] = Kept(copied, unreadable)
        return kept


def _open(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    # Lets SQLite open a file that is shorter than it says.
    connection.execute("PRAGMA writable_schema = ON")
    connection.text_factory = lambda text: text.decode("utf-8", "replace").replace("\0", "\N{REPLACEMENT CHARACTER}")
    return connection


def _has_tables(path: Path) -> bool:
    try:
        with contextlib.closing(_open(path)) as connection:
            names = {row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    except sqlite3.Error:
        return False
    return {table.name for table in _TABLES} <= names


def _replace_first_page(path: Path, fresh: Path) -> None:
    """The tables of an archive begin on the same pages in every file, so another file's list of them serves."""
    size = path.stat().st_size
    with fresh.open("rb") as file:
        page = bytearray(file.read(_HEADER))
    page[28:32] = (size // _HEADER).to_bytes(4, "big")  # SQLite file format, 1.3: "size in pages"
    with path.open("r+b") as file:
        file.write(page)


def _last_key(source: sqlite3.Connection, table: _Table) -> int:
    for sql in (
        f"SELECT max({table.key}) FROM {table.name}",  # noqa: S608 - names of ours
        f"SELECT seq FROM sqlite_sequence WHERE name = '{table.name}'",  # noqa: S608
    ):
        with contextlib.suppress(sqlite3.Error, TypeError, ValueError):
            row = source.execute(sql).fetchone()
            if row is not None:
                return int(row[0] or 0)
    return _FALLBACK


def _readable(source: sqlite3.Connection, table: _Table, columns: list[str], last: int) -> Iterator[list[Row] | None]:
    """Blocks of rows; None for each key that cannot be read."""
    sql = f"SELECT {', '.join(columns)} FROM {table.name} WHERE {table.key} BETWEEN ? AND ?"  # noqa: S608
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


def _add(target: Database, table: str, rows: list[Row]) -> int:
    """Rows with a value that its column does not take are damaged too, and left out."""
    if not rows:
        return 0
    sql = f"INSERT OR IGNORE INTO {table} VALUES ({', '.join('?' * len(rows[0]))})"  # noqa: S608
    copied = 0
    for row in rows:
        with contextlib.suppress(ArchiveError):
            copied += target.changed(sql, row)
    return copied


def copy_with_log(path: Path, target: Path) -> None:
    """Copy the file, and the commits that still lie in the log beside it."""
    shutil.copyfile(path, target)
    log = path.with_name(path.name + LOG)
    if log.exists():
        shutil.copyfile(log, target.with_name(target.name + LOG))
