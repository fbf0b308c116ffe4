"""Having the archive of a profile for oneself: no window is open on it, and nothing is collected into it."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import QLockFile

from composer_app.services.profile import Profile
from composer_app.services.sending.command_lock import replacement_lock, running_commands
from composer_app.services.sending.sender_role import SenderRole

_PATIENCE_MS = 500
"""A command holds the replacement lock for a moment, to see whether it is free."""


class Occupant(Enum):
    """Who uses it."""

    WINDOW = auto()
    COLLECT = auto()
    COMMAND = auto()
    """`composer-app send` or `account`, at this moment."""


class SoleUse:
    """Taken before a file is put in the place of the archive, and kept until it is there.

    Args:
        role: of the window that wants it; the role stays with it. None: no window wants it, and none may be open.
    """

    def __init__(self, profile: Profile, role: SenderRole | None = None) -> None:
        self._own_role = None if role is not None else SenderRole(profile)
        self._profile = profile
        self._collecting = collector_lock(profile)
        self._replacing = replacement_lock(profile)

    def take(self) -> Occupant | None:
        """None: it is ours until `give_back`, or until the end of the process. Else who has it; then it is not."""
        if self._own_role is not None and not self._own_role.take():
            return Occupant.WINDOW
        if not self._collecting.tryLock(0) and self._collecting.error() is QLockFile.LockError.LockFailedError:
            self.give_back()
            return Occupant.COLLECT
        if not self._replacing.tryLock(_PATIENCE_MS) and self._replacing.error() is QLockFile.LockError.LockFailedError:
            self.give_back()
            return Occupant.COMMAND
        if running_commands(self._profile):  # after the lock above: a command that starts now sees that one
            self.give_back()
            return Occupant.COMMAND
        return None  # also where no lock can be written: then nobody can write the archive either

    def give_back(self) -> None:
        self._replacing.unlock()
        self._collecting.unlock()
        if self._own_role is not None:
            self._own_role.give_back()


def collector_lock(profile: Profile) -> QLockFile:
    """Held by `collect` while it is at work. A lock is not stale because it is old, only because nobody holds it."""
    lock = QLockFile(str(profile.collector_lock))
    lock.setStaleLockTime(0)
    return lock
