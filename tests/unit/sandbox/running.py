"""A real Sandbox process on a real port, for tests."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

import httpx

from tests.patience import PATIENCE_S

Files = list[tuple[str, tuple[str | None, bytes]]]
"""Fields of a form: name, and the file's name (None: it is no file) and content."""
KEY = "a-key-for-tests"
_START = (
    "import argparse, sys; from composer_app.sandbox.command import add_arguments, run;"
    "parser = argparse.ArgumentParser(); add_arguments(parser); sys.exit(run(parser.parse_args()))"
)
_ROOT = Path(__file__).resolve().parents[3]


class RunningSandbox:
    """Starts the server and waits until it accepts connections; ends it by its id."""

    def __init__(self, *arguments: str, key: str | None = KEY, environment: dict[str, str] | None = None) -> None:
        given = ["--api-key", key] if key is not None else []
        self.process = subprocess.Popen(
            [sys.executable, "-c", _START, *given, *arguments],
            cwd=_ROOT,
            env={**os.environ, **(environment or {})},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout is not None
        self.lines: list[str] = []
        while not (self.lines and self.lines[-1].startswith("listening on ")):
            line = self.process.stdout.readline()
            if not line:
                raise AssertionError(self.end()[1])
            self.lines.append(line.rstrip())
        self.url = self.lines[-1].removeprefix("listening on ")
        headers = {"Authorization": f"App {key}"}
        self.client = httpx.Client(base_url=self.url, headers=headers, timeout=PATIENCE_S, trust_env=False)

    def __enter__(self) -> RunningSandbox:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.client.close()
        self.end()

    def end(self) -> tuple[int, str]:
        """Terminates the process if it still runs; returns its exit code and what it wrote to stderr."""
        with contextlib.suppress(ProcessLookupError):
            self.process.terminate()
        return self.ended()

    def ended(self) -> tuple[int, str]:
        """Waits for an end that has some other cause."""
        if self.process.stdin is not None and self.process.stdin.closed:
            self.process.stdin = None
        _, errors = self.process.communicate(timeout=PATIENCE_S)
        return self.process.returncode, errors

    def send(self, *to: str, files: Files | None = None, **fields: str) -> str:
        """Sends by v3 and returns the first message id."""
        answer = self.post_form("/email/3/send", *to, files=files, **fields)
        assert answer.status_code == 200, answer.text
        return str(answer.json()["messages"][0]["messageId"])

    def post_form(
        self,
        path: str,
        *to: str,
        files: Files | None = None,
        **fields: str,
    ) -> httpx.Response:
        form = {"from_": "jane@example.com", "subject": "Hello", "text": "Good day", **fields}
        parts: list[tuple[str, tuple[str | None, bytes]]] = [("to", (None, address.encode())) for address in to]
        parts += [(name.rstrip("_"), (None, value.encode())) for name, value in form.items()]
        return self.client.post(path, files=[*parts, *(files or [])])

    def results(self, path: str, **parameters: str) -> list[dict[str, object]]:
        answer = self.client.get(path, params=parameters)
        assert answer.status_code == 200, answer.text
        results = answer.json()["results"]
        assert isinstance(results, list)
        return results

    def mail(self, message_id: str) -> bytes:
        return self.client.get(f"/sandbox/messages/{message_id}.eml").content


@contextlib.contextmanager
def sandbox(*arguments: str) -> Iterator[RunningSandbox]:
    """A Sandbox in which every message has its final status at once, and that may be asked as often as one likes."""
    with RunningSandbox("--delivery-delay", "0", "--no-rate-limits", *arguments) as running:
        yield running
