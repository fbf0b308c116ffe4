"""A pipe that nothing may read: who opens it would wait for ever."""

from __future__ import annotations

import os
import select
import subprocess
import sys
from pathlib import Path

_WRITER = """
import os, sys
is_told = False
while os.getppid() == int(sys.argv[2]):  # Qt opens a picture again and again
    os.close(os.open(sys.argv[1], os.O_WRONLY))
    is_told = is_told or os.write(1, b"read") > 0
"""


class Pipe:
    """Its other end is a process of its own, which lets each reader go on, and tells of it.

    No thread of this process could: a reader in Qt's code holds the lock of the interpreter.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        os.mkfifo(path)
        self._writer = subprocess.Popen(
            [sys.executable, "-S", "-c", _WRITER, str(path), str(os.getpid())], stdout=subprocess.PIPE
        )

    def was_read(self, within_s: float = 0.0) -> bool:
        """Whether it was opened for reading, or is within this time."""
        output = self._writer.stdout
        assert output is not None
        return bool(select.select([output], [], [], within_s)[0])

    def stop(self) -> None:
        """No reader is expected any more."""
        self._writer.kill()
        self._writer.communicate()
