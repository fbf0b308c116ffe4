"""The command line: which command runs, and what is loaded for it."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from composer_app import __version__
from composer_app.__main__ import main
from tests.unit import checkout

LOADED = """
import contextlib, sys
from composer_app.__main__ import main
with contextlib.suppress(SystemExit):
    main(sys.argv[1:])
print(*sorted({name.split(".")[0] for name in sys.modules} & {"PySide6", "httpx", "keyring", "starlette", "uvicorn"}))
"""


COMMANDS = ("sandbox", "collect", "account", "send", "self-check", "archive", "export", "import")


@pytest.fixture(autouse=True)
def _signals_as_they_were() -> Iterator[None]:
    """The command of the window leaves them ignored: its process is about to end."""
    names = ("SIGHUP", "SIGTERM", "SIGINT")
    before = {getattr(signal, name): signal.getsignal(getattr(signal, name)) for name in names if hasattr(signal, name)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments], cwd=checkout.ROOT, capture_output=True, text=True, check=False, timeout=60
    )


def test_it_names_its_version() -> None:
    done = run("-m", "composer_app", "--version")

    assert (done.returncode, done.stdout) == (0, f"Mail Composer {__version__}\n")


def test_help_names_the_commands_and_not_what_is_its_own_child(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["--help"], ["self-check", "--help"]):
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        assert ended.value.code == 0

    said = capsys.readouterr().out
    for word in (*COMMANDS, "--profile", "--shots"):
        assert word in said
    for word in ("receive", "exchange", "--until-accepted"):
        assert word not in said


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_explains_itself(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([name, "--help"])

    assert ended.value.code == 0
    assert f"usage: composer-app {name}" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [["no-such-command"], ["--no-such-option"], ["--profile"]])
def test_what_it_does_not_know_ends_with_a_sentence(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)

    assert ended.value.code == 2
    assert "usage: composer-app" in capsys.readouterr().err


def test_nothing_big_is_loaded_to_answer_a_question() -> None:
    done = run("-c", LOADED, "--help")

    assert done.stdout.splitlines()[-1] == ""


@pytest.mark.parametrize(
    ("arguments", "called"),
    [
        ([], ("window", None)),
        (["--profile", "there"], ("window", Path("there"))),
        (["self-check"], ("self-check", None)),
        (["self-check", "--shots", "pictures"], ("self-check", Path("pictures"))),
    ],
)
def test_each_command_is_run_with_its_options(
    arguments: list[str], called: tuple[object, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[tuple[object, ...]] = []

    def note(name: str, *options: object) -> int:
        calls.append((name, *options))
        return 7

    monkeypatch.setattr("composer_app.launch.run_window", lambda profile, _signals: note("window", profile))
    monkeypatch.setattr("composer_app.cli.self_check.command.run", lambda options: note("self-check", options.shots))

    assert main(arguments) == 7
    assert calls == [called]


def test_ctrl_c_over_a_command_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_options: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("composer_app.cli.self_check.command.run", interrupted)

    assert main(["self-check"]) == 130
