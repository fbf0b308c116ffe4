from __future__ import annotations

import sqlite3

import pytest

from composer_app.archive.errors import (
    ArchiveDamaged,
    ArchiveDiskError,
    ArchiveError,
    ArchiveFull,
    ArchiveLocked,
    ArchiveReadOnly,
    Interrupted,
    translated,
)


def error_with(code: int) -> sqlite3.Error:
    error = sqlite3.OperationalError("in SQLite's words")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (sqlite3.SQLITE_FULL, ArchiveFull),
        (sqlite3.SQLITE_READONLY, ArchiveReadOnly),
        (sqlite3.SQLITE_READONLY_DIRECTORY, ArchiveReadOnly),
        (sqlite3.SQLITE_CANTOPEN, ArchiveReadOnly),
        (sqlite3.SQLITE_CORRUPT, ArchiveDamaged),
        (sqlite3.SQLITE_CORRUPT_VTAB, ArchiveDamaged),
        (sqlite3.SQLITE_NOTADB, ArchiveDamaged),
        (sqlite3.SQLITE_BUSY, ArchiveLocked),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, ArchiveLocked),
        (sqlite3.SQLITE_IOERR, ArchiveDiskError),
        (sqlite3.SQLITE_IOERR_READ, ArchiveDiskError),
        (sqlite3.SQLITE_IOERR_SHMSIZE, ArchiveFull),
        (sqlite3.SQLITE_INTERRUPT, Interrupted),
        (sqlite3.SQLITE_CONSTRAINT, ArchiveError),
    ],
)
def test_every_kind_is_told_as_what_it_is(code: int, kind: type[ArchiveError]) -> None:
    ours = translated(error_with(code))
    assert type(ours) is kind
    assert str(ours) == "in SQLite's words"


def test_an_error_of_the_module_itself_has_no_code() -> None:
    assert type(translated(sqlite3.ProgrammingError("closed"))) is ArchiveError
