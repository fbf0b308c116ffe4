"""A Sandbox process that outlives its clients, and the view of it from outside."""

from __future__ import annotations

import contextlib
import json
import os
import select
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.patience import PATIENCE_S

ROOT = Path(__file__).resolve().parents[2]
KEY = "0123456789abcdef-key-of-a-proof"
MOST = 1000
"""More mail than this it does not list."""
_CHANGES_WITHIN_S = 10.0
_LOOK_EVERY_S = 0.01


class Sandbox:
    """Speaks to it by plain HTTP, without any of the program's own client code."""

    def __init__(self, url: str) -> None:
        self.url = url

    def mails(self) -> list[dict[str, Any]]:
        """All it has, newest first."""
        listed: list[dict[str, Any]] = json.loads(self.ask("GET", f"/sandbox/messages?limit={MOST}"))
        assert len(listed) < MOST, "more mail than can be counted"
        return listed

    def set_fault(self, **fault: object) -> None:
        """If nobody is to listen, it has come to that when this returns."""
        self.ask("POST", "/sandbox/faults", fault)
        if fault["kind"] == "refuse":
            self._wait(until_listening=False)

    def clear_faults(self) -> None:
        """It listens again, if it did not."""
        self._wait(until_listening=True)
        self.ask("DELETE", "/sandbox/faults")

    def _wait(self, *, until_listening: bool) -> None:
        parts = urlsplit(self.url)
        for _ in range(int(_CHANGES_WITHIN_S / _LOOK_EVERY_S)):
            with socket.socket() as one:
                if (one.connect_ex((parts.hostname, parts.port)) == 0) == until_listening:
                    return
            select.select([], [], [], _LOOK_EVERY_S)
        raise AssertionError("the Sandbox does not begin or stop to listen")

    def ask(self, method: str, path: str, body: object = None) -> bytes:
        headers = {"Authorization": f"App {KEY}", "Content-Type": "application/json"}
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.url + path, data=data, headers=headers, method=method)
        with urllib.request.urlopen(request, timeout=10) as answer:
            content: bytes = answer.read()
        return content


@contextlib.contextmanager
def running_sandbox(folder: Path) -> Iterator[Sandbox]:
    """With its data in `folder`. Everything is final at once."""
    command = [sys.executable, "-m", "composer_app", "sandbox", "--data", str(folder)]
    process = subprocess.Popen(
        [*command, "--delivery-delay", "0", "--no-rate-limits"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "COMPOSER_SANDBOX_PARENT": "stdin", "COMPOSER_SANDBOX_KEY": KEY},
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        yield Sandbox(process.stdout.readline().strip().removeprefix("listening on "))
    finally:
        process.stdin.close()
        process.wait(PATIENCE_S)
        process.stdout.close()
