"""One Sandbox for all tests that tell their messages apart by bulk id, and a store with a clock of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from composer_app.sandbox.clock import Clock
from composer_app.sandbox.store.messages import Store
from tests.unit.sandbox.running import RunningSandbox, sandbox

NOW_MS = 1_795_435_200_000


class HandClock(Clock):
    """A clock that goes only when a test moves it."""

    def __init__(self) -> None:
        super().__init__()
        self.at_ms = NOW_MS

    def now_ms(self) -> int:
        return self.at_ms


@pytest.fixture(scope="session")
def shared() -> Iterator[RunningSandbox]:
    with sandbox() as running:
        yield running


@pytest.fixture
def fresh() -> Iterator[RunningSandbox]:
    with sandbox() as running:
        yield running


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path)
    yield store
    store.close()
