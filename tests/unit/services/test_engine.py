"""The machinery: work off the GUI thread, results in it, an end that leaves nothing behind."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from composer_app.archive.archive import Archive
from composer_app.archive.errors import ArchiveDamaged
from composer_app.domain.problem import ProblemCode
from composer_app.services.connections import NoSecret
from composer_app.services.engine import Engine
from tests.faulty_server import Gate
from tests.unit.services.house import OUR_THREADS, House


def our_threads() -> set[str]:
    return {thread.name for thread in threading.enumerate()} & OUR_THREADS


def test_work_runs_on_the_worker_and_is_told_in_the_gui_thread(empty_house: House) -> None:
    async def where() -> str:
        return threading.current_thread().name

    call = empty_house.engine.run(where)
    told_in: list[str] = []
    call.succeeded.connect(lambda _name: told_in.append(threading.current_thread().name))

    assert empty_house.value(call) == "httpx-worker"
    assert told_in == [threading.current_thread().name]


def test_the_archive_is_written_and_read_on_its_own_threads(empty_house: House) -> None:
    engine = empty_house.engine

    assert empty_house.value(engine.write(lambda _archive: threading.current_thread().name)) == "archive"
    assert empty_house.value(engine.read(lambda _reader: threading.current_thread().name)) == "archive-reader"


def test_every_failure_is_told_as_a_problem(empty_house: House) -> None:
    async def fail() -> None:
        raise NoSecret("a")

    engine = empty_house.engine
    assert empty_house.problem(engine.run(fail)).code is ProblemCode.NO_KEY
    assert empty_house.problem(engine.write(lambda _archive: 1 // 0)).code is ProblemCode.OURS
    assert empty_house.problem(engine.read(lambda _reader: 1 // 0)).code is ProblemCode.OURS


def test_a_call_can_be_cancelled(empty_house: House) -> None:
    gate = Gate()
    call = empty_house.engine.run(gate.passed)
    gate.wait_until_seen()

    call.cancel()

    assert empty_house.told(call) == ("cancelled", None)


def test_without_work_for_the_api_there_is_no_worker(empty_house: House) -> None:
    empty_house.archive(lambda archive: archive.accounts())

    assert our_threads() <= {"archive", "archive-reader"}


def test_after_the_end_no_thread_is_left_and_late_work_is_cancelled(empty_house: House) -> None:
    async def nothing() -> None:
        return None

    engine = empty_house.engine
    empty_house.value(engine.run(nothing))
    assert engine.shutdown()

    assert our_threads() == set()
    for late in (
        lambda: engine.run(nothing),
        lambda: engine.write(lambda _a: None),
        lambda: engine.read(lambda _r: None),
    ):
        assert empty_house.told(late()) == ("cancelled", None)
    assert engine.shutdown()  # again is no error


@pytest.mark.parametrize("see_through", [True, False])
def test_the_end_comes_with_work_under_way(see_through: bool, empty_house: House) -> None:
    empty_house.engine._worker._grace_s = 0.05
    gate = Gate()
    call = empty_house.engine.run(gate.passed, see_through=see_through)
    gate.wait_until_seen()

    assert empty_house.engine.shutdown()
    assert empty_house.told(call) == ("cancelled", None)
    assert our_threads() == set()


def test_an_archive_that_cannot_be_opened_is_told_as_that(empty_house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """No job ran that could have told it."""

    def refuse(_path: Path) -> Archive:
        raise ArchiveDamaged("malformed")

    monkeypatch.setattr(Archive, "open", refuse)
    engine = Engine(empty_house.profile)
    for ask in (engine.write, engine.read, engine.look):
        problem = empty_house.problem(ask(lambda archive: archive.accounts()))
        assert (problem.code, problem.subject) == (ProblemCode.ARCHIVE_DAMAGED, "malformed")
    assert engine.shutdown()
