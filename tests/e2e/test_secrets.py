"""The key of an account, entered by hand in a whole session: where it is afterwards, and where it must not be."""

from __future__ import annotations

import base64
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from composer_app.cli.self_check.other_program import OtherProgram
from composer_app.services.runtime.sandbox_process import RunningSandbox, SandboxProcess
from tests.e2e.conftest import Start
from tests.e2e.processes import command_line
from tests.e2e.program import ACCOUNT, SANDBOX_KEY, RealProgram
from tests.patience import PATIENCE_S
from tests.secret_search import holding

pytestmark = pytest.mark.display

KEY = "9f2c41d07ab84e6c-known-to-this-test"
HTML = "<p>Hello</p>"


@pytest.fixture
def vendor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[RunningSandbox]:
    """A second Sandbox, in the vendor's place: it takes the known key and no other."""
    monkeypatch.setenv("COMPOSER_SANDBOX_KEY", KEY)
    process = SandboxProcess(tmp_path / "vendor", delivery_delay_s=0.0)
    try:
        yield process.ensure_running().result(PATIENCE_S)
    finally:
        process.stop()


def assert_nowhere(program: RealProgram, folder: Path) -> None:
    for secret in (KEY, SANDBOX_KEY):
        assert holding(program.profile.folder, secret) == []
        assert holding(folder / "home", secret) == []
        assert secret not in program.said()


def assert_in_no_command_line(program: RealProgram) -> None:
    shown = [argument for one in (program.id, *program.children()) for argument in command_line(one)]
    assert shown
    assert not any(KEY in argument or SANDBOX_KEY in argument for argument in shown)


def test_the_search_finds_what_it_looks_for(tmp_path: Path) -> None:
    for number, form in enumerate(
        (KEY.encode(), f"App {KEY}".encode("utf-16-le"), base64.b64encode(f"u:{KEY}".encode()))
    ):
        (tmp_path / str(number)).write_bytes(b"before" + form + b"after")

    assert sorted(holding(tmp_path, KEY)) == ["0", "1", "2"]


def test_without_a_keyring_the_key_lives_in_memory_alone(start: Start, vendor: RunningSandbox, tmp_path: Path) -> None:
    program = start()
    program.send("ana@example.com", "To the Sandbox", HTML)

    program.add_account(vendor.base_url, KEY)
    program.keys("Escape")  # the dialog has said that the key is kept for this session only
    program.focus()
    program.send("ana@example.com", "With the known key", HTML)
    program.keys("ctrl+2", "ctrl+3", "ctrl+4")

    assert len(OtherProgram(vendor).messages("With the known key")) == 1
    assert_in_no_command_line(program)
    assert_nowhere(program, tmp_path)
    program.quit()
    assert_nowhere(program, tmp_path)


@pytest.mark.keyring
def test_with_a_secret_service_the_next_session_has_the_key_and_the_disk_has_not(
    start: Start, vendor: RunningSandbox, tmp_path: Path
) -> None:
    if not (shutil.which("gnome-keyring-daemon") and shutil.which("dbus-run-session")):
        pytest.skip("needs gnome-keyring and dbus")
    session = ("dbus-run-session", "--", sys.executable, "-m", "tests.e2e.with_secret_service")
    first = start(before=session, keyring="")
    first.add_account(vendor.base_url, KEY)
    first.focus()
    first.quit()
    assert_nowhere(first, tmp_path)

    again = start(before=session, keyring="")
    again.until("the account is in use", lambda: again.has_window(ACCOUNT))
    again.send("ana@example.com", "With the key of the keyring", HTML)

    assert len(OtherProgram(vendor).messages("With the key of the keyring")) == 1
    assert_in_no_command_line(again)
    again.quit()
    assert_nowhere(again, tmp_path)
