"""The errors of the archive. Each carries its `ProblemCode`. SQLite's errors never leave this package.

ArchiveError
├── NewerArchive      written by a newer program; left as it is
├── ArchiveDamaged    not an archive, or its pages contradict each other
├── ArchiveFull       the disk (or the allowed size) is full; nothing of the failed change is kept
├── ArchiveReadOnly   the file or its folder may not be written
├── ArchiveDiskError  the disk reports an error, or is not there any more
├── ArchiveLocked     another program held the file longer than we wait
├── BeingSent         a mail to the address to erase is being sent
├── UnsettledMail     mail of the account to remove waits, is being sent or looked up
├── Interrupted       the caller stopped it
└── NotFound          an id that the archive does not have: a fault of ours
"""

from __future__ import annotations

import sqlite3
from typing import ClassVar

from composer_app.domain.problem import ProblemCode


class ArchiveError(Exception):
    """Base class. A change that failed has no effect.

    `code` is what the user reads about; `OURS` where an error of this kind is a fault of the program.
    """

    code: ClassVar[ProblemCode] = ProblemCode.OURS


class NewerArchive(ArchiveError):
    """The file has the layout of a newer program. It was not changed."""

    code = ProblemCode.ARCHIVE_NEWER

    def __init__(self, found: int, known: int) -> None:
        super().__init__(f"layout {found}, this program knows {known}")
        self.found = found
        self.known = known


class ArchiveDamaged(ArchiveError):
    """The file is no archive, or is damaged. It was not changed."""

    code = ProblemCode.ARCHIVE_DAMAGED


class ArchiveFull(ArchiveError):
    """The disk has no room for the change."""

    code = ProblemCode.ARCHIVE_FULL


class ArchiveReadOnly(ArchiveError):
    """The file or its folder cannot be written or opened."""

    code = ProblemCode.ARCHIVE_READ_ONLY


class ArchiveDiskError(ArchiveError):
    """The disk reports an error, or is gone."""

    code = ProblemCode.ARCHIVE_DISK_ERROR


class ArchiveLocked(ArchiveError):
    """Another program held the write lock too long. A retry is safe."""

    code = ProblemCode.ARCHIVE_LOCKED


class BeingSent(ArchiveError):
    """A mail to the address to erase is being sent. A retry a little later is safe."""

    code = ProblemCode.MAIL_BEING_SENT


class UnsettledMail(ArchiveError):
    """Mail of the account waits, is being sent or looked up: without the account it would stay so."""

    code = ProblemCode.ACCOUNT_IN_USE


class Interrupted(ArchiveError):
    """The caller stopped the operation. Nothing was changed."""


class NotFound(ArchiveError):
    """No account, submission or answer has this id."""


_BY_CODE: dict[int, type[ArchiveError]] = {
    sqlite3.SQLITE_FULL: ArchiveFull,
    sqlite3.SQLITE_READONLY: ArchiveReadOnly,
    sqlite3.SQLITE_CANTOPEN: ArchiveReadOnly,
    sqlite3.SQLITE_PERM: ArchiveReadOnly,
    sqlite3.SQLITE_CORRUPT: ArchiveDamaged,
    sqlite3.SQLITE_NOTADB: ArchiveDamaged,
    sqlite3.SQLITE_BUSY: ArchiveLocked,
    sqlite3.SQLITE_LOCKED: ArchiveLocked,
    sqlite3.SQLITE_INTERRUPT: Interrupted,
    sqlite3.SQLITE_IOERR: ArchiveDiskError,
}


def translated(error: sqlite3.Error) -> ArchiveError:
    """Our error for one of SQLite's; the text is SQLite's own, for the details of a message."""
    code = getattr(error, "sqlite_errorcode", 0)
    if code == sqlite3.SQLITE_IOERR_SHMSIZE:  # the index of the log cannot grow; for other files SQLite says FULL
        return ArchiveFull(str(error))
    # the low byte is the family: READONLY_DIRECTORY is READONLY
    return _BY_CODE.get(code & 0xFF, ArchiveError)(str(error))
