from _setup import checks
from _setup.environment import Environment
from _setup.machine import Answer

from tests.unit.packaging.computer import Computer


def test_every_check_runs_in_turn_and_those_that_fail_are_shown() -> None:
    computer = Computer()
    environment = Environment(computer.machine)
    mypy = str(environment.python.with_name("mypy"))
    computer.answers[mypy] = Answer(1, "app.py:1: error: wrong type")

    assert checks.run_all(computer.machine, environment) == ["mypy"]
    assert len(computer.ran) == len(checks.CHECKS)
    assert computer.said == [
        "ruff check: held",
        "ruff format: held",
        "import-linter: held",
        "mypy: NOT HELD",
        "app.py:1: error: wrong type",
        "vulture, the program: held",
        "vulture, with tests: held",
    ]
