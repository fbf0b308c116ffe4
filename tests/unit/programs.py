"""Other programs that a test talks to: Python source, run by a process of its own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tests.unit import checkout


@contextmanager
def running(source: str, *arguments: object) -> Iterator[subprocess.Popen[str]]:
    """A program that can be spoken to and heard. It is killed at the end, if it has not ended by then."""
    command, pipe = [sys.executable, "-c", source, *map(str, arguments)], subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, cwd=checkout.ROOT) as process:
        try:
            yield process
        finally:
            process.kill()


def line_of(process: subprocess.Popen[str]) -> str:
    """The next line that it says, without its end."""
    assert process.stdout is not None
    return process.stdout.readline().rstrip()
