"""Locks of the commands that write to a profile beside an open window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QLockFile

from composer_app.domain.problem import Problem, ProblemCode
from composer_app.services.profile import Profile
from composer_app.services.runtime.error_mapping import Failed

_PATIENCE_MS = 2000
_SUFFIX = ".lock"


class CommandLock:
    """Held by a command for as long as it works on a profile. Several may be held at a time, each by its own name.

    `composer-app send` names it after its submission: as long as the lock is held, the submission that is "sending"
    in the archive belongs to a live process and is no leftover of a dead one. QLockFile writes process, computer and
    boot into the file, so the lock of a killed process counts as free at once.
    """

    def __init__(self, profile: Profile, name: str) -> None:
        self._profile = profile
        self._lock = _lock(profile.command_locks / f"{name}{_SUFFIX}")

    def __enter__(self) -> None:
        """Raises `Failed`: ARCHIVE_LOCKED while the archive is being replaced (restore, repair), so that nothing may
        be written to it, and ARCHIVE_READ_ONLY where no lock can be made."""
        try:
            self._profile.make()
            self._profile.command_locks.mkdir(exist_ok=True, mode=0o700)
        except OSError as error:
            raise Failed(Problem(ProblemCode.ARCHIVE_READ_ONLY, subject=str(error))) from error
        if not self._lock.tryLock(_PATIENCE_MS):  # `running_commands` may be looking at it for a moment
            raise Failed(Problem(ProblemCode.ARCHIVE_READ_ONLY, subject=str(self._profile.command_locks)))
        # Own lock first, then the look at the other side, which does the same in its order: one of them notices.
        replacing = replacement_lock(self._profile)
        if not replacing.tryLock(_PATIENCE_MS):
            self._lock.unlock()
            raise Failed(Problem(ProblemCode.ARCHIVE_LOCKED))
        replacing.unlock()

    def __exit__(self, *_error: object) -> None:
        self._lock.unlock()


def replacement_lock(profile: Profile) -> QLockFile:
    """Held while the file of the archive is exchanged."""
    return _lock(profile.replacement_lock)


def running_commands(profile: Profile) -> frozenset[str]:
    """The names of all command locks that a live process holds. Removes those of dead ones."""
    return frozenset(path.stem for path in profile.command_locks.glob(f"*{_SUFFIX}") if _is_held(path))


def _is_held(path: Path) -> bool:
    lock = _lock(path)
    if lock.tryLock(0):
        lock.unlock()
        return False
    return lock.error() is QLockFile.LockError.LockFailedError


def _lock(path: Path) -> QLockFile:
    lock = QLockFile(str(path))
    lock.setStaleLockTime(0)  # a lock is not stale because it is old, only because its process is gone
    return lock
