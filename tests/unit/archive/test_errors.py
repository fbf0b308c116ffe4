from __future__ import annotations

import sqlite3

import pytest

from composer_app.archive import errors


def error_with(code: int) -> sqlite3.Error:
    error = sqlite3.OperationalError("in SQLite's words")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (sqlite3.SQLITE_FULL, errors.ArchiveFull),
        (sqlite3.SQLITE_READONLY, errors.ArchiveReadOnly),
        (sqlite3.SQLITE_READONLY_DIRECTORY, errors.ArchiveReadOnly),
        (sqlite3.SQLITE_CANTOPEN, errors.ArchiveReadOnly),
        (sqlite3.SQLITE_CORRUPT, errors.ArchiveDamaged),
        (sqlite3.SQLITE_CORRUPT_VTAB, errors.ArchiveDamaged),
        (sqlite3.SQLITE_NOTADB, errors.ArchiveDamaged),
        (sqlite3.SQLITE_BUSY, errors.ArchiveLocked),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, errors.ArchiveLocked),
        (sqlite3.SQLITE_IOERR, errors.ArchiveDiskError),
        (sqlite3.SQLITE_IOERR_READ, errors.ArchiveDiskError),
        (sqlite3.SQLITE_IOERR_SHMSIZE, errors.ArchiveFull),
        (sqlite3.SQLITE_INTERRUPT, errors.Interrupted),
        (sqlite3.SQLITE_CONSTRAINT, errors.ArchiveError),
    ],
)
def test_every_kind_is_reported_as_what_it_is(code: int, kind: type[errors.ArchiveError]) -> None:
    ours = errors.translated(error_with(code))
    assert type(ours) is kind
    assert str(ours) == "in SQLite's words"


def test_an_error_of_the_module_itself_has_no_code() -> None:
    assert type(errors.translated(sqlite3.ProgrammingError("closed"))) is errors.ArchiveError
