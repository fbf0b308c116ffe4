"""Real threads, a real archive, a faulty server; the keyring of the computer is never asked."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from pytestqt.qtbot import QtBot

from composer_app.api.session import ApiSession
from composer_app.services.report_receiver.process import ReceiverProcess
from tests.faulty_server import FaultyServer, faulty_server
from tests.patience import PATIENCE_S
from tests.unit.services.house import OUR_THREADS, Clock, House, MemoryKeyring, account_at

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True)
def _no_thread_survives() -> Iterator[None]:
    """Whatever a test does to the services: afterwards their threads have ended."""
    before = set(threading.enumerate())
    yield
    left = [one for one in threading.enumerate() if one.name in OUR_THREADS and one not in before]
    for thread in left:
        thread.join(PATIENCE_S)
    assert [thread.name for thread in left if thread.is_alive()] == []


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def memory_keyring(monkeypatch: pytest.MonkeyPatch) -> MemoryKeyring:
    backend = MemoryKeyring()
    monkeypatch.setattr(keyring, "get_keyring", lambda: backend)
    return backend


@pytest.fixture
def server(clock: Clock) -> Iterator[FaultyServer]:
    """Its time is that of the program, unless a test sets its clock."""
    with faulty_server() as running:
        running.clock = clock
        yield running


@pytest.fixture
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reads are tried again at once."""

    async def at_once(_pause_s: float) -> None:
        return None

    defaults = ApiSession.__init__.__kwdefaults__
    assert defaults is not None
    monkeypatch.setitem(defaults, "sleep", at_once)


class SharedReceiver(ReceiverProcess):
    """One for many houses: it takes a third of a second to start, and knows nothing of any of them."""

    def stop(self, timeout_s: float = 1.0) -> None:
        """Another house may need it."""


@pytest.fixture(scope="session")
def receiver() -> Iterator[ReceiverProcess]:
    shared = SharedReceiver()
    yield shared
    ReceiverProcess.stop(shared)


@pytest.fixture
def empty_house(
    tmp_path: Path,
    clock: Clock,
    memory_keyring: MemoryKeyring,
    no_pauses: None,
    qtbot: QtBot,
    receiver: ReceiverProcess,
) -> Iterator[House]:
    """Without an account of its own."""
    house = House(tmp_path / "profile", clock, memory_keyring, qtbot, receiver)
    yield house
    assert house.close(), "something did not end in time"


@pytest.fixture
def house(empty_house: House, server: FaultyServer) -> House:
    """With an account on the faulty server."""
    empty_house.move_in(account_at(server.url))
    return empty_house
