"""Results of other threads come back as one signal, in the GUI thread."""

from __future__ import annotations

import gc
import threading
import weakref
from concurrent.futures import Future

import pytest
from pytestqt.qtbot import QtBot

from composer_app.services.runtime.serial_thread import SerialThread
from composer_app.services.runtime.tasks import Task, TaskBridge


class Listener:
    """Notes each signal of a call, and the thread it came in."""

    def __init__(self, call: Task) -> None:
        self.heard: list[tuple[str, object, int]] = []
        call.succeeded.connect(lambda value: self._note("succeeded", value))
        call.failed.connect(lambda error: self._note("failed", error))
        call.cancelled.connect(lambda: self._note("cancelled", None))

    def _note(self, name: str, value: object) -> None:
        self.heard.append((name, value, threading.get_ident()))


@pytest.fixture
def bridge(qapp: object) -> TaskBridge:
    return TaskBridge()


def test_a_result_arrives_once_and_in_the_gui_thread(qtbot: QtBot, bridge: TaskBridge) -> None:
    thread = SerialThread("archive", lambda: None)
    calls = [bridge.watch(thread.ask(lambda _nothing, number=number: number)) for number in range(200)]
    listeners = [Listener(call) for call in calls]

    qtbot.waitUntil(lambda: all(listener.heard for listener in listeners))

    assert [listener.heard for listener in listeners] == [
        [("succeeded", number, threading.get_ident())] for number in range(200)
    ]
    assert thread.stop()


def test_an_error_arrives_as_failed(qtbot: QtBot, bridge: TaskBridge) -> None:
    thread = SerialThread("archive", lambda: None)
    call = bridge.watch(thread.ask(lambda _nothing: 1 // 0))
    listener = Listener(call)

    qtbot.waitUntil(lambda: bool(listener.heard))

    ((name, error, ident),) = listener.heard
    assert (name, ident) == ("failed", threading.get_ident())
    assert isinstance(error, ZeroDivisionError)
    assert thread.stop()


def test_cancelled_is_told_as_cancelled(qtbot: QtBot, bridge: TaskBridge) -> None:
    call = bridge.watch(Future())
    listener = Listener(call)

    call.cancel()
    qtbot.waitUntil(lambda: bool(listener.heard))

    assert listener.heard == [("cancelled", None, threading.get_ident())]


def test_what_was_over_before_it_was_watched_is_told_all_the_same(qtbot: QtBot, bridge: TaskBridge) -> None:
    future: Future[str] = Future()
    future.set_result("early")
    listener = Listener(bridge.watch(future))
    assert listener.heard == []  # never before the caller could connect

    qtbot.waitUntil(lambda: bool(listener.heard))
    assert listener.heard[0][:2] == ("succeeded", "early")


def test_it_is_done_when_its_signal_comes_and_not_before(qtbot: QtBot, bridge: TaskBridge) -> None:
    future: Future[str] = Future()
    call = bridge.watch(future)
    done_in_slot: list[bool] = []
    call.succeeded.connect(lambda _value: done_in_slot.append(call.is_done))

    future.set_result("now")
    assert not call.is_done
    qtbot.waitUntil(lambda: bool(done_in_slot))

    assert done_in_slot == [True]


def test_a_delivered_call_is_freed_at_once_without_the_collector(qtbot: QtBot, bridge: TaskBridge) -> None:
    """Freed by the collector it could be freed on a worker thread, where no QObject may be."""
    assert not gc.isenabled()
    future: Future[str] = Future()
    gone = weakref.ref(bridge.watch(future))
    future.set_result("done")
    qtbot.waitUntil(lambda: gone() is None)


def test_a_result_after_the_end_is_dropped(qtbot: QtBot) -> None:
    import shiboken6

    bridge = TaskBridge()
    future: Future[str] = Future()
    bridge.watch(future)
    shiboken6.delete(bridge)

    future.set_result("for nobody")


def test_post_runs_a_job_of_another_thread_in_the_gui_thread(qtbot: QtBot, bridge: TaskBridge) -> None:
    ran: list[int] = []
    thread = threading.Thread(target=lambda: bridge.post(lambda: ran.append(threading.get_ident())))
    thread.start()
    thread.join(5)

    qtbot.waitUntil(lambda: bool(ran))
    assert ran == [threading.get_ident()]
