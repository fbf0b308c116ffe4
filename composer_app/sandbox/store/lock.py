"""Lock of a data folder: one Sandbox at a time."""

import contextlib
import os
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

PATIENCE_S = 10.0
"""How long it waits for another Sandbox to end."""
_AGAIN_AFTER_S = 0.05
_FILE = "sandbox.lock"


class FolderInUse(Exception):
    """Another Sandbox uses the folder, and did not end in time."""


@contextlib.contextmanager
def locked(folder: Path, give_up: threading.Event, patience_s: float) -> Iterator[None]:
    """Locks the folder for this process; waits for the one that has it. The system unlocks it however a process ends.

    Args:
        give_up: set from another thread or by a signal, it ends the waiting.

    Raises:
        FolderInUse: it was not given back in time, or waiting was given up.
        OSError: the folder cannot be written.
    """
    until = time.monotonic() + patience_s
    descriptor = os.open(folder / _FILE, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        while not _takes(descriptor):
            if give_up.wait(_AGAIN_AFTER_S) or time.monotonic() > until:
                raise FolderInUse(str(folder))
        yield
    finally:
        os.close(descriptor)  # the file stays: to remove it would let two in


if sys.platform == "win32":
    import msvcrt

    def _takes(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _takes(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
