"""The Sandbox as a child process: there when needed, once, and gone with its parent."""

from __future__ import annotations

import os
import select
import signal
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from composer_app.services.runtime.sandbox_process import RunningSandbox, SandboxFailedError, SandboxProcess
from tests.patience import PATIENCE_S
from tests.unit.programs import line_of, running

START_WITHIN_S = 30

PARENT = """
import sys
from pathlib import Path
from composer_app.services.runtime.sandbox_process import SandboxProcess
sandbox = SandboxProcess(Path(sys.argv[1]))
sandbox.ensure_running().result(30)
print(sandbox.process_id, flush=True)
sys.stdin.read()
"""


@pytest.fixture
def sandbox(tmp_path: Path) -> Iterator[SandboxProcess]:
    sandbox = SandboxProcess(tmp_path / "sandbox", delivery_delay_s=0.0)
    yield sandbox
    sandbox.stop()


def status_of(running: RunningSandbox, key: str) -> int:
    request = urllib.request.Request(f"{running.base_url}/email/1/logs", headers={"Authorization": f"App {key}"})
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE_S) as response:
            return int(response.status)
    except urllib.error.HTTPError as error:
        error.close()
        return error.code


def wait_until_gone(process_id: int) -> None:
    """For a process that need not be a child of this one."""
    try:
        watched = os.pidfd_open(process_id)
    except ProcessLookupError:
        return
    try:
        assert select.select([watched], [], [], PATIENCE_S)[0], "the process is still there"
    finally:
        os.close(watched)


def test_nothing_runs_before_it_is_needed(sandbox: SandboxProcess) -> None:
    assert sandbox.process_id is None
    sandbox.stop()


def test_it_listens_on_loopback_and_takes_its_own_key_alone(sandbox: SandboxProcess) -> None:
    running = sandbox.ensure_running().result(START_WITHIN_S)

    assert running.base_url.startswith("http://127.0.0.1:")
    assert status_of(running, running.key.reveal()) == 200
    assert status_of(running, "another") == 401
    assert running.key.reveal() not in repr(running)


def test_asked_twice_it_is_started_once(sandbox: SandboxProcess) -> None:
    first, second = sandbox.ensure_running(), sandbox.ensure_running()

    assert first is second
    running = first.result(START_WITHIN_S)
    assert sandbox.ensure_running().result(0) == running


def test_a_key_can_be_given_by_the_environment(sandbox: SandboxProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMPOSER_SANDBOX_KEY", "a-key-that-others-know")

    assert status_of(sandbox.ensure_running().result(START_WITHIN_S), "a-key-that-others-know") == 200


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="Linux only")
def test_killed_it_is_started_again_and_only_once(sandbox: SandboxProcess) -> None:
    first = sandbox.ensure_running().result(START_WITHIN_S)
    killed = sandbox.process_id
    assert killed is not None
    os.kill(killed, signal.SIGKILL)
    wait_until_gone(killed)

    again, at_the_same_time = sandbox.ensure_running(), sandbox.ensure_running()

    assert again is at_the_same_time
    running = again.result(START_WITHIN_S)
    assert sandbox.process_id not in (None, killed)
    assert running.key != first.key
    assert status_of(running, running.key.reveal()) == 200


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="Linux only")
def test_stopped_it_is_gone(sandbox: SandboxProcess) -> None:
    sandbox.ensure_running().result(START_WITHIN_S)
    process_id = sandbox.process_id
    assert process_id is not None

    sandbox.stop()

    wait_until_gone(process_id)
    assert sandbox.process_id is None


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="Linux only")
def test_it_ends_when_its_parent_is_killed(tmp_path: Path) -> None:
    with running(PARENT, tmp_path) as parent:
        child = int(line_of(parent))

    wait_until_gone(child)


def test_one_that_does_not_start_says_why(tmp_path: Path) -> None:
    in_the_way = tmp_path / "sandbox"
    in_the_way.write_text("a file where a folder should be")
    sandbox = SandboxProcess(in_the_way)

    for _ in range(2):  # and it is tried again
        with pytest.raises(SandboxFailedError) as failed:
            sandbox.ensure_running().result(START_WITHIN_S)
        assert "cannot use the data folder" in failed.value.problem.vendor_text
    sandbox.stop()


def test_a_program_that_cannot_be_run_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "no-python"))

    with pytest.raises(SandboxFailedError) as failed:
        SandboxProcess(tmp_path).ensure_running().result(START_WITHIN_S)
    assert "no-python" in failed.value.problem.vendor_text


def test_a_second_one_on_the_same_data_waits_for_the_first_to_end(sandbox: SandboxProcess, tmp_path: Path) -> None:
    """A window that is opened while `collect` reads the Sandbox of the same profile."""
    sandbox.ensure_running().result(START_WITHIN_S)
    second = SandboxProcess(tmp_path / "sandbox", delivery_delay_s=0.0)
    coming = second.ensure_running()
    with pytest.raises(TimeoutError):
        coming.result(1)

    sandbox.stop()
    running = coming.result(START_WITHIN_S)
    assert status_of(running, running.key.reveal()) == 200
    second.stop()


def test_one_that_waits_is_stopped_at_once(
    sandbox: SandboxProcess, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    sandbox.ensure_running().result(START_WITHIN_S)
    second = SandboxProcess(tmp_path / "sandbox")
    coming = second.ensure_running()
    with pytest.raises(TimeoutError):
        coming.result(1)

    second.stop(timeout_s=START_WITHIN_S)

    with pytest.raises(SandboxFailedError):
        coming.result(0)
    assert caplog.text == ""
