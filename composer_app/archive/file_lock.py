"""File lock that the system releases when the process ends, even by a crash."""

from __future__ import annotations

import os
import sys

if sys.platform == "win32":
    import msvcrt

    _LOCKED_AT = 2**31 - 2  # far behind all content: there it keeps no other process from reading

    def lock(descriptor: int) -> None:
        """Lock until the file is closed. Raises BlockingIOError if another process holds it, OSError where the file
        system has no locks."""
        try:
            _at_lock(descriptor, msvcrt.LK_NBLCK)
        except PermissionError as error:
            raise BlockingIOError(str(error)) from error

    def unlock(descriptor: int) -> None:
        """Release it before the file is closed."""
        _at_lock(descriptor, msvcrt.LK_UNLCK)

    def _at_lock(descriptor: int, mode: int) -> None:
        place = os.lseek(descriptor, 0, os.SEEK_CUR)
        os.lseek(descriptor, _LOCKED_AT, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, mode, 1)
        finally:
            os.lseek(descriptor, place, os.SEEK_SET)
else:
    import fcntl

    def lock(descriptor: int) -> None:
        """Lock until the file is closed. Raises BlockingIOError if another process holds it, OSError where the file
        system has no locks."""
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def unlock(descriptor: int) -> None:
        """Release it before the file is closed."""
        fcntl.flock(descriptor, fcntl.LOCK_UN)
