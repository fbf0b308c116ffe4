"""The machinery: work off the GUI thread, results in it, an end that leaves nothing behind."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from composer_app.archive.archive import Archive
from composer_app.archive.errors import ArchiveDamaged
from composer_app.domain.problem import ProblemCode
from composer_app.services.app_context import AppContext
from composer_app.services.connections.connections import NoSecret
from tests.faulty_server import Gate
from tests.unit.services.house import OUR_THREADS, House


def our_threads() -> set[str]:
    return {thread.name for thread in threading.enumerate()} & OUR_THREADS


def test_work_runs_on_the_worker_and_is_reported_in_the_gui_thread(empty_house: House) -> None:
    async def where() -> str:
        return threading.current_thread().name

    task = empty_house.context.run(where)

    assert empty_house.value(task) == "httpx-worker"


def test_the_archive_is_written_and_read_on_its_own_threads(empty_house: House) -> None:
    context = empty_house.context

    assert empty_house.value(context.write(lambda _archive: threading.current_thread().name)) == "archive"
    assert empty_house.value(context.read(lambda _reader: threading.current_thread().name)) == "archive-reader"


def test_every_failure_is_reported_as_a_problem(empty_house: House) -> None:
    async def fail() -> None:
        raise NoSecret

    context = empty_house.context
    assert empty_house.problem(context.run(fail)).code is ProblemCode.NO_KEY
    assert empty_house.problem(context.write(lambda _archive: 1 // 0)).code is ProblemCode.OURS
    assert empty_house.problem(context.read(lambda _reader: 1 // 0)).code is ProblemCode.OURS


def test_a_call_can_be_cancelled(empty_house: House) -> None:
    gate = Gate()
    task = empty_house.context.run(gate.passed)
    gate.wait_until_seen()

    task.cancel()

    assert empty_house.reported(task) == ("cancelled", None)


def test_without_work_for_the_api_there_is_no_worker(empty_house: House) -> None:
    empty_house.archive(lambda archive: archive.accounts.all())

    assert our_threads() <= {"archive", "archive-reader"}


def test_after_the_end_no_thread_is_left_and_late_work_is_cancelled(empty_house: House) -> None:
    async def nothing() -> None:
        return None

    context = empty_house.context
    empty_house.value(context.run(nothing))
    assert context.shutdown()

    assert our_threads() == set()
    for late in (
        lambda: context.run(nothing),
        lambda: context.write(lambda _a: None),
        lambda: context.read(lambda _r: None),
    ):
        assert empty_house.reported(late()) == ("cancelled", None)
    assert context.shutdown()  # again is no error


@pytest.mark.parametrize("shielded", [True, False])
def test_the_end_comes_with_work_under_way(shielded: bool, empty_house: House) -> None:
    empty_house.context.worker.grace_s = 0.05
    gate = Gate()
    task = empty_house.context.run(gate.passed, shielded=shielded)
    gate.wait_until_seen()

    assert empty_house.context.shutdown()
    assert empty_house.reported(task) == ("cancelled", None)
    assert our_threads() == set()


def test_an_archive_that_cannot_be_opened_is_reported_as_that(
    empty_house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No job ran that could have told it."""

    def refuse(_path: Path) -> Archive:
        raise ArchiveDamaged("malformed")

    monkeypatch.setattr(Archive, "open", refuse)
    context = AppContext(empty_house.profile)
    for ask in (context.write, context.read, context.read_after_writes):
        problem = empty_house.problem(ask(lambda archive: archive.accounts.all()))
        assert (problem.code, problem.subject) == (ProblemCode.ARCHIVE_DAMAGED, "malformed")
    assert context.shutdown()
