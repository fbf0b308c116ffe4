"""Real processes on a real X display. `packaging/bootstrap.py test` provides one."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest

from tests.e2e.program import NO_KEYRING, RealProgram

# For the tests that have the window in their own process; the programs they start have the real display.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


class Start(Protocol):
    """Starts the program on the test's profile; it may be called again when the one before has ended."""

    def __call__(self, before: tuple[str, ...] = (), keyring: str = NO_KEYRING) -> RealProgram: ...


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("display") is None:
        return
    if not os.environ.get("DISPLAY"):
        pytest.skip("there is no X display: use packaging/bootstrap.py test, or xvfb-run")
    if not shutil.which("xdotool") or not hasattr(os, "pidfd_open"):
        pytest.skip("needs xdotool on Linux")


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Every program that a test starts is ended with it, and must have said nothing of warnings or errors."""
    programs: list[RealProgram] = []

    def started(before: tuple[str, ...] = (), keyring: str = NO_KEYRING) -> RealProgram:
        programs.append(RealProgram(tmp_path / "profile", tmp_path / "home", before, keyring))
        return programs[-1]

    yield started
    for program in programs:
        program.end()
    assert "\n".join(program.said() for program in programs).strip() == ""
