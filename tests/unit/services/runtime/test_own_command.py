"""How the program starts itself: frozen, installed or from a checkout, and in a folder that means no good."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from composer_app.api.session import ApiSession
from composer_app.domain.queries import ReportQuery
from composer_app.domain.secret import Secret
from composer_app.services.report_receiver.process import ReceiverProcess
from composer_app.services.runtime.own_command import own_command, safe_folder
from composer_app.services.runtime.sandbox_process import SandboxProcess
from tests.faulty_server import FaultyServer, answers
from tests.patience import PATIENCE_S
from tests.proofs.hostile_folder import hostile_environment, hostile_folder
from tests.unit import checkout
from tests.unit.services.house import KEY, account_at


@pytest.fixture
def reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The test runs in a hostile folder, and its children see settings that name it."""
    folder = tmp_path / "hostile"
    reported = hostile_folder(folder)
    monkeypatch.chdir(folder)
    for name, value in hostile_environment(folder).items():
        monkeypatch.setenv(name, value)
    return reported


def test_the_command_runs_this_very_program(reported: Path) -> None:
    done = subprocess.run(own_command("--version"), capture_output=True, text=True, check=True)

    assert done.stdout.startswith("Mail Composer ")
    assert not reported.exists()


def test_the_folder_is_hostile(reported: Path) -> None:
    subprocess.run([sys.executable, "-m", "composer_app", "--version"], capture_output=True, check=False)

    assert "sitecustomize" in reported.read_text().splitlines()


def test_the_script_is_safe_in_a_hostile_folder(reported: Path) -> None:
    script = Path(sys.executable).with_name("composer-app")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run([script, "--version"], env=environment, capture_output=True, text=True, check=True)

    assert done.stdout.startswith("Mail Composer ")
    assert not reported.exists()


def test_the_sandbox_is_safe_in_a_hostile_folder(reported: Path, tmp_path: Path) -> None:
    sandbox = SandboxProcess(Path(os.path.relpath(tmp_path / "sandbox")), delivery_delay_s=0.0)
    try:
        assert sandbox.ensure_running().result(PATIENCE_S).base_url.startswith("http://127.0.0.1:")
    finally:
        sandbox.stop()

    assert not reported.exists()
    assert (tmp_path / "sandbox").is_dir()


def test_the_receiver_is_safe_in_a_hostile_folder(reported: Path, server: FaultyServer, tmp_path: Path) -> None:
    server.plays("GET", "/email/1/reports", answers(b'{"results":[]}'))
    receiver = ReceiverProcess()
    try:
        source = ApiSession(account_at(server.url), server.url, Secret(KEY)).report_source
        received = receiver.receive(source, ReportQuery(), Path(os.path.relpath(tmp_path / "arriving"))).result(
            PATIENCE_S
        )
        assert received.path.is_relative_to(tmp_path)
        received.release(is_stored=True)
    finally:
        receiver.stop(PATIENCE_S)

    assert not reported.exists()


def test_a_child_runs_where_no_one_else_can_write() -> None:
    folder = safe_folder()

    assert folder.is_absolute()
    assert not folder.stat().st_mode & 0o022


def test_frozen_it_is_the_program_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)

    assert own_command("sandbox", "--port", "0") == [sys.executable, "sandbox", "--port", "0"]


def test_a_child_finds_the_libraries_where_its_parent_does(tmp_path: Path) -> None:
    library, other = tmp_path / "library", tmp_path / "other"
    (library / "starlette").mkdir(parents=True)
    (library / "starlette" / "__init__.py").touch()
    other.mkdir()
    says = "from composer_app.services.runtime.own_command import own_paths; print(own_paths())"
    for paths, expected in (([library, other], [str(library)]), ([other], [])):
        inherited = filter(None, [os.environ.get("PYTHONPATH")])
        environment = os.environ | {"PYTHONPATH": os.pathsep.join([*map(str, paths), *inherited])}
        done = subprocess.run([sys.executable, "-c", says], env=environment, capture_output=True, text=True, check=True)
        assert done.stdout.strip() == str(expected)


def test_it_starts_where_the_working_directory_is_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()

    done = subprocess.run(own_command("--version"), cwd=safe_folder(), capture_output=True, text=True, check=True)
    assert done.stdout.startswith("Mail Composer ")


def test_no_other_code_starts_a_process() -> None:
    """A new child goes through `own_command`, and into `safe_folder()`."""
    starts = {path for path in checkout.python_files("composer_app") if "Popen(" in checkout.text(path)}

    for path in starts:
        text = checkout.text(path)
        assert text.count("Popen(  # noqa: S603") == text.count("cwd=safe_folder()"), path
    quick = ("subprocess.run(", "subprocess.call(", "check_output(", "QProcess", "os.system(", "os.exec", "os.spawn")
    for path in checkout.python_files("composer_app"):
        assert not [word for word in quick if word in checkout.text(path)], path
