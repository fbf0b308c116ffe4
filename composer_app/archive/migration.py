"""Migration of an archive to today's layout, with a copy made first.

The layouts are `migrations/NNN_name.sql`; `PRAGMA user_version` says which one a file has.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from composer_app.archive.database import Database
from composer_app.archive.errors import ArchiveDamaged, ArchiveReadOnly, NewerArchive
from composer_app.archive.file_operations import free_name

_READ_VERSION = "PRAGMA user_version"
_WRITE_VERSION = "PRAGMA user_version = {:d}"  # a PRAGMA takes no parameters
_ANY_TABLE = "SELECT 1 FROM sqlite_schema LIMIT 1"

_HEADER_BYTES = 100
_MAGIC = b"SQLite format 3\0"
_VERSION_IN_HEADER = slice(60, 64)  # "The user version", SQLite file format, 1.3


class Migration(NamedTuple):
    version: int
    sql: str


def migrations() -> tuple[Migration, ...]:
    """All migrations, oldest first, numbered from 1 without a gap."""
    found = sorted(
        Migration(int(entry.name[:3]), entry.read_text(encoding="utf-8"))
        for entry in (files("composer_app.archive") / "migrations").iterdir()
        if entry.name.endswith(".sql")
    )
    assert [migration.version for migration in found] == list(range(1, len(found) + 1))
    return tuple(found)


def refuse_newer(path: Path, known: int) -> None:
    """Look at the file before SQLite opens it, since opening alone may already change it.

    Only before this process has any connection to it: closing the file drops SQLite's locks on it, see sqlite.org,
    "How To Corrupt An SQLite Database File", 2.2.

    Raises:
        NewerArchive: a newer program wrote it.
        ArchiveDamaged: there is a file, and it is no SQLite file.
        ArchiveReadOnly: it cannot be read.
    """
    try:
        with path.open("rb") as file:
            header = file.read(_HEADER_BYTES)
    except FileNotFoundError:
        return
    except OSError as error:
        raise ArchiveReadOnly(str(error)) from error
    if not header:
        return  # a new, empty file
    if len(header) < _HEADER_BYTES or not header.startswith(_MAGIC):
        raise ArchiveDamaged("the file is not a database")
    version = int.from_bytes(header[_VERSION_IN_HEADER], "big")
    if version > known:
        raise NewerArchive(version, known)


def migrate(database: Database, steps: Sequence[Migration]) -> None:
    """Apply all missing migrations, each in one transaction; a file with data is copied first.

    The copy is NAME.before-NNN beside the archive (and a number, if there is one already).

    Raises:
        NewerArchive: the file's layout is newer than the last step.
        ArchiveDamaged: a database of some other program.
        ArchiveError: a step failed; the file has its old layout.
    """
    version = _version(database)
    if version > len(steps):
        raise NewerArchive(version, len(steps))
    if version == len(steps):
        return
    if version == 0 and database.row(_ANY_TABLE):
        raise ArchiveDamaged("a database of another program")
    if version > 0:
        _copy_aside(database, steps[version].version)
    for step in steps[version:]:
        with database.transaction():
            # Another process may have been quicker while we waited for the lock.
            if _version(database) < step.version:
                for statement in _statements(step.sql):
                    database.run(statement)
                database.run(_WRITE_VERSION.format(step.version))


def require_layout(database: Database) -> None:
    """For readers, which cannot migrate.

    Raises:
        NewerArchive, ArchiveDamaged: the file does not have today's layout.
    """
    version, known = _version(database), len(migrations())
    if version > known:
        raise NewerArchive(version, known)
    if version < known:
        raise ArchiveDamaged(f"layout {version} was not migrated")


def _version(database: Database) -> int:
    row = database.row(_READ_VERSION)
    assert row is not None
    return int(row[0])


def _copy_aside(database: Database, next_version: int) -> None:
    path = database.path
    unfinished = path.with_name(f"{path.name}.copying-{os.getpid()}")
    try:
        database.back_up(unfinished)
        with unfinished.open("rb") as file:
            os.fsync(file.fileno())
        unfinished.replace(free_name(path.with_name(f"{path.name}.before-{next_version:03}")))
    finally:
        unfinished.unlink(missing_ok=True)


def _statements(script: str) -> Iterator[str]:
    """Statement by statement: `executescript` would commit the transaction we are in.

    A line may end a statement, but not begin another one.
    """
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
    assert all(line.lstrip().startswith("--") for line in statement.splitlines() if line.strip()), statement
