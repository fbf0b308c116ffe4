"""Who may send from a profile: one program at a time, the one with the window.

Whoever has the role may take a mail that is "sending" for one of a run that ended. Without it that could be a mail
which another program is sending at this moment.
"""

from __future__ import annotations

from PySide6.QtCore import QLockFile

from composer_app.services.profile import Profile


class SenderRole:
    """The role, once taken, is kept until `give_back` or the end of the process, however it ends.

    QLockFile writes process, computer and boot into the file, so that the lock of a program that was killed is
    taken over at once.
    """

    def __init__(self, profile: Profile) -> None:
        self._lock = QLockFile(str(profile.sender_lock))
        self._lock.setStaleLockTime(0)  # a lock is not stale because it is old, only because nobody holds it

    def take(self) -> bool:
        """True unless another program has it. Where no lock can be written at all there is no other one, and no
        archive that could be written either."""
        if self._lock.isLocked() or self._lock.tryLock(0):
            return True
        return self._lock.error() is not QLockFile.LockError.LockFailedError

    def give_back(self) -> None:
        self._lock.unlock()
