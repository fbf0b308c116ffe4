"""Rescue of an archive whose file or log was deleted, moved, replaced or cut off while open.

The connection still has all of it. It is copied to a new file, beside any other file at the path, and the
connection goes on there. Nothing is overwritten.
"""

from __future__ import annotations

import contextlib
import itertools
import os
from collections.abc import Iterable
from contextlib import closing
from datetime import datetime
from pathlib import Path

from composer_app.archive.database import Database
from composer_app.archive.errors import ArchiveDamaged
from composer_app.archive.file_operations import (
    INDEX_OF_LOG,
    LOG,
    free_name,
    os_errors_translated,
    sync,
    sync_folder,
    without_rescue,
)
from composer_app.archive.outbox_store import OutboxStore, outbox_of
from composer_app.archive.send_run_pauses import runs_in_doubt
from composer_app.domain.archive_rescue import FileChange, Rescued


def rescue(database: Database, change: FileChange, at: datetime) -> Rescued:
    """Move `database` to a new file. Outside of a transaction only.

    Raises:
        ArchiveDamaged: the file was cut off, and too little of it is in memory and in its log.
        ArchiveError: no room, or no file can be written. Nothing was changed; a retry is safe.
    """
    former = database.path
    with os_errors_translated():
        former.parent.mkdir(parents=True, exist_ok=True)
        copy = free_name(former.with_name(f"{former.name}.rescuing-{os.getpid()}"))
        try:
            database.back_up(copy)
            if change is FileChange.CUT:
                _require_whole(copy)
            in_doubt = _mark_maybe_sent(copy, at)
            sync(copy)
            # Left behind, the log of our file would be taken for that of the other file. The user may need it.
            if change is not FileChange.REPLACED or database.has_own_log:
                _put_log_aside(former)
            if change is FileChange.REPLACED:
                _replaced_mark(former).touch()
            path = _placed(copy, former, change)
            sync_folder(former.parent)
        finally:
            copy.unlink(missing_ok=True)
    database.go_on_at(path)
    return Rescued(change, former, path, in_doubt)


def mark_maybe_sent_if_replaced(outbox: OutboxStore, path: Path, at: datetime) -> None:
    """Mark waiting mail as maybe sent if the archive replaced one in use, which may have sent it."""
    mark = _replaced_mark(path)
    if mark.exists():
        outbox.mark_maybe_sent(at)
        with os_errors_translated():
            mark.unlink(missing_ok=True)


def _replaced_mark(path: Path) -> Path:
    return path.with_name(f"{path.name}-replaced")


def _require_whole(copy: Path) -> None:
    with closing(Database.open_alone(copy)) as database:
        if [row[0] for row in database.rows("PRAGMA quick_check")] != ["ok"]:
            raise ArchiveDamaged("another program cut the file off")


def _mark_maybe_sent(copy: Path, at: datetime) -> int:
    with closing(Database.open(copy)) as database:
        in_doubt = len(outbox_of(database).mark_waiting_maybe_sent(at)) + runs_in_doubt(database)
        database.run("PRAGMA journal_mode = DELETE")  # all of it in one file, to be named
    return in_doubt


def _put_log_aside(former: Path) -> None:
    for ending in (LOG, INDEX_OF_LOG):
        aside = free_name(former.with_name(f"{former.name}.gone{ending}"))
        with contextlib.suppress(FileNotFoundError):
            former.with_name(former.name + ending).rename(aside)


def _placed(copy: Path, former: Path, change: FileChange) -> Path:
    """Give the copy its name: the former one, unless another file has it."""
    if change in (FileChange.CUT, FileChange.LOG_GONE):  # incomplete: it must not be opened without its log
        former.rename(free_name(former.with_name(f"{former.name}.cut")))
    beside = _names_beside(former)
    names = beside if change is FileChange.REPLACED else itertools.chain([former], beside)
    for name in names:
        try:
            os.link(copy, name)  # unlike a rename it never replaces a file created meanwhile
        except FileExistsError:
            continue
        except OSError:  # a file system without links
            if name.exists():
                continue
            copy.rename(name)
        return name
    raise AssertionError("names do not end")


def _names_beside(former: Path) -> Iterable[Path]:
    first = former.with_name(f"{without_rescue(former).name}.rescued")
    return itertools.chain([first], (first.with_name(f"{first.name}-{number}") for number in itertools.count(2)))
