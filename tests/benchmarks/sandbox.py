"""A Sandbox process of its own for a group of measurements."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

KEY = "benchmark-key"


@contextmanager
def running_sandbox(data: Path) -> Iterator[str]:
    """Its base URL; it is ended by closing its standard input."""
    process = subprocess.Popen(
        [sys.executable, "-m", "composer_app", "sandbox", "--api-key", KEY, "--data", str(data)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "COMPOSER_SANDBOX_PARENT": "stdin"},
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        yield process.stdout.readline().strip().removeprefix("listening on ")
    finally:
        process.stdin.close()
        process.wait(10)
        process.stdout.close()
