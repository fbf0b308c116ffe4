"""The whole archive and its attachments in one file, and back.

The file is a plain zip: `archive.sqlite`, the attachments under `attachments/`, and `backup.json`, which says what it
is. Whoever has no program any more can open it with what every computer has.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import zipfile
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

import msgspec

from composer_app.archive.blobs import BlobStore, StoreNotWritable
from composer_app.archive.database import Database
from composer_app.archive.errors import ArchiveDamaged, ArchiveReadOnly
from composer_app.archive.files import free_name, put_in_place, require_alone, sync, sync_folder, system_errors_told
from composer_app.archive.migration import migrations, refuse_newer

_ARCHIVE = "archive.sqlite"
_ATTACHMENTS = "attachments/"
_ABOUT = "backup.json"
_BLOCK_BYTES = 1024 * 1024
_UNREADABLE = (zipfile.BadZipFile, KeyError, EOFError, NotImplementedError, msgspec.DecodeError)


class About(msgspec.Struct, frozen=True):
    """What a backup says of itself."""

    made_at: datetime
    layout: int
    attachments: int


class FileExists(Exception):
    """There is something already, and nobody said that it may be replaced."""


def back_up(archive: Path, attachments: Path, target: Path, at: datetime, *, replace: bool = False) -> About:
    """Write everything as it is at this moment to `target`; the program may go on working.

    `target` is either whole or not there: it gets its name when it has reached the disk.

    Raises:
        FileExists: there is a `target`, and `replace` is False.
        ArchiveError: the archive cannot be read, or the target not written.
    """
    if target.exists() and not replace:
        raise FileExists(str(target))
    with (
        system_errors_told(),
        tempfile.TemporaryDirectory(prefix=f"{target.name}.writing-", dir=target.parent) as name,
    ):
        copy, packed = Path(name) / _ARCHIVE, Path(name) / "packed"
        with closing(Database.open_read_only(archive)) as database:
            database.back_up(copy)
        # After the archive: whatever it refers to was stored before it.
        stored = sorted(BlobStore(attachments).files())
        about = About(at, len(migrations()), len(stored))
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED, allowZip64=True) as pack:
            pack.writestr(_ABOUT, msgspec.json.encode(about))
            pack.write(copy, _ARCHIVE, zipfile.ZIP_DEFLATED, 1)
            for file in stored:
                with suppress(FileNotFoundError):  # thrown away meanwhile
                    pack.write(file, _ATTACHMENTS + file.name)
        sync(packed)
        _name(packed, target, replace=replace)
        sync_folder(target.parent)
    return about


def about(file: Path) -> About:
    """What the backup says of itself.

    Raises:
        ArchiveDamaged: it is no backup.
        ArchiveReadOnly: it cannot be read.
    """
    with system_errors_told():
        try:
            with zipfile.ZipFile(file) as pack:
                return msgspec.json.decode(pack.read(_ABOUT), type=About)
        except _UNREADABLE as error:
            raise ArchiveDamaged(f"no backup: {error}") from error


def restore(file: Path, archive: Path, attachments: Path, *, replace: bool = False) -> Path | None:
    """Put the backup's archive and attachments in place, all of it or nothing. Nobody may have the archive open.

    An archive that is there lies beside it afterwards, as NAME.before-restore; attachments are only added.

    Returns:
        where the former archive lies now, if there was one.

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
    with system_errors_told():
        archive.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f"{archive.name}.restoring-", dir=archive.parent) as name:
            new = Path(name) / _ARCHIVE
            _unpack(file, new, attachments)
            aside = free_name(archive.with_name(f"{archive.name}.before-restore"))
            put_in_place(new, archive, aside)
    return aside if aside.exists() else None


def _unpack(file: Path, new: Path, attachments: Path) -> None:
    try:
        with zipfile.ZipFile(file) as pack:
            if (damaged := pack.testzip()) is not None:
                raise ArchiveDamaged(f"{damaged} in the backup")
            with pack.open(_ARCHIVE) as source, new.open("wb") as target:
                shutil.copyfileobj(source, target, _BLOCK_BYTES)
            _require_whole(new)
            store = BlobStore(attachments)
            for name in pack.namelist():
                if name.startswith(_ATTACHMENTS):
                    with pack.open(name) as source:
                        store.add_stream(source, pack.getinfo(name).file_size)
    except _UNREADABLE as error:
        raise ArchiveDamaged(f"the backup: {error}") from error
    except StoreNotWritable as error:
        raise ArchiveReadOnly(str(error)) from error


def _require_whole(new: Path) -> None:
    refuse_newer(new, len(migrations()))
    with closing(Database.open_alone(new)) as database:
        if problems := [str(row[0]) for row in database.rows("PRAGMA quick_check") if row[0] != "ok"]:
            raise ArchiveDamaged("; ".join(problems[:3]))
        database.run("PRAGMA journal_mode = DELETE")  # all of it in one file, to be moved


def _name(packed: Path, target: Path, *, replace: bool) -> None:
    if replace:
        packed.replace(target)
        return
    try:
        os.link(packed, target)  # unlike a rename it never replaces what came there meanwhile
    except FileExistsError as error:
        raise FileExists(str(target)) from error
    except OSError:  # a file system without links
        if target.exists():
            raise FileExists(str(target)) from None
        packed.rename(target)
