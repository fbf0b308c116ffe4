"""A Sandbox process of its own for a group of measurements."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

KEY = "benchmark-key"


@dataclass(frozen=True)
class SandboxChild:
    """A running Sandbox; closing its standard input ends it."""

    base_url: str
    process: subprocess.Popen[str]

    def end(self) -> None:
        """Ends it and waits for that."""
        if self.process.stdin is not None and not self.process.stdin.closed:
            self.process.stdin.close()
        self.process.wait(10)


@contextmanager
def running_sandbox(data: Path) -> Iterator[str]:
    """Its base URL; it is ended at the end."""
    with sandbox_child(data) as child:
        yield child.base_url


@contextmanager
def sandbox_child(data: Path, *arguments: str) -> Iterator[SandboxChild]:
    """The process and its base URL."""
    process = subprocess.Popen(
        [sys.executable, "-m", "composer_app", "sandbox", "--api-key", KEY, "--data", str(data), *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "COMPOSER_SANDBOX_PARENT": "stdin"},
    )
    assert process.stdout is not None
    child = SandboxChild(process.stdout.readline().strip().removeprefix("listening on "), process)
    try:
        yield child
    finally:
        child.end()
        process.stdout.close()
