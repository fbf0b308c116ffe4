"""The whole window of the program, with no keyring and a profile of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import keyring
import pytest
from keyring.backends import fail
from PySide6.QtWidgets import QApplication

from composer_app.cli.self_check.check import Check
from tests.qt.shell.whole import whole_program

Opener = Callable[[], AbstractContextManager[Check]]


@pytest.fixture
def opener(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Opener:
    """Opens the window on the test's profile; one after the other, for what must survive the end."""
    monkeypatch.setattr(keyring, "get_keyring", fail.Keyring)
    return lambda: whole_program(qapp, tmp_path)


@pytest.fixture
def check(opener: Opener) -> Iterator[Check]:
    """One window, opened for the first time."""
    with opener() as opened:
        yield opened
