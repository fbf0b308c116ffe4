"""The worker thread: work that can really be cancelled, and an end that is bounded and loses nothing."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Iterator

import pytest

from composer_app.services.runtime.http_worker import HttpWorker
from composer_app.services.runtime.serial_thread import ThreadStoppedError
from tests.faulty_server import Gate
from tests.patience import PATIENCE_S
from tests.unit.services.house import stop_then_release


@pytest.fixture
def worker() -> Iterator[HttpWorker]:
    worker = HttpWorker(grace_s=0.05)
    yield worker
    assert worker.shutdown()


def test_work_runs_on_the_workers_own_thread(worker: HttpWorker) -> None:
    async def where() -> str:
        return threading.current_thread().name

    assert worker.submit(where).result(PATIENCE_S) == "httpx-worker"


def test_without_work_there_is_no_thread() -> None:
    before = threading.active_count()
    worker = HttpWorker()

    assert threading.active_count() == before
    assert worker.shutdown()


def test_an_error_is_the_answer(worker: HttpWorker) -> None:
    async def fail() -> None:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        worker.submit(fail).result(PATIENCE_S)


def test_cancelling_the_future_cancels_the_work(worker: HttpWorker) -> None:
    gate, ended = Gate(), threading.Event()

    async def wait() -> None:
        try:
            await gate.passed()
        except asyncio.CancelledError:
            ended.set()
            raise

    future = worker.submit(wait)
    gate.wait_until_seen()
    assert future.cancel()
    assert ended.wait(PATIENCE_S)


def test_work_cancelled_before_it_began_leaves_no_trace(worker: HttpWorker) -> None:
    """A coroutine that was made and never awaited is a warning, and warnings are errors here."""
    began: list[int] = []
    gate = Gate()

    async def hold_the_loop() -> None:
        gate.hold()

    async def work() -> None:
        began.append(1)

    worker.submit(hold_the_loop)
    gate.wait_until_seen()
    futures = [worker.submit(work) for _ in range(20)]
    assert all(future.cancel() for future in futures)
    gate.release()

    assert worker.shutdown()
    assert began == []


def test_after_the_end_new_work_is_refused(worker: HttpWorker) -> None:
    async def work() -> None:
        return None

    worker.submit(work).result(PATIENCE_S)
    assert worker.shutdown()
    with pytest.raises(ThreadStoppedError):
        worker.submit(work)
    assert worker.shutdown()  # once more is no error


def test_a_shutdown_cancels_what_is_under_way_and_closes_afterwards() -> None:
    order: list[str] = []
    gate = Gate()

    async def close() -> None:
        order.append("closed")

    async def wait() -> None:
        try:
            await gate.passed()
        finally:
            order.append("tidied up")

    worker = HttpWorker(on_close=close, grace_s=PATIENCE_S)
    future = worker.submit(wait)
    gate.wait_until_seen()

    assert worker.shutdown()
    assert order == ["tidied up", "closed"]
    assert future.cancelled()


def test_what_is_to_be_seen_through_may_end_first(worker: HttpWorker) -> None:
    worker.grace_s = PATIENCE_S
    gate = Gate()

    async def wait() -> str:
        await gate.passed()
        return "done"

    future = worker.submit(wait, shielded=True)
    gate.wait_until_seen()
    stop_then_release(worker, gate)

    assert worker.shutdown(PATIENCE_S)
    assert future.result(0) == "done"


def test_but_not_for_longer_than_the_time_of_grace(worker: HttpWorker) -> None:
    gate = Gate()

    async def wait() -> None:
        await gate.passed()

    future = worker.submit(wait, shielded=True)
    gate.wait_until_seen()

    assert worker.shutdown()
    assert future.cancelled()


def test_a_part_is_seen_through_while_its_caller_is_cancelled(worker: HttpWorker) -> None:
    gate, ended = Gate(), threading.Event()

    async def part() -> None:
        await gate.passed()
        ended.set()

    async def whole() -> None:
        await worker.shielded(part())

    future = worker.submit(whole)
    gate.wait_until_seen()
    future.cancel()
    gate.release()

    assert ended.wait(PATIENCE_S)


def test_in_the_time_of_grace_nothing_new_begins(worker: HttpWorker) -> None:
    """A harvest pulls one bulk after the other; the last of many would be cut off when the time is over."""
    worker.grace_s = PATIENCE_S
    gate, begun = Gate(), []

    async def part(number: int) -> None:
        begun.append(number)
        await gate.passed()

    async def sync() -> None:
        for number in range(100):
            await worker.shielded(part(number))

    worker.submit(sync)
    gate.wait_until_seen()
    stop_then_release(worker, gate)

    assert worker.shutdown(PATIENCE_S)
    assert begun == [0]


def test_a_fault_of_the_loop_is_logged(worker: HttpWorker, caplog: pytest.LogCaptureFixture) -> None:
    async def break_later() -> None:
        asyncio.get_running_loop().call_soon(lambda: 1 // 0)
        await asyncio.sleep(0)
        await asyncio.sleep(0)

    with caplog.at_level(logging.ERROR):
        worker.submit(break_later).result(PATIENCE_S)

    assert "in the HTTP worker" in caplog.text


@pytest.mark.parametrize("_round", range(20))
def test_a_shutdown_in_the_middle_of_much_work_is_clean(_round: int) -> None:
    worker = HttpWorker(grace_s=0.05)
    gate = Gate()

    async def wait() -> None:
        await gate.passed()

    futures = [worker.submit(wait, shielded=number % 2 == 0) for number in range(10)]
    assert worker.shutdown()
    assert all(future.done() for future in futures)
