"""One thread, one resource, one job after the other; an answer to each job, whatever happens."""

from __future__ import annotations

import threading
import time
from concurrent.futures import Future

import pytest

from composer_app.services.runtime.serial_thread import SerialThread, ThreadStoppedError
from tests.faulty_server import Gate
from tests.patience import PATIENCE_S


class Resource:
    """Remembers which thread did what to it."""

    def __init__(self) -> None:
        self.threads = [threading.current_thread().name]
        self.is_closed = False

    def close(self) -> None:
        self.threads.append(threading.current_thread().name)
        self.is_closed = True


def test_jobs_run_in_turn_on_the_thread_that_opened_the_resource() -> None:
    thread = SerialThread("archive", Resource, Resource.close)
    order: list[int] = []
    futures = [thread.ask(lambda _resource, number=number: order.append(number)) for number in range(50)]
    resource = thread.ask(lambda resource: resource).result(PATIENCE_S)
    name = thread.ask(lambda _resource: threading.current_thread().name).result(PATIENCE_S)

    assert thread.stop()
    assert [future.done() for future in futures] == [True] * 50
    assert order == list(range(50))
    assert (name, resource.threads, resource.is_closed) == ("archive", ["archive", "archive"], True)


def test_a_job_that_fails_harms_no_other() -> None:
    thread = SerialThread("archive", Resource)
    failing = thread.ask(lambda _resource: 1 // 0)

    with pytest.raises(ZeroDivisionError):
        failing.result(PATIENCE_S)
    assert thread.ask(lambda _resource: "well").result(PATIENCE_S) == "well"
    assert thread.stop()


def test_a_resource_that_does_not_open_is_the_answer_to_every_job() -> None:
    def refuse() -> Resource:
        raise OSError("no such disk")

    thread = SerialThread("archive", refuse)
    futures: list[Future[str]] = [thread.ask(lambda _resource: "done") for _ in range(3)]

    for future in futures:
        with pytest.raises(OSError, match="no such disk"):
            future.result(PATIENCE_S)
    assert thread.stop()


def test_what_waits_is_done_before_the_end() -> None:
    gate = Gate()
    thread = SerialThread("archive", Resource)
    thread.ask(lambda _resource: gate.hold())
    waiting = thread.ask(lambda _resource: "done")
    gate.wait_until_seen()

    assert not thread.stop(timeout_s=0.0)
    with pytest.raises(ThreadStoppedError):
        thread.ask(lambda _resource: "too late")
    gate.release()
    assert thread.stop()
    assert waiting.result(0) == "done"


def test_a_job_cancelled_in_time_is_not_done() -> None:
    gate = Gate()
    done: list[str] = []
    thread = SerialThread("archive", Resource)
    thread.ask(lambda _resource: gate.hold())
    waiting = thread.ask(lambda _resource: done.append("it"))

    assert waiting.cancel()
    gate.release()
    assert thread.stop()
    assert done == []


def test_every_job_gets_an_answer_also_while_the_thread_is_ordered_to_stop() -> None:
    """A job put behind the end would never be answered, and whoever waits for it would wait for ever."""
    for _ in range(30):
        thread = SerialThread("archive", Resource)
        asked: list[Future[int]] = []
        go = threading.Barrier(2)

        def ask_on(thread: SerialThread[Resource] = thread, asked: list[Future[int]] = asked, go=go) -> None:  # type: ignore[no-untyped-def]
            go.wait(PATIENCE_S)
            try:
                while True:
                    asked.append(thread.ask(lambda _resource: 1))
            except ThreadStoppedError:
                pass

        asker = threading.Thread(target=ask_on)
        asker.start()
        go.wait(PATIENCE_S)
        assert thread.stop()
        asker.join(PATIENCE_S)
        assert [future.result(0) for future in asked] == [1] * len(asked)


def test_nothing_of_a_finished_job_is_held() -> None:
    import weakref

    class Big:
        pass

    thread = SerialThread("archive", Resource)
    big = Big()
    gone = weakref.ref(big)
    thread.ask(lambda _resource, big=big: None).result(PATIENCE_S)
    del big
    thread.ask(lambda _resource: None).result(PATIENCE_S)

    assert gone() is None
    assert thread.stop()


def test_what_may_pass_is_tried_again_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    tries: list[float] = []

    def open_resource() -> str:
        tries.append(now[0])
        if now[0] < 12:
            raise OSError("no disk yet")
        return "a disk"

    thread = SerialThread("archive", open_resource, may_pass=lambda error: isinstance(error, OSError))
    for at in (0.0, 4.9, 5.1):
        now[0] = at
        with pytest.raises(OSError, match="no disk yet"):
            thread.ask(lambda disk: disk).result(PATIENCE_S)
    now[0] = 12.0
    assert thread.ask(lambda disk: disk).result(PATIENCE_S) == "a disk"
    assert tries == [0.0, 5.1, 12.0]
    assert thread.stop()


def test_the_end_does_not_wait_for_what_does_not_open() -> None:
    def refuse() -> str:
        raise OSError("no disk")

    thread = SerialThread("archive", refuse, may_pass=lambda _error: True)
    assert thread.stop()
