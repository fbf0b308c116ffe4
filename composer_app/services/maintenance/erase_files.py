"""Erases an address from the files of a profile beside the archive."""

from __future__ import annotations

import contextlib
import logging
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from composer_app.services.profile import Profile

if TYPE_CHECKING:
    from composer_app.archive.privacy.recipient_mask import RecipientMask

_LOCK = "sandbox.lock"


class ErasedFiles(msgspec.Struct, frozen=True):
    """Result for these files."""

    is_sandbox_emptied: bool
    left: tuple[Path, ...]
    """Files that still contain the address."""


def erase_from_files(profile: Profile, mask: RecipientMask, *, may_empty_sandbox: bool) -> ErasedFiles:
    """Mask the address in the log, empty the Sandbox if it has the address, and search the remaining files.

    `EraseStore` handles the archive and the attachment store, `Settings.apply` the settings.

    Args:
        may_empty_sandbox: no Sandbox of this process uses the data, and no mail is being sent to one.

    Raises:
        OSError: the profile cannot be read or written.
    """
    with _log_held():
        for path in _files_below(profile.logs):
            _mask_in_place(path, mask)
    is_emptied = bool(files_with(profile.sandbox, mask)) and may_empty_sandbox and empty_sandbox(profile.sandbox)
    return ErasedFiles(is_emptied, tuple(path for path in _others(profile) if _names(path, mask)))


def empty_sandbox(folder: Path) -> bool:
    """Delete a Sandbox's data; False if one is running on it."""
    from composer_app.sandbox.store.lock import FolderInUse, locked

    if not folder.is_dir():
        return True
    try:
        with locked(folder, threading.Event(), patience_s=0.0):
            for path in folder.iterdir():
                if path.is_dir() and not path.is_symlink():
                    shutil.rmtree(path)
                elif path.name != _LOCK:
                    path.unlink()
    except FolderInUse:
        return False
    return True


def files_with(folder: Path, mask: RecipientMask) -> list[Path]:
    """The files below it that contain the address."""
    return [path for path in _files_below(folder) if _names(path, mask)]


def _others(profile: Profile) -> Iterator[Path]:
    archive = profile.archive.name
    for path in _files_below(profile.folder):
        inside = path.relative_to(profile.folder).parts
        is_settings = path == profile.settings
        if not (inside[0] == profile.attachments.name or inside[0].startswith(archive) or is_settings):
            yield path


def _files_below(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def _names(path: Path, mask: RecipientMask) -> bool:
    try:
        return mask.is_in(path.read_bytes())
    except FileNotFoundError:
        return False


def _mask_in_place(path: Path, mask: RecipientMask) -> None:
    """In place: other processes may append to the file."""
    with contextlib.suppress(FileNotFoundError), path.open("r+b") as file:
        content = file.read()
        masked = mask.masked(content)
        if masked is not content:
            file.seek(0)
            file.write(masked)
            file.truncate()


@contextlib.contextmanager
def _log_held() -> Iterator[None]:
    """No logging meanwhile."""
    with contextlib.ExitStack() as stack:
        for handler in logging.getLogger().handlers:
            handler.acquire()
            stack.callback(handler.release)
        yield
