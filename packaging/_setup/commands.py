"""The commands of bootstrap.py. Each is first planned, then carried out."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from types import FrameType, MappingProxyType

from _setup import apt, checks, needs
from _setup.environment import OLDEST_LOCK, Environment
from _setup.machine import Machine, SetupError
from _setup.places import ROOT, VENV, VENV_OLDEST
from _setup.screen import virtual_screen
from _setup.vendor import VendorClients

USAGE = """\
usage: python3 packaging/bootstrap.py COMMAND

  run [OPTION ...]                  set up, then open the window (options go to composer-app);
                                    without a display: the self-check on a virtual screen
  test [OPTION ...]                 set up, then every check and test;
                                    with options only pytest, which gets them
  test-oldest [OPTION ...]          the tests alone, with the oldest libraries that are allowed,
                                    in an environment of their own
  check                             set up, then every check and no test
  measures                          set up, then the health of the sources as a table
  bench [GROUP ...] [--json FILE]   set up, then measure
"""


@dataclass(frozen=True)
class Plan:
    """What a command needs, and what it runs."""

    lock: str
    programs: Mapping[str, str]  # program -> Debian package
    args: tuple[str, ...]  # for the Python of the environment; empty: it runs nothing
    own_screen: bool  # on a virtual screen, even where there is a real one
    with_checks: bool = False
    with_vendor_clients: bool = False
    notice: str = ""
    folder: Path = VENV  # of the environment


def plan_run(machine: Machine, args: Sequence[str]) -> Plan:
    """The window; on a machine without a display the self-check instead."""
    command = args[0] if args and not args[0].startswith("-") else ""
    if machine.has_display or command not in ("", "self-check"):
        return Plan("requirements-run.lock", {}, ("-m", "composer_app", *args), own_screen=False)
    return Plan(
        "requirements-run.lock",
        needs.SCREEN,
        ("-m", "composer_app", *(args if command else ("self-check", *args))),
        own_screen=True,
        notice="No display here, so no window can be opened. The self-check runs on a virtual screen instead.",
    )


def plan_test(_machine: Machine, args: Sequence[str]) -> Plan:
    """Every test, with the checks beside the first ones; given arguments, only pytest with them."""
    programs = {**needs.SCREEN, **needs.TESTS}
    # The bigger lock, because the vendor's client in it is a client of the Sandbox in the tests.
    return Plan(
        "requirements-bench.lock",
        programs,
        ("-m", "pytest", *args) if args else ("-m", "tests", "--checks", "--coverage"),
        own_screen=True,
        with_vendor_clients=True,
    )


def plan_test_oldest(_machine: Machine, args: Sequence[str]) -> Plan:
    """Every test, or pytest with the arguments given, with the oldest libraries that pyproject.toml allows.

    No checks: types and imports are those of the newest. No clients of the vendor beyond the one in the lock: they
    use none of these libraries.
    """
    return Plan(
        OLDEST_LOCK,
        {**needs.SCREEN, **needs.TESTS},
        ("-m", "pytest", *args) if args else ("-m", "tests"),
        own_screen=True,
        folder=VENV_OLDEST,
    )


def plan_check(_machine: Machine, _args: Sequence[str]) -> Plan:
    """The checks alone."""
    return Plan("requirements-dev.lock", {}, (), own_screen=False, with_checks=True)


def plan_measures(_machine: Machine, _args: Sequence[str]) -> Plan:
    """The table of the health of the sources."""
    return Plan("requirements-dev.lock", {}, ("-m", "tests.measures"), own_screen=False)


def plan_bench(_machine: Machine, args: Sequence[str]) -> Plan:
    """The benchmarks of the groups named, or all of them."""
    programs = {**needs.SCREEN, **needs.BENCH}
    return Plan("requirements-bench.lock", programs, ("-m", "tests.benchmarks", *args), own_screen=True)


PLANS = MappingProxyType(
    {
        "run": plan_run,
        "test": plan_test,
        "test-oldest": plan_test_oldest,
        "check": plan_check,
        "measures": plan_measures,
        "bench": plan_bench,
    }
)


def main(argv: Sequence[str]) -> int:
    """Runs one command.

    Returns:
        The exit code of what was run; 1 when set-up failed, 2 for a command that does not exist.
    """
    if not argv or argv[0] not in PLANS:
        asked = bool(argv) and argv[0] in ("-h", "--help", "help")
        (sys.stdout if asked else sys.stderr).write(USAGE)
        return 0 if asked else 2
    rest = argv[2:] if argv[1:2] == ["--"] else argv[1:]
    signal.signal(signal.SIGTERM, _end)
    machine = Machine()
    try:
        return carry_out(machine, PLANS[argv[0]](machine, rest))
    except SetupError as error:
        sys.stderr.write(f"\n{error}\n")
        return 1
    except KeyboardInterrupt:
        return 130


def carry_out(machine: Machine, plan: Plan) -> int:
    """Sets up what a plan needs and runs it on this terminal.

    Returns:
        The exit code of what was run, or 1 where a check failed.
    """
    if plan.notice:
        machine.say(plan.notice)
    environment = set_up(machine, plan.lock, plan.programs, plan.folder)
    if plan.with_vendor_clients:
        VendorClients(environment).provide()
    failed = checks.run_all(machine, environment) if plan.with_checks else []
    if failed:
        machine.say(f"Not held: {', '.join(failed)}. What they found is above.")
        machine.say(f"checks: {len(checks.CHECKS) - len(failed)} passed, {len(failed)} failed")
        return 1
    if not plan.args:
        return 0
    if not plan.own_screen:
        return call([str(environment.python), *plan.args], machine.environ)
    with own_screen(machine) as environ:
        return call([str(environment.python), *plan.args], environ)


def set_up(machine: Machine, lock: str, programs: Mapping[str, str], folder: Path = VENV) -> Environment:
    """Provides system libraries, programs and the Python environment; silent where all is there."""
    began = time.monotonic()
    said: list[str] = []

    def say(line: str) -> None:
        if not said:
            machine.say("Setting up Mail Composer")
        said.append(line)
        machine.say(line)

    provide_system(replace(machine, say=say), programs)
    Environment(replace(machine, say=say), folder=folder).provide(lock)
    if said:
        machine.say(f"Set up in {time.monotonic() - began:.0f} s")
    return Environment(machine, folder=folder)


def provide_system(machine: Machine, programs: Mapping[str, str]) -> None:
    """Installs the libraries and programs that are missing, or says what to do about them.

    Raises:
        SetupError: they cannot be installed from here, and nothing works without them.
    """
    missing = needs.find_missing(machine, programs)
    if not missing.names:
        return
    if machine.which("apt-get"):
        apt.install(machine, missing.packages, "System libraries")
        return
    lacking = [name for name in programs if name in missing.names]
    if lacking:
        raise SetupError(
            f"These programs are missing: {', '.join(lacking)}.\n"
            f"Install them with your system's package manager, then start again."
        )
    machine.say(f"- System libraries: not found are {', '.join(missing.names)}")
    machine.say("  If the window does not open, install them with your system's package manager.")


@contextmanager
def own_screen(machine: Machine) -> Iterator[dict[str, str]]:
    """The environment variables for a program on a virtual screen; elsewhere than on Linux, on the real one."""
    environ = dict(machine.environ)
    if machine.is_root:
        # Chromium's sandbox refuses to work for root. Only here: people do not mail as root.
        environ["QTWEBENGINE_DISABLE_SANDBOX"] = "1"
    if not machine.is_linux:
        yield environ
        return
    for name in ("WAYLAND_DISPLAY", "XDG_SESSION_TYPE"):
        environ.pop(name, None)
    with virtual_screen() as display:
        yield {**environ, "DISPLAY": display}


def call(args: Sequence[str], environ: Mapping[str, str]) -> int:
    """Runs a program in the checkout, on this terminal.

    Returns:
        Its exit code; for one that a signal ended 128 + signal, as shells say it.
    """
    program = subprocess.Popen(args, cwd=ROOT, env=dict(environ))
    try:
        code = program.wait()
    except KeyboardInterrupt:
        program.wait()  # the terminal has told it too: let it say its last words
        raise
    except BaseException:
        program.terminate()
        program.wait()
        raise
    return code if code >= 0 else 128 - code


def _end(_signum: int, _frame: FrameType | None) -> None:
    """Lets `finally` clauses end the virtual screen when we are told to stop."""
    raise SystemExit(143)
