"""A server of the proofs in the place of the program's own Sandbox."""

from __future__ import annotations

from concurrent.futures import Future
from pathlib import Path

from composer_app.domain.secret import Secret
from composer_app.services.runtime.sandbox_process import RunningSandbox, SandboxProcess
from tests.proofs.sandbox import KEY


class SandboxElsewhere(SandboxProcess):
    """It runs already, at `url`."""

    def __init__(self, url: str) -> None:
        super().__init__(Path())
        self._found: Future[RunningSandbox] = Future()
        self._found.set_result(RunningSandbox(url, Secret(KEY)))

    def ensure_running(self) -> Future[RunningSandbox]:
        return self._found
