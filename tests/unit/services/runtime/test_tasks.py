"""Results of other threads come back in the GUI thread, to methods of objects that are still there."""

from __future__ import annotations

import gc
import logging
import threading
import weakref
from collections.abc import Callable
from concurrent.futures import Future
from typing import cast

import pytest
import shiboken6
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from composer_app.domain.problem import Problem, ProblemCode
from composer_app.services.runtime.error_mapping import Failed
from composer_app.services.runtime.serial_thread import SerialThread
from composer_app.services.runtime.tasks import TaskBridge
from tests.patience import PATIENCE_S
from tests.task_results import Ends, Shown, end_of, failure, value


@pytest.fixture
def bridge(qapp: object) -> TaskBridge:
    return TaskBridge()


class Receiver(QObject):
    """Notes what it gets, and the thread it comes in."""

    def __init__(self) -> None:
        super().__init__()
        self.got: list[tuple[object, int]] = []

    def take(self, found: object) -> None:
        self.got.append((found, threading.get_ident()))

    def fail(self, _found: object) -> None:
        raise ValueError("a fault in a handler")


def failed_future() -> Future[str]:
    future: Future[str] = Future()
    future.set_exception(Failed(Problem(ProblemCode.ARCHIVE_FULL)))
    return future


def delivered(qtbot: QtBot, bridge: TaskBridge) -> None:
    """Wait until all that is posted by now is delivered."""
    seen: list[bool] = []
    bridge.post(lambda: seen.append(True))
    qtbot.waitUntil(lambda: bool(seen))


def test_a_result_arrives_once_and_in_the_gui_thread(qtbot: QtBot, bridge: TaskBridge) -> None:
    thread = SerialThread("archive", lambda: None)
    receivers = [Receiver() for _ in range(200)]
    for number, receiver in enumerate(receivers):
        bridge.watch(thread.ask(lambda _nothing, number=number: number)).on_success(receiver.take)

    qtbot.waitUntil(lambda: all(receiver.got for receiver in receivers))

    assert [receiver.got for receiver in receivers] == [[(number, threading.get_ident())] for number in range(200)]
    assert thread.stop()


def test_an_error_arrives_as_a_failure_with_its_problem(qtbot: QtBot, bridge: TaskBridge) -> None:
    thread = SerialThread("archive", lambda: None)

    found = failure(qtbot, bridge.watch(thread.ask(lambda _nothing: 1 // 0)))

    assert found.problem == Problem(ProblemCode.OURS, subject="ZeroDivisionError")
    assert isinstance(found.__cause__, ZeroDivisionError)
    assert thread.stop()


def test_a_cancelled_task_has_no_result(qtbot: QtBot, bridge: TaskBridge) -> None:
    task = bridge.watch(Future[str]())
    task.cancel()

    assert end_of(qtbot, task) == ("cancelled", None)


def test_a_future_that_is_done_before_it_is_watched_is_delivered_later(qtbot: QtBot, bridge: TaskBridge) -> None:
    future: Future[str] = Future()
    future.set_result("early")
    task = bridge.watch(future)
    assert not task.is_done  # never before the caller can add its handlers

    assert value(qtbot, task) == "early"


def test_a_task_is_done_when_its_handlers_are_called_and_not_before(qtbot: QtBot, bridge: TaskBridge) -> None:
    class Asker(QObject):
        def look(self, _result: str) -> None:
            seen.append(task.is_done)

    seen: list[bool] = []
    asker = Asker()
    future: Future[str] = Future()
    task = bridge.watch(future).on_success(asker.look)

    future.set_result("now")
    assert not task.is_done
    qtbot.waitUntil(lambda: bool(seen))

    assert seen == [True]


def test_all_handlers_are_called_in_turn_also_after_a_fault_in_one(qtbot: QtBot, bridge: TaskBridge) -> None:
    receiver = Receiver()
    with qtbot.captureExceptions() as faults:
        future: Future[str] = Future()
        task = bridge.watch(future).on_success(receiver.fail).on_success(receiver.take)
        future.set_result("now")
        qtbot.waitUntil(lambda: task.is_done)

    assert [found for found, _thread in receiver.got] == ["now"]
    assert [str(fault[1]) for fault in faults] == ["a fault in a handler"]


def plain(_found: object) -> None:
    raise AssertionError("it is never called")


@pytest.mark.parametrize("handler", [plain, lambda _found: None, [].append], ids=["function", "lambda", "list"])
def test_a_handler_that_is_no_method_of_a_qobject_is_refused(
    qtbot: QtBot, bridge: TaskBridge, handler: Callable[[object], object]
) -> None:
    task = bridge.watch(Future[str]())

    for add in (task.on_success, task.on_failure, task.on_cancel, bridge.show_failures_with):
        with pytest.raises(TypeError, match="bound method"):
            add(handler)  # type: ignore[arg-type]


def test_a_handler_of_an_object_in_another_thread_is_refused(qtbot: QtBot, bridge: TaskBridge) -> None:
    made: list[Receiver] = []
    thread = threading.Thread(target=lambda: made.append(Receiver()))
    thread.start()
    thread.join(PATIENCE_S)

    with pytest.raises(TypeError, match="another thread"):
        bridge.watch(Future[str]()).on_success(made[0].take)


@pytest.mark.parametrize("is_deleted", [False, True], ids=["freed by Python", "deleted by Qt"])
def test_an_object_that_is_gone_gets_nothing_and_its_failures_are_shown(
    qtbot: QtBot, bridge: TaskBridge, is_deleted: bool
) -> None:
    window = Shown()
    bridge.show_failures_with(window.show)
    receiver = Receiver()
    got = receiver.got
    future: Future[str] = Future()
    bridge.watch(future).on_success(receiver.take)
    bridge.watch(failed_future()).on_success(receiver.take)
    bridge.watch(failed_future()).on_failure(receiver.take)
    if is_deleted:
        shiboken6.delete(receiver)
    else:
        del receiver

    future.set_result("for no receiver")
    delivered(qtbot, bridge)

    assert got == []
    assert window.problems == [Problem(ProblemCode.ARCHIVE_FULL)] * 2


def test_a_failure_goes_to_the_handler_that_is_left(qtbot: QtBot, bridge: TaskBridge) -> None:
    window, gone, left = Shown(), Receiver(), Shown()
    bridge.show_failures_with(window.show)
    bridge.watch(failed_future()).on_failure(gone.take).on_failure(left.show)
    shiboken6.delete(gone)
    delivered(qtbot, bridge)

    assert left.problems == [Problem(ProblemCode.ARCHIVE_FULL)]
    assert window.problems == []


def test_a_failure_that_comes_after_its_window_is_logged(
    qtbot: QtBot, bridge: TaskBridge, caplog: pytest.LogCaptureFixture
) -> None:
    window = Shown()
    bridge.show_failures_with(window.show)
    shiboken6.delete(window)
    with qtbot.captureExceptions() as raised, caplog.at_level(logging.ERROR):
        bridge.watch(failed_future())
        delivered(qtbot, bridge)

    assert raised == []
    assert [record.getMessage() for record in caplog.records if "after its window was gone" in record.getMessage()]


def test_a_failure_without_a_handler_is_shown_in_the_window(qtbot: QtBot, bridge: TaskBridge) -> None:
    window, receiver = Shown(), Receiver()
    bridge.show_failures_with(window.show)

    bridge.watch(failed_future())
    bridge.watch(failed_future()).on_success(receiver.take)
    delivered(qtbot, bridge)

    assert window.problems == [Problem(ProblemCode.ARCHIVE_FULL)] * 2


def test_a_failure_with_a_handler_is_not_shown_a_second_time(qtbot: QtBot, bridge: TaskBridge) -> None:
    window = Shown()
    bridge.show_failures_with(window.show)

    assert (
        failure(qtbot, bridge.watch(cast("Future[object]", failed_future()))).problem.code is ProblemCode.ARCHIVE_FULL
    )

    assert window.problems == []


def test_without_a_window_a_failure_is_logged_and_raised(
    qtbot: QtBot, bridge: TaskBridge, caplog: pytest.LogCaptureFixture
) -> None:
    with qtbot.captureExceptions() as raised, caplog.at_level(logging.ERROR):
        bridge.watch(failed_future())
        delivered(qtbot, bridge)

    assert [type(error) for _kind, error, _traceback in raised] == [Failed]
    assert "ARCHIVE_FULL" in caplog.text


def test_a_delivered_task_is_freed_at_once_without_the_collector(qtbot: QtBot, bridge: TaskBridge) -> None:
    """Freed by the collector it could be freed on a worker thread, and a QObject that its result holds with it."""
    assert not gc.isenabled()
    future: Future[str] = Future()
    task = bridge.watch(future)
    ends, gone = Ends(task), weakref.ref(task)
    del task
    future.set_result("done")
    qtbot.waitUntil(lambda: gone() is None)
    assert ends.heard == [("succeeded", "done")]


def test_a_result_after_the_end_is_dropped(qtbot: QtBot) -> None:
    bridge = TaskBridge()
    future: Future[str] = Future()
    bridge.watch(future)
    shiboken6.delete(bridge)

    future.set_result("for nobody")


def test_post_runs_a_job_of_another_thread_in_the_gui_thread(qtbot: QtBot, bridge: TaskBridge) -> None:
    ran: list[int] = []
    thread = threading.Thread(target=lambda: bridge.post(lambda: ran.append(threading.get_ident())))
    thread.start()
    thread.join(PATIENCE_S)

    qtbot.waitUntil(lambda: bool(ran))
    assert ran == [threading.get_ident()]
