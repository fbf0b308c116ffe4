"""Locks of a profile: sender, commands, and replacement of the archive.

SenderLock       one program: it sends, looks up, and settles what a dead program was sending
collect_lock     one `composer-app collect`
CommandLock      any number of `composer-app send` and `account`, each under its own name
ReplacementLock  one program that puts another file in the place of the archive; needs all of the above to be free

Each lock is a file that holds process, computer and boot, see QLockFile: the lock of a killed process counts as free at
once. No lock becomes stale by age. If no lock file can be written, the archive cannot be written either, and no other
process conflicts.
"""

from __future__ import annotations

from enum import Enum, auto
from pathlib import Path

from PySide6.QtCore import QLockFile

from composer_app.domain.problem import Problem, ProblemCode
from composer_app.services.profile import Profile
from composer_app.services.runtime.error_mapping import Failed

COMMAND_PATIENCE_MS = 2000
"""How long a command waits for its locks, since another process may test them for a moment."""
REPLACEMENT_PATIENCE_MS = 500
"""How long a replacement waits: each command holds this lock for a moment, to test it."""
_SUFFIX = ".lock"


class SenderLock:
    """Held by the program that sends mail of a profile: the one with the window.

    A mail that is "sending" in the archive belongs to the holder, or to a dead program. Without the lock it may belong
    to another program that is sending it now.
    """

    def __init__(self, profile: Profile) -> None:
        self._lock = _lock(profile.sender_lock)

    def take(self) -> bool:
        """Take the lock; False if another program holds it. Kept until `release` or the end of the process."""
        return self._lock.isLocked() or self._lock.tryLock(0) or not _is_held_by_another(self._lock)

    def release(self) -> None:
        self._lock.unlock()


class CommandLock:
    """Held by a command while it works on a profile.

    `composer-app send` names it after its submission. While the lock is held, the submission that is "sending" in the
    archive belongs to a live process.
    """

    def __init__(self, profile: Profile, name: str, patience_ms: int = COMMAND_PATIENCE_MS) -> None:
        self._profile = profile
        self._lock = _lock(profile.command_locks / f"{name}{_SUFFIX}")
        self._patience_ms = patience_ms

    def __enter__(self) -> None:
        """Raises `Failed`: ARCHIVE_LOCKED while the archive is being replaced, and ARCHIVE_READ_ONLY where no lock
        can be made."""
        try:
            self._profile.make()
            self._profile.command_locks.mkdir(exist_ok=True, mode=0o700)
        except OSError as error:
            raise Failed(Problem(ProblemCode.ARCHIVE_READ_ONLY, subject=str(error))) from error
        if not self._lock.tryLock(self._patience_ms):
            raise Failed(Problem(ProblemCode.ARCHIVE_READ_ONLY, subject=str(self._profile.command_locks)))
        # Take the own lock first, then check the other one. `ReplacementLock` does the same, so at least one of the two
        # sees the other.
        replacing = _lock(self._profile.replacement_lock)
        if not replacing.tryLock(self._patience_ms):
            self._lock.unlock()
            raise Failed(Problem(ProblemCode.ARCHIVE_LOCKED))
        replacing.unlock()

    def __exit__(self, *_error: object) -> None:
        self._lock.unlock()


class LockHolder(Enum):
    """Who blocks a replacement."""

    WINDOW = auto()
    COLLECT = auto()
    COMMAND = auto()


class ReplacementLock:
    """Exclusive lock on a profile's archive, taken before the file is replaced.

    Args:
        sender_lock: of the window that replaces the archive; it keeps this lock. None: no window may be open.
    """

    def __init__(self, profile: Profile, sender_lock: SenderLock | None = None) -> None:
        self._profile = profile
        self._own_sender_lock = None if sender_lock is not None else SenderLock(profile)
        self._collecting = collect_lock(profile)
        self._replacing = _lock(profile.replacement_lock)

    def take(self) -> LockHolder | None:
        """Take all locks. None: held until `release` or the end of the process. Otherwise who holds one; then none is
        held."""
        if self._own_sender_lock is not None and not self._own_sender_lock.take():
            return LockHolder.WINDOW
        if not self._collecting.tryLock(0) and _is_held_by_another(self._collecting):
            self.release()
            return LockHolder.COLLECT
        if not self._replacing.tryLock(REPLACEMENT_PATIENCE_MS) and _is_held_by_another(self._replacing):
            self.release()
            return LockHolder.COMMAND
        if running_commands(self._profile):  # after the lock above, which a command that starts now sees
            self.release()
            return LockHolder.COMMAND
        return None

    def release(self) -> None:
        self._replacing.unlock()
        self._collecting.unlock()
        if self._own_sender_lock is not None:
            self._own_sender_lock.release()


def collect_lock(profile: Profile) -> QLockFile:
    """Held by `composer-app collect` while it works."""
    return _lock(profile.collect_lock)


def running_commands(profile: Profile) -> frozenset[str]:
    """The names of all command locks that live processes hold. Removes those of dead ones."""
    return frozenset(path.stem for path in profile.command_locks.glob(f"*{_SUFFIX}") if _is_held(path))


def _is_held(path: Path) -> bool:
    lock = _lock(path)
    if lock.tryLock(0):
        lock.unlock()
        return False
    return _is_held_by_another(lock)


def _is_held_by_another(lock: QLockFile) -> bool:
    """After a failed `tryLock`. False: no lock file can be written here."""
    return lock.error() is QLockFile.LockError.LockFailedError


def _lock(path: Path) -> QLockFile:
    lock = QLockFile(str(path))
    lock.setStaleLockTime(0)  # never stale by age
    return lock
