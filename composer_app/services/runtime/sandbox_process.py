"""The Sandbox as a child process of the program."""

from __future__ import annotations

import logging
import os
import secrets
import subprocess
import threading
from concurrent.futures import Future, wait
from pathlib import Path

import msgspec

from composer_app.domain.problem import Problem, ProblemCode
from composer_app.domain.secret import Secret
from composer_app.services.runtime.error_mapping import Failed
from composer_app.services.runtime.own_command import own_command, safe_folder

log = logging.getLogger(__name__)

_ANNOUNCEMENT = "listening on "


class SandboxFailedError(Failed):
    """The Sandbox did not start; the problem holds its last output."""

    def __init__(self, said: str) -> None:
        super().__init__(Problem(ProblemCode.SANDBOX_FAILED, vendor_text=said))


class RunningSandbox(msgspec.Struct, frozen=True):
    """Address and key of the running Sandbox."""

    base_url: str
    key: Secret


class SandboxProcess:
    """Starts `composer-app sandbox` on a free loopback port on first use, and ends it.

    The child also ends by itself when this process is killed: it watches its standard input. The key is new at
    each start (or `COMPOSER_SANDBOX_KEY`) and passes through the environment, where other users cannot read it.
    While another Sandbox runs on the same data (that of a `collect`), the child waits for it, some ten seconds.

    Any thread may call its methods.
    """

    def __init__(self, data: Path, delivery_delay_s: float | None = None) -> None:
        self._data = data
        self._delay_s = delivery_delay_s
        self._lock = threading.Lock()
        self._process: subprocess.Popen[str] | None = None
        self._running: Future[RunningSandbox] | None = None

    def ensure_running(self) -> Future[RunningSandbox]:
        """Start the Sandbox unless it runs; the future holds its address or SandboxFailedError."""
        with self._lock:
            if self._running is not None and not self._has_died():
                return self._running
            self._drop_dead()
            self._running = Future()
            key = Secret(os.environ.get("COMPOSER_SANDBOX_KEY") or secrets.token_hex(16))
            threading.Thread(target=self._start, args=(key, self._running), name="sandbox-start", daemon=True).start()
            return self._running

    def use_running(self, sandbox: RunningSandbox) -> None:
        """Use this Sandbox of another program, and start none."""
        with self._lock:
            self._running = Future()
            self._running.set_result(sandbox)

    @property
    def process_id(self) -> int | None:
        """The child's id while it runs."""
        return self._process.pid if self._process and self._process.poll() is None else None

    def stop(self, timeout_s: float = 3.0) -> None:
        """End the child and wait for it. Nothing it has accepted is lost."""
        with self._lock:
            running, self._running = self._running, None
        if self._process is not None and self._process.stdin is not None:
            self._process.stdin.close()  # the child may be waiting for another Sandbox to end
        if running is not None:
            wait([running], timeout_s)  # it may be starting
        with self._lock:
            process, self._process = self._process, None
        if process is not None:
            _end(process, timeout_s)

    def _drop_dead(self) -> None:
        """Drop the dead process, so that the next one does not count as dead."""
        process, self._process = self._process, None
        if process is not None:
            _end(process, timeout_s=0.5)

    def _has_died(self) -> bool:
        failed = self._running is not None and self._running.done() and self._running.exception() is not None
        return failed or (self._process is not None and self._process.poll() is not None)

    def _start(self, key: Secret, running: Future[RunningSandbox]) -> None:
        try:
            process = subprocess.Popen(  # noqa: S603  # our own program, no shell
                self._command(),
                cwd=safe_folder(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=None,
                text=True,
                encoding="utf-8",
                env={**os.environ, "COMPOSER_SANDBOX_KEY": key.reveal(), "COMPOSER_SANDBOX_PARENT": "stdin"},
                start_new_session=True,  # Ctrl+C in the terminal must not end the Sandbox before the program
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError as error:
            running.set_exception(SandboxFailedError(str(error)))
            return
        self._process = process
        assert process.stdout is not None
        said = ""
        for line in process.stdout:
            said = line.strip()
            if said.startswith(_ANNOUNCEMENT):
                running.set_result(RunningSandbox(said.removeprefix(_ANNOUNCEMENT), key))
                return
        # The end of its output is not yet the end of the process.
        _end(process, timeout_s=3.0)
        running.set_exception(SandboxFailedError(said or "it ended without a word"))

    def _command(self) -> list[str]:
        delay = [] if self._delay_s is None else ["--delivery-delay", str(self._delay_s)]
        return own_command(
            "sandbox", "--host", "127.0.0.1", "--port", "0", "--data", str(self._data.absolute()), *delay
        )


def _end(process: subprocess.Popen[str], timeout_s: float) -> None:
    """Close its standard input, which ends it; terminate it after a timeout."""
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.close()
    try:
        process.wait(timeout_s)
    except subprocess.TimeoutExpired:
        log.warning("the Sandbox did not end by itself")
        process.kill()
        process.wait()
    process.stdout.close()
