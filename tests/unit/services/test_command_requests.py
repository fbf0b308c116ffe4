"""A command talks to the window of its profile."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from composer_app.app import build_services
from composer_app.domain.ids import AccountId
from composer_app.domain.secret import Secret
from composer_app.services.command_requests import CommandRequests
from composer_app.services.profile import Profile
from composer_app.services.runtime.sandbox_process import RunningSandbox, SandboxProcess
from composer_app.services.runtime.single_instance import (
    SandboxAddress,
    SingleInstance,
    WindowRequest,
    notify_window,
    sandbox_of_window,
)
from composer_app.services.services import Services
from composer_app.services.settings import Settings
from tests.unit import checkout
from tests.unit.services.house import MemoryKeyring, account_at


@pytest.fixture
def window(tmp_path: Path, qapp: object, memory_keyring: MemoryKeyring) -> Iterator[Services]:
    """The services of a window that listens; its Sandbox is said to run already."""
    with listening(tmp_path) as (services, sandbox):
        sandbox.use_running(RunningSandbox("http://127.0.0.1:9", Secret("key-of-a-test")))
        yield services


@contextmanager
def listening(folder: Path) -> Iterator[tuple[Services, SandboxProcess]]:
    profile = Profile(folder / "profile")
    sandbox = SandboxProcess(profile.sandbox)
    profile.make()
    services = build_services(profile, Settings(profile.settings), sandbox=sandbox)
    single = SingleInstance(profile.folder)
    requests = CommandRequests(single, lambda: services)
    yield services, sandbox
    assert requests is not None
    single.stop()
    services.stop()


ASK = """
import sys
from pathlib import Path
from composer_app.services.runtime.single_instance import WindowRequest, notify_window, sandbox_of_window
if sys.argv[2] == "sandbox":
    print(sandbox_of_window(Path(sys.argv[1])))
else:
    notify_window(Path(sys.argv[1]), WindowRequest(sys.argv[2]))
"""


def another_process_asks(qtbot: QtBot, window: Services, request: WindowRequest) -> str:
    """What it prints. It waits for the answer of this process, whose loop runs meanwhile."""
    folder = str(window.context.profile.folder)
    with subprocess.Popen(
        [sys.executable, "-c", ASK, folder, request], cwd=checkout.ROOT, stdout=subprocess.PIPE, text=True
    ) as asking:
        try:
            qtbot.waitUntil(lambda: asking.poll() is not None)
        finally:
            asking.kill()
        assert asking.stdout is not None
        return asking.stdout.read().strip()


def test_a_command_learns_where_the_sandbox_of_the_window_runs(qtbot: QtBot, window: Services) -> None:
    said = another_process_asks(qtbot, window, WindowRequest.SANDBOX)

    assert said == str(SandboxAddress("http://127.0.0.1:9", "key-of-a-test"))


def test_a_command_reads_that_the_sandbox_does_not_start(qtbot: QtBot, tmp_path: Path, qapp: object) -> None:
    with listening(tmp_path) as (services, _sandbox):
        services.context.profile.sandbox.write_text("a file where a folder should be")

        assert another_process_asks(qtbot, services, WindowRequest.SANDBOX) == str(SandboxAddress())


def test_an_account_of_a_command_is_in_the_window_at_once(qtbot: QtBot, window: Services) -> None:
    account = account_at("https://x1.example.com")
    window.context.archive.write(lambda archive: archive.accounts.save(account)).result()

    with qtbot.waitSignal(window.accounts.changed):
        another_process_asks(qtbot, window, WindowRequest.ACCOUNTS_CHANGED)
    assert window.accounts.get(AccountId("linden")) == account


def test_mail_of_a_command_is_shown_by_the_window(qtbot: QtBot, window: Services) -> None:
    with qtbot.waitSignal(window.outbox.changed):
        another_process_asks(qtbot, window, WindowRequest.MAIL_CHANGED)


def test_without_a_window_nothing_is_answered(tmp_path: Path) -> None:
    assert sandbox_of_window(tmp_path) is None
    notify_window(tmp_path, WindowRequest.MAIL_CHANGED)
