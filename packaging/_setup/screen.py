"""A virtual X screen, for a machine without one and for tests that must not touch the real one."""

import os
import select
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

from _setup.machine import SetupError

_SIZE = "1920x1200x24"
_START_S = 30


@contextmanager
def virtual_screen() -> Iterator[str]:
    """Runs Xvfb on a display number that it finds free itself, and ends it at the end.

    Yields:
        The display, for example ":1".

    Raises:
        SetupError: Xvfb does not start.
    """
    reading, writing = os.pipe()
    try:
        try:
            server = subprocess.Popen(
                ["Xvfb", "-displayfd", str(writing), "-screen", "0", _SIZE, "-nolisten", "tcp"],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=(writing,),
            )
        except OSError as error:
            raise SetupError(f"The virtual screen Xvfb cannot be started: {error.strerror}.") from error
        finally:
            os.close(writing)
        try:
            yield f":{_display_number(reading)}"
        finally:
            server.terminate()
            server.wait()
    finally:
        os.close(reading)


def _display_number(reading: int) -> int:
    written = b""
    while not written.endswith(b"\n"):
        ready, _, _ = select.select([reading], [], [], _START_S)
        block = os.read(reading, 64) if ready else b""
        if not block:
            raise SetupError("The virtual screen Xvfb ended at once. Type Xvfb :99 to see what it says.")
        written += block
    return int(written)
