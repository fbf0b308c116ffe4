"""For every test: nothing outside this computer is contacted, and rubbish is collected where the program does it."""

from __future__ import annotations

import gc
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from pytestqt.qtbot import QtBot

from tests import line_recorder
from tests.examples import examples
from tests.interrupts import heed_interrupts
from tests.patience import PATIENCE_S
from tests.proofs import network_guard

# Before a test file imports the program.
line_recorder.record_from_environment()

# Widget tests need no screen; what does need one starts the program as a process on the real display.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# How long an example takes says something of the computer and what else it does, not of the code.
settings.register_profile("ours", deadline=None, max_examples=examples())
settings.load_profile("ours")

# pytest-qt would give up after 5 seconds, which a busy computer may take.
for _wait in (QtBot.waitSignal, QtBot.waitSignals, QtBot.waitUntil, QtBot.waitExposed, QtBot.waitActive):
    defaults = _wait.__kwdefaults__
    assert defaults is not None
    defaults["timeout"] = round(PATIENCE_S * 1000)

MANY_NEW_OBJECTS = 50_000

_strangers: list[str] = []
_by_children = Path(tempfile.mkdtemp(prefix="network-guard-")) / "strangers.txt"


def pytest_configure() -> None:
    heed_interrupts()
    network_guard.install(_strangers.append)
    network_guard.bring_into_isolated_children()
    os.environ[network_guard.STRANGERS] = str(_by_children)
    paths = [str(network_guard.FOLDER), *filter(None, [os.environ.get("PYTHONPATH")])]
    os.environ["PYTHONPATH"] = os.pathsep.join(paths)


def pytest_collection_finish() -> None:
    """What is there when the tests begin stays: no later collection looks through it, which takes 30 ms."""
    gc.collect()
    gc.freeze()


def pytest_unconfigure() -> None:
    _by_children.unlink(missing_ok=True)
    _by_children.parent.rmdir()


@pytest.fixture
def strangers() -> list[str]:
    """Whom this process wanted to contact; a test that means to empties it."""
    return _strangers


@pytest.fixture(autouse=True)
def _rubbish_out() -> Iterator[None]:
    """As in the program, cycles are collected in the thread of Qt alone. The automatic collector runs in whichever
    thread makes objects; a timer or a receiver that a worker frees brings the whole process down, sooner or later.
    """
    gc.disable()
    yield
    if gc.get_count()[0] > MANY_NEW_OBJECTS:
        gc.collect()


@pytest.fixture(autouse=True)
def _nothing_outside_is_contacted() -> Iterator[None]:
    _strangers.clear()
    yield
    reported, _strangers[:] = _strangers[:], []
    if _by_children.exists():
        reported += _by_children.read_text("utf-8").splitlines()
        _by_children.unlink()
    assert reported == [], "the network guard"
