"""The checks that come before the tests: form, types, dead code, and which part may import which."""

from types import MappingProxyType

from _setup.environment import Environment
from _setup.machine import Machine
from _setup.places import ROOT

# name -> program of the environment and its arguments, in the order in which they run
CHECKS = MappingProxyType(
    {
        "ruff check": ("ruff", "check", "--quiet", "."),
        "ruff format": ("ruff", "format", "--check", "--quiet", "."),
        "import-linter": ("lint-imports", "--no-logo"),
        "mypy": ("mypy",),
        # what only tests use is dead as well; then what tests themselves leave over
        "vulture, the program": ("vulture",),
        "vulture, with tests": ("vulture", "composer_app", "packaging", "tests"),
    }
)


def run_all(machine: Machine, environment: Environment) -> list[str]:
    """Runs every check, says how each ended, and shows what those that failed found.

    Returns:
        The names of the checks that failed.
    """
    failed = []
    for name, (program, *args) in CHECKS.items():
        answer = machine.run([str(environment.python.with_name(program)), *args], cwd=ROOT)
        machine.say(f"{name}: {'held' if answer.code == 0 else 'NOT HELD'}")
        if answer.code != 0:
            machine.say(answer.output)
            failed.append(name)
    return failed
