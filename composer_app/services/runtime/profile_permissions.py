"""Makes a profile's files private to their owner, and reports those that cannot be.

Files of the program are private from the start (umask). But a copied folder may have wider permissions, belong to
another user, or be a link.
"""

from __future__ import annotations

import contextlib
import os
import stat
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

_OTHERS = stat.S_IRWXG | stat.S_IRWXO


class PermissionTrouble(StrEnum):
    """Why a file or folder is not, or may not be, private."""

    OPEN = "open"
    """Other users have access, and that cannot be changed."""
    FOREIGN = "foreign"
    """Another user owns it."""
    LINK = "link"
    """It is a link; its target is left unchanged."""


@dataclass(frozen=True)
class PermissionFinding:
    """A file or folder that is not private."""

    path: Path
    trouble: PermissionTrouble
    detail: str = ""
    """The system's message, the owner, or the target of the link."""


def keep_private(folder: Path, user: int | None = None) -> tuple[PermissionFinding, ...]:
    """Take a folder and its content from all other users, from the top down, so that they cannot reach the
    rest meanwhile. Follows no link except the folder itself. Any thread.

    Args:
        user: the required owner; default: this process's user.

    Returns:
        Findings that could not be made private; none if there is no folder, or the system has no such permissions.
    """
    if os.name != "posix":
        return ()
    return tuple(_kept(folder, os.geteuid() if user is None else user))


def keep_private_soon(folder: Path) -> Future[tuple[PermissionFinding, ...]]:
    """The same on its own thread, since a profile may hold very many attachments."""
    future: Future[tuple[PermissionFinding, ...]] = Future()

    def work() -> None:
        try:
            future.set_result(keep_private(folder))
        except BaseException as error:  # passed to the caller
            future.set_exception(error)

    threading.Thread(target=work, name="folder-permissions", daemon=True).start()
    return future


def keep_folder_private(folder: Path) -> None:
    """The folder alone, before anything is written into it. `keep_private` reports failures."""
    with contextlib.suppress(OSError):
        mode = folder.stat().st_mode
        if os.name == "posix" and mode & _OTHERS:
            folder.chmod(stat.S_IMODE(mode) & ~_OTHERS)


def _kept(folder: Path, user: int) -> Iterator[PermissionFinding]:
    try:
        found = folder.lstat()
    except OSError:  # missing or unreadable: its first use reports that
        return
    if stat.S_ISLNK(found.st_mode):
        yield PermissionFinding(folder, PermissionTrouble.LINK, os.path.realpath(folder))
        folder = Path(os.path.realpath(folder))
        try:
            found = folder.lstat()
        except OSError:
            return
        if stat.S_ISLNK(found.st_mode):  # a link to itself
            return
    yield from _narrowed(folder, found, user)
    waiting = [folder]
    while waiting:
        with contextlib.suppress(OSError), os.scandir(waiting.pop()) as entries:
            for entry in entries:
                found = entry.stat(follow_symlinks=False)
                path = Path(entry.path)
                if stat.S_ISLNK(found.st_mode):
                    yield PermissionFinding(path, PermissionTrouble.LINK, os.path.realpath(path))
                elif stat.S_ISDIR(found.st_mode) or stat.S_ISREG(found.st_mode):
                    yield from _narrowed(path, found, user)
                if stat.S_ISDIR(found.st_mode):
                    waiting.append(path)


def _narrowed(path: Path, found: os.stat_result, user: int) -> Iterator[PermissionFinding]:
    if found.st_uid != user:
        yield PermissionFinding(path, PermissionTrouble.FOREIGN, _name_of(found.st_uid))
    elif found.st_mode & _OTHERS:
        said = ""
        # By path, not by descriptor: closing one would drop the locks that SQLite and others hold on the file.
        try:
            path.chmod(stat.S_IMODE(found.st_mode) & ~_OTHERS)
            is_open = bool(path.lstat().st_mode & _OTHERS)  # some file systems accept and ignore it
        except FileNotFoundError:
            return
        except OSError as error:
            said, is_open = error.strerror or str(error), True
        if is_open:
            yield PermissionFinding(path, PermissionTrouble.OPEN, said)


def _name_of(user: int) -> str:
    import pwd  # there is none on Windows

    try:
        return pwd.getpwuid(user).pw_name
    except KeyError:
        return f"number {user}"
