from collections.abc import Sequence
from pathlib import Path

import pytest
from _setup.environment import Environment
from _setup.machine import Answer
from _setup.vendor import NODE_FILES, PYTHON_5_LOCK, VendorClients

from tests.unit.packaging.computer import ALL_PROGRAMS, Computer

WITH_NODE = (*ALL_PROGRAMS, "node", "npm")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    (tmp_path / PYTHON_5_LOCK).write_text("# pins\n")
    (tmp_path / "vendor-node").mkdir()
    for name in NODE_FILES:
        (tmp_path / "vendor-node" / name).write_text("{}\n")
    return tmp_path


def clients(checkout: Path, computer: Computer) -> VendorClients:
    environment = Environment(computer.machine, root=checkout, locks=checkout, folder=checkout / ".venv")
    return VendorClients(environment, locks=checkout)


def provided(checkout: Path, programs: Sequence[str] = WITH_NODE, **answers: Answer) -> Computer:
    computer = Computer(programs=programs, answers=dict(answers))
    clients(checkout, computer).provide()
    return computer


def test_both_are_installed_once_and_again_when_a_lock_changes(checkout: Path) -> None:
    first = provided(checkout)
    again = provided(checkout)
    (checkout / PYTHON_5_LOCK).write_text("# other pins\n")
    changed = provided(checkout)

    assert [line.split(" ")[0].rpartition("/")[2] for line in first.ran] == ["python", "npm"]
    assert "--require-hashes" in first.ran[0]
    assert str(checkout / ".venv" / "vendor" / "python-5") in first.ran[0]
    assert first.ran[1].startswith("npm ci --ignore-scripts")
    assert (checkout / ".venv" / "vendor" / "node" / "package-lock.json").exists()
    assert (again.ran, again.said) == ([], [])
    assert len(changed.ran) == 1


def test_without_node_only_python_is_installed(checkout: Path) -> None:
    assert len(provided(checkout, programs=ALL_PROGRAMS).ran) == 1


def test_what_cannot_be_had_is_said_and_stops_nothing(checkout: Path) -> None:
    computer = provided(checkout, npm=Answer(1, "no network"))

    assert "its tests are skipped" in computer.said[-1]
    assert "no network" in computer.said[-1]
    assert not (checkout / ".venv" / "vendor" / "node").exists()
    assert len(provided(checkout).ran) == 1, "tried again the next time"
