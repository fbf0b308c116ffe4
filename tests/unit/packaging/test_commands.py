import os
import signal
import sys

import pytest
from _setup import checks, commands, needs
from _setup.environment import Environment
from _setup.machine import Answer, SetupError
from _setup.places import ROOT

from tests.unit.packaging.computer import ALL_LIBRARIES, Computer


def test_run_with_a_display_opens_the_window_on_it() -> None:
    for display in ("DISPLAY", "WAYLAND_DISPLAY"):
        plan = commands.plan_run(Computer(environ={display: ":0"}).machine, ["--profile", "dir"])

        assert plan.args == ("-m", "composer_app", "--profile", "dir")
        assert not plan.own_screen
        assert not plan.programs


@pytest.mark.parametrize(
    ("given", "run"),
    [
        ((), ("self-check",)),
        (("--shots", "dir"), ("self-check", "--shots", "dir")),
        (("self-check", "--shots", "dir"), ("self-check", "--shots", "dir")),
    ],
)
def test_run_without_a_display_says_so_and_runs_the_self_check(given: tuple[str, ...], run: tuple[str, ...]) -> None:
    plan = commands.plan_run(Computer().machine, given)

    assert plan.args == ("-m", "composer_app", *run)
    assert plan.own_screen
    assert plan.programs == needs.SCREEN
    assert "No display here" in plan.notice


def test_run_leaves_a_command_that_needs_no_display_alone() -> None:
    plan = commands.plan_run(Computer().machine, ["sandbox", "--port", "0"])

    assert plan.args == ("-m", "composer_app", "sandbox", "--port", "0")
    assert not plan.own_screen


@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_windows_and_macos_always_have_a_display(system: str) -> None:
    assert commands.plan_run(Computer(system=system).machine, []).args == ("-m", "composer_app")


def test_test_runs_the_checks_too_unless_pytest_gets_options() -> None:
    machine = Computer(environ={"DISPLAY": ":0"}).machine

    assert commands.plan_test(machine, []).args == ("-m", "tests", "--checks", "--coverage")
    assert commands.plan_test(machine, []).own_screen
    assert commands.plan_test(machine, []).with_vendor_clients
    narrow = commands.plan_test(machine, ["-k", "apt"])
    assert narrow.args == ("-m", "pytest", "-k", "apt")


def test_test_oldest_runs_the_tests_alone_in_an_environment_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    computer = Computer(system="darwin")
    plan = commands.plan_test_oldest(computer.machine, ["tests/unit/domain"])
    provided: list[tuple[str, str]] = []
    called: list[str] = []
    monkeypatch.setattr(Environment, "provide", lambda one, lock: provided.append((one.folder.name, lock)))
    monkeypatch.setattr(commands, "call", lambda args, _environ: called.extend(args) or 0)

    assert commands.plan_test_oldest(computer.machine, []).args == ("-m", "tests")
    assert commands.carry_out(computer.machine, plan) == 0
    assert provided == [(".venv-oldest", "requirements-oldest.lock")]
    assert called == [str(ROOT / ".venv-oldest" / "bin" / "python"), "-m", "pytest", "tests/unit/domain"]
    assert computer.ran == []


def test_check_runs_the_checks_and_nothing_after_them(monkeypatch: pytest.MonkeyPatch) -> None:
    computer = Computer()
    plan = commands.plan_check(computer.machine, [])
    monkeypatch.setattr(commands, "set_up", lambda machine, _lock, _programs, _folder: Environment(machine))
    computer.answers[str(Environment(computer.machine).python.with_name("mypy"))] = Answer(1, "app.py:1: wrong type")

    assert commands.carry_out(computer.machine, plan) == 1
    assert [line.split()[0].rpartition("/")[2] for line in computer.ran] == [
        program for program, *_ in checks.CHECKS.values()
    ]
    assert computer.said[-1] == f"checks: {len(checks.CHECKS) - 1} passed, 1 failed"


def test_bench_hands_groups_and_file_on() -> None:
    plan = commands.plan_bench(Computer().machine, ["launch", "--json", "out.json"])

    assert plan.args == ("-m", "tests.benchmarks", "launch", "--json", "out.json")
    assert plan.lock == "requirements-bench.lock"


def test_system_that_is_complete_is_left_alone_in_silence() -> None:
    computer = Computer()

    commands.provide_system(computer.machine, needs.SCREEN)

    assert computer.ran == ["ldconfig -p"]
    assert computer.said == []


def test_without_apt_a_missing_program_stops_and_is_named() -> None:
    computer = Computer(programs=["ldconfig", "xauth"])

    with pytest.raises(SetupError, match="These programs are missing: Xvfb"):
        commands.provide_system(computer.machine, needs.SCREEN)


def test_without_apt_a_missing_library_is_said_and_the_program_tried() -> None:
    computer = Computer(programs=["ldconfig"], libraries=ALL_LIBRARIES[1:])

    commands.provide_system(computer.machine, {})

    assert "not found are libGL.so.1" in computer.said[0]


def test_own_screen_is_another_than_the_real_one() -> None:
    computer = Computer(environ={**os.environ, "DISPLAY": ":real", "WAYLAND_DISPLAY": "real"})

    with commands.own_screen(computer.machine) as environ:
        assert environ["DISPLAY"] not in ("", ":real")
        assert "WAYLAND_DISPLAY" not in environ
        assert environ["QTWEBENGINE_DISABLE_SANDBOX"] == "1"


def test_only_root_works_without_the_sandbox_of_chromium() -> None:
    computer = Computer(system="darwin", is_root=False, environ={"HOME": "/"})

    with commands.own_screen(computer.machine) as environ:
        assert environ == {"HOME": "/"}


def test_call_gives_the_exit_code() -> None:
    assert commands.call([sys.executable, "-c", "raise SystemExit(7)"], os.environ) == 7


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals")
def test_call_gives_128_and_the_signal_that_ended_the_program() -> None:
    killed = "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"

    assert commands.call([sys.executable, "-c", killed], os.environ) == 128 + signal.SIGKILL
