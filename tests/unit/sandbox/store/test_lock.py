"""A data folder has one Sandbox at a time, and is free again however that ends."""

import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from composer_app.sandbox.store.lock import PATIENCE_S, FolderInUse, locked
from tests.unit.programs import line_of, running

HOLDER = """
import sys, threading
from pathlib import Path
from composer_app.sandbox.store.lock import locked
with locked(Path(sys.argv[1]), threading.Event(), 0):
    print("locked", flush=True)
    sys.stdin.read()
"""
NEVER = threading.Event()


class Waiting(threading.Event):
    """Nobody gives up waiting; something happens each time somebody waits."""

    def __init__(self, meanwhile: Callable[[], object]) -> None:
        super().__init__()
        self._meanwhile = meanwhile

    def wait(self, timeout: float | None = None) -> bool:
        self._meanwhile()
        return super().wait(timeout)


@contextmanager
def holder(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that has the folder until its standard input ends."""
    with running(HOLDER, folder) as process:
        assert line_of(process) == "locked"
        yield process


def test_a_free_folder_is_locked_at_once(tmp_path: Path) -> None:
    for _ in range(2):
        with locked(tmp_path, NEVER, 0):
            pass


def test_a_second_one_does_not_wait_for_ever(tmp_path: Path) -> None:
    waits: list[None] = []
    with holder(tmp_path), pytest.raises(FolderInUse), locked(tmp_path, Waiting(lambda: waits.append(None)), 0.2):
        pass
    assert waits


def test_a_second_one_gets_it_when_the_first_ends(tmp_path: Path) -> None:
    with holder(tmp_path) as first:
        assert first.stdin is not None
        with locked(tmp_path, Waiting(first.stdin.close), PATIENCE_S):
            assert first.stdin.closed


def test_one_that_was_killed_blocks_nothing(tmp_path: Path) -> None:
    with holder(tmp_path) as first:
        first.kill()
        first.wait()
        with locked(tmp_path, NEVER, 0):
            pass


def test_waiting_can_be_given_up(tmp_path: Path) -> None:
    give_up = threading.Event()
    give_up.set()
    with holder(tmp_path), pytest.raises(FolderInUse), locked(tmp_path, give_up, PATIENCE_S):
        pass


def test_a_folder_that_is_none_is_reported(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="gone"), locked(tmp_path / "gone", NEVER, 0):
        pass
