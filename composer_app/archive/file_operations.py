"""Atomic file operations for the archive: never half done, and never over another file."""

from __future__ import annotations

import contextlib
import errno
import itertools
import os
import re
from collections.abc import Iterator
from pathlib import Path

from composer_app.archive.database import Database
from composer_app.archive.errors import ArchiveDamaged, ArchiveFull, ArchiveReadOnly

LOG, INDEX_OF_LOG = "-wal", "-shm"
"""Suffixes of SQLite's files; the index is recreated if missing."""
_RESCUED = re.compile(r"\.rescued(-\d+)?$")
_BLOCK_BYTES = 1024 * 1024
_LEFT_OPEN: dict[tuple[int, int], int] = {}
"""Descriptors by device and number of their file."""
NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@contextlib.contextmanager
def os_errors_translated() -> Iterator[None]:
    """Translates the system's errors into ours."""
    try:
        yield
    except OSError as error:
        kind = ArchiveFull if error.errno in NO_ROOM else ArchiveReadOnly
        raise kind(str(error)) from error


def blocks_beside_sqlite(path: Path) -> Iterator[bytes]:
    """The content of a file that SQLite has open in this process.

    The descriptor stays open until the process ends: closing it would drop the locks that SQLite holds on the file
    (sqlite.org, "How To Corrupt An SQLite Database File", 2.2). The next program to close the archive would then
    consider itself the last one, and delete the log in use here.
    """
    with os_errors_translated():
        if os.name != "posix":  # no such locks, and what is open there cannot be replaced
            yield from _blocks_of(path)
            return
        found = path.stat()
        key = found.st_dev, found.st_ino
        if key not in _LEFT_OPEN:
            _LEFT_OPEN[key] = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        at = 0
        while block := os.pread(_LEFT_OPEN[key], _BLOCK_BYTES, at):
            at += len(block)
            yield block


def _blocks_of(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(_BLOCK_BYTES):
            yield block


def free_name(wanted: Path) -> Path:
    """The path itself, or the first of `NAME-2`, `NAME-3` … that is not taken."""
    names = itertools.chain([wanted], (wanted.with_name(f"{wanted.name}-{number}") for number in itertools.count(2)))
    return next(name for name in names if not name.exists())


def without_rescue(path: Path) -> Path:
    """The path of the archive before another program took its file away: see `archive.repair.rescue`."""
    return path.with_name(_RESCUED.sub("", path.name))


def copies_beside(path: Path) -> list[Path]:
    """Other archives beside `path`: those that a restore, repair, migration or rescue put aside, and after a rescue the
    file that took its place."""
    first = without_rescue(path)
    own = {path, *(path.with_name(path.name + ending) for ending in (LOG, INDEX_OF_LOG))}
    found = {first, *first.parent.glob(f"{first.name}.*")}
    return sorted(one for one in found - own if one.exists())


def require_alone(path: Path) -> None:
    """Make sure that no other program has the archive open, as far as its state allows.

    Raises:
        ArchiveLocked: one has.
    """
    with contextlib.suppress(ArchiveDamaged):
        Database.open_alone(path).close()


def put_in_place(new: Path, path: Path, aside: Path) -> None:
    """Move `new` to `path`; the former file is kept at `aside`, with its log beside it.

    At every moment there is a file at `path`. No process may have either open. Raises OSError.
    """
    sync(new)  # before anything is touched: it may take long
    if path.exists():
        try:
            os.link(path, aside)
        except OSError:  # a file system without links: the name goes over in two steps
            path.rename(aside)
        # A log left behind would be taken for the new file's.
        log = path.with_name(path.name + LOG)
        if log.exists():
            log.rename(aside.with_name(aside.name + LOG))
        path.with_name(path.name + INDEX_OF_LOG).unlink(missing_ok=True)
    new.replace(path)
    sync_folder(path.parent)


def sync(path: Path) -> None:
    """Wait until all writes to the file are on disk."""
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Make new names durable; Windows has no such call and does it by itself."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
