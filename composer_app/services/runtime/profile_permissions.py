"""Makes a profile's files private to their owner, and reports those that cannot be.

What the program writes is private from the start (umask). But a folder may have come with wider rights from a copy,
may belong to another user, or lead elsewhere.
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


class RightsTrouble(StrEnum):
    """Why a file or folder is not, or may not be, private."""

    OPEN = "open"
    """Other users may use it, and that cannot be changed."""
    FOREIGN = "foreign"
    """It belongs to another user, who may change it."""
    LINK = "link"
    """It is somewhere else: what is there is left as it is."""


@dataclass(frozen=True)
class RightsFinding:
    """A file or folder that is not private."""

    path: Path
    trouble: RightsTrouble
    detail: str = ""
    """The system's words, the owner, or where the link leads."""


def keep_private(folder: Path, user: int | None = None) -> tuple[RightsFinding, ...]:
    """Take all rights of other users from a folder and what is in it, from the top down, so that none can reach what is
    below meanwhile. Follows no link but the folder's own. Any thread.

    Args:
        user: whose it must be; this process's if left out.

    Returns:
        What could not be made private; nothing where there is no folder, or the system has no such rights.
    """
    if os.name != "posix":
        return ()
    return tuple(_kept(folder, os.geteuid() if user is None else user))


def keep_private_soon(folder: Path) -> Future[tuple[RightsFinding, ...]]:
    """The same on a thread of its own: a profile may hold very many attachments."""
    future: Future[tuple[RightsFinding, ...]] = Future()

    def work() -> None:
        try:
            future.set_result(keep_private(folder))
        except BaseException as error:  # it goes to who asked
            future.set_exception(error)

    threading.Thread(target=work, name="folder-rights", daemon=True).start()
    return future


def keep_folder_private(folder: Path) -> None:
    """The folder alone, at once: before anything is written into it. `keep_private` reports what cannot be done."""
    with contextlib.suppress(OSError):
        mode = folder.stat().st_mode
        if os.name == "posix" and mode & _OTHERS:
            folder.chmod(stat.S_IMODE(mode) & ~_OTHERS)


def _kept(folder: Path, user: int) -> Iterator[RightsFinding]:
    try:
        found = folder.lstat()
    except OSError:  # there is none, or it cannot be read: its first use reports that
        return
    if stat.S_ISLNK(found.st_mode):
        yield RightsFinding(folder, RightsTrouble.LINK, os.path.realpath(folder))
        folder = Path(os.path.realpath(folder))
        try:
            found = folder.lstat()
        except OSError:
            return
        if stat.S_ISLNK(found.st_mode):  # it leads to itself
            return
    yield from _narrowed(folder, found, user)
    waiting = [folder]
    while waiting:
        with contextlib.suppress(OSError), os.scandir(waiting.pop()) as entries:
            for entry in entries:
                found = entry.stat(follow_symlinks=False)
                path = Path(entry.path)
                if stat.S_ISLNK(found.st_mode):
                    yield RightsFinding(path, RightsTrouble.LINK, os.path.realpath(path))
                elif stat.S_ISDIR(found.st_mode) or stat.S_ISREG(found.st_mode):
                    yield from _narrowed(path, found, user)
                if stat.S_ISDIR(found.st_mode):
                    waiting.append(path)


def _narrowed(path: Path, found: os.stat_result, user: int) -> Iterator[RightsFinding]:
    if found.st_uid != user:
        yield RightsFinding(path, RightsTrouble.FOREIGN, _name_of(found.st_uid))
    elif found.st_mode & _OTHERS:
        said = ""
        # By its path and not by an opened file: closing one would give up the locks that SQLite and others hold on it.
        try:
            path.chmod(stat.S_IMODE(found.st_mode) & ~_OTHERS)
            is_open = bool(path.lstat().st_mode & _OTHERS)  # some file systems agree and change nothing
        except FileNotFoundError:
            return
        except OSError as error:
            said, is_open = error.strerror or str(error), True
        if is_open:
            yield RightsFinding(path, RightsTrouble.OPEN, said)


def _name_of(user: int) -> str:
    import pwd  # there is none on Windows

    try:
        return pwd.getpwuid(user).pw_name
    except KeyError:
        return f"number {user}"
