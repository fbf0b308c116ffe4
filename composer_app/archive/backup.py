"""Backup and restore of the archive and its attachments, in one file.

The file is a plain zip: `archive.sqlite`, the attachments under `attachments/`, and `backup.json`, which describes
it. Without this program, any zip tool and SQLite open it.
"""

from __future__ import annotations

import os
import tempfile
import zipfile
from collections.abc import Iterable
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path
from typing import IO

import msgspec

from composer_app.archive.archive import Archive
from composer_app.archive.attachment_store import AttachmentStore, StoreNotWritable
from composer_app.archive.database import Database, OnProgress, unobserved
from composer_app.archive.errors import ArchiveDamaged, ArchiveError, ArchiveReadOnly
from composer_app.archive.file_operations import (
    free_name,
    os_errors_translated,
    put_in_place,
    require_alone,
    sync,
    sync_folder,
)
from composer_app.archive.leftover_files import remove_unfinished
from composer_app.archive.migration import migrations, refuse_newer
from composer_app.archive.send_run_pauses import runs_in_doubt

_ARCHIVE = "archive.sqlite"
_ATTACHMENTS = "attachments/"
_ABOUT = "backup.json"
_BLOCK_BYTES = 1024 * 1024
_PAGE = 4096
_UNREADABLE = (zipfile.BadZipFile, KeyError, EOFError, NotImplementedError, msgspec.DecodeError)


class About(msgspec.Struct, frozen=True):
    """The contents of `backup.json`."""

    made_at: datetime
    layout: int
    attachments: int


class Restored(msgspec.Struct, frozen=True):
    """Result of a restore."""

    former: Path | None
    """New path of the archive that was replaced."""
    in_doubt: int
    """Mails that waited when the backup was made. They may have been sent since, so none is sent by itself."""


class FileExists(Exception):
    """The target exists, and replacing it was not allowed, or it is not a backup."""


def back_up(
    archive: Path,
    attachments: Path,
    target: Path,
    at: datetime,
    *,
    replace: bool = False,
    on_progress: OnProgress = unobserved,
) -> About:
    """Write a snapshot to `target`, readable by its owner only; the program may keep working.

    `target` is complete or absent: it gets its name when it is on disk.

    Args:
        on_progress: in bytes; an exception of it stops the backup, and leaves no file.

    Raises:
        FileExists: there is a `target`, and `replace` is False or it is neither a backup nor empty.
        ArchiveError: the archive cannot be read, or the target not written.
    """
    if target.exists() and not (replace and _may_be_replaced(target)):
        raise FileExists(str(target))
    with (
        os_errors_translated(),
        tempfile.TemporaryDirectory(prefix=f"{target.name}.writing-", dir=target.parent) as name,
        AttachmentStore(attachments).kept_whole(),
    ):
        copy, packed = Path(name) / _ARCHIVE, Path(name) / "packed"
        loose = _size_of(AttachmentStore(attachments).files())
        with closing(Database.open_read_only(archive)) as database:
            # packing takes twice as long as copying
            database.back_up(copy, lambda done, total: on_progress(done * _PAGE, 3 * total * _PAGE + loose))
        # After the archive: each file was stored before the archive referred to it.
        stored = sorted(AttachmentStore(attachments).files())
        about = About(at, len(migrations()), len(stored))
        packed.touch(0o600)
        size = copy.stat().st_size
        course = _Course(on_progress, total=3 * size + _size_of(stored), done=size)
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, allowZip64=True, compresslevel=1) as pack:
            pack.writestr(_ABOUT, msgspec.json.encode(about))
            course.weight = 2
            _pack(pack, copy, _ARCHIVE, course)
            course.weight = 1
            for file in stored:
                with suppress(FileNotFoundError):  # deleted meanwhile
                    _pack(pack, file, zipfile.ZipInfo(_ATTACHMENTS + file.name), course)  # mostly compressed already
        sync(packed)
        _name(packed, target, replace=replace)
        sync_folder(target.parent)
    return about


def about(file: Path) -> About:
    """Read `backup.json` of a backup.

    Raises:
        ArchiveDamaged: it is no backup.
        ArchiveReadOnly: it cannot be read.
    """
    with os_errors_translated():
        try:
            with zipfile.ZipFile(file) as pack:
                return msgspec.json.decode(pack.read(_ABOUT), type=About)
        except _UNREADABLE as error:
            raise ArchiveDamaged(f"no backup: {error}") from error


def restore(
    file: Path,
    archive: Path,
    attachments: Path,
    at: datetime,
    *,
    replace: bool = False,
    on_progress: OnProgress = unobserved,
) -> Restored:
    """Put the backup's archive and attachments in place, all of it or nothing. No process may have the archive open.

    The archive that is replaced is kept as NAME.before-restore; attachments are only added. A backup of an earlier
    layout is migrated. Mail that waited in it may have been sent since: `OutboxStore.mark_maybe_sent`.

    Args:
        on_progress: in bytes.

    Raises:
        FileExists: there is an archive, and `replace` is False.
        NewerArchive: the backup is of a newer program.
        ArchiveDamaged: no backup, or a damaged one; everything is as it was.
        ArchiveLocked: a program has the archive open.
        ArchiveError: it cannot be written; the archive is as it was.
    """
    about(file)
    if archive.exists():
        if not replace:
            raise FileExists(str(archive))
        require_alone(archive)
    with os_errors_translated():
        archive.parent.mkdir(parents=True, exist_ok=True)
        remove_unfinished(archive)
        with (
            tempfile.TemporaryDirectory(prefix=f"{archive.name}.restoring-", dir=archive.parent) as name,
            AttachmentStore(attachments).kept_whole(),
        ):
            new = Path(name) / _ARCHIVE
            in_doubt = _unpack(file, new, attachments, at, on_progress)
            aside = free_name(archive.with_name(f"{archive.name}.before-restore"))
            put_in_place(new, archive, aside)
    return Restored(aside if aside.exists() else None, in_doubt)


def _unpack(file: Path, new: Path, attachments: Path, at: datetime, on_progress: OnProgress) -> int:
    """Returns how many mails may have been sent since the backup."""
    try:
        with zipfile.ZipFile(file) as pack:
            names = [name for name in pack.namelist() if name.startswith(_ATTACHMENTS)]
            sizes = sum(pack.getinfo(name).file_size for name in names)
            course = _Course(on_progress, total=pack.getinfo(_ARCHIVE).file_size + 2 * sizes)
            with pack.open(_ARCHIVE) as source, new.open("wb") as target:
                _copy(source, target, course)
            _require_whole(new)
            for name in names:  # read to its end, each has its sum compared; before any is added
                with pack.open(name) as source, Path(os.devnull).open("wb") as nowhere:
                    _copy(source, nowhere, course)
            in_doubt = _made_ready(new, at)
            store = AttachmentStore(attachments)
            for name in names:
                with pack.open(name) as source:
                    store.add_stream(source)
                course.advance(pack.getinfo(name).file_size)
            return in_doubt
    except _UNREADABLE as error:
        raise ArchiveDamaged(f"the backup: {error}") from error
    except StoreNotWritable as error:
        raise ArchiveReadOnly(str(error)) from error


def _require_whole(new: Path) -> None:
    refuse_newer(new, len(migrations()))
    with closing(Database.open_alone(new)) as database:
        if problems := [str(row[0]) for row in database.rows("PRAGMA quick_check") if row[0] != "ok"]:
            raise ArchiveDamaged("; ".join(problems[:3]))


def _made_ready(new: Path, at: datetime) -> int:
    with closing(Archive.open(new)) as archive:
        in_doubt = len(archive.outbox.mark_maybe_sent(at)) + runs_in_doubt(archive.database)
    with closing(Database.open_alone(new)) as database:
        database.run("PRAGMA journal_mode = DELETE")  # all of it in one file, to be moved
    return in_doubt


class _Course:
    """Counts bytes for a progress display; one of `weight` 2 takes twice as long as others."""

    def __init__(self, on_progress: OnProgress, total: int, done: int = 0) -> None:
        self._on_progress, self._total, self._done = on_progress, total, done
        self.weight = 1

    def advance(self, size_bytes: int) -> None:
        self._done = min(self._done + self.weight * size_bytes, self._total)
        self._on_progress(self._done, self._total)


def _size_of(files: Iterable[Path]) -> int:
    total = 0
    for file in files:
        with suppress(FileNotFoundError):
            total += file.stat().st_size
    return total


def _pack(pack: zipfile.ZipFile, file: Path, entry: str | zipfile.ZipInfo, course: _Course) -> None:
    with file.open("rb") as source, pack.open(entry, "w", force_zip64=True) as target:
        _copy(source, target, course)


def _copy(source: IO[bytes], target: IO[bytes], course: _Course) -> None:
    while block := source.read(_BLOCK_BYTES):
        target.write(block)
        course.advance(len(block))


def _may_be_replaced(target: Path) -> bool:
    """False for any other file of the user, so that a wrong name does not overwrite the archive itself."""
    try:
        return target.stat().st_size == 0 or about(target) is not None
    except (ArchiveError, OSError):
        return False


def _name(packed: Path, target: Path, *, replace: bool) -> None:
    if replace:
        packed.replace(target)
        return
    try:
        os.link(packed, target)  # unlike a rename it never replaces a file created meanwhile
    except FileExistsError as error:
        raise FileExists(str(target)) from error
    except OSError:  # a file system without links
        if target.exists():
            raise FileExists(str(target)) from None
        packed.rename(target)
