"""Exports of the window, in a process of their own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from composer_app.domain.ids import SANDBOX_ACCOUNT
from composer_app.domain.problem import ProblemCode
from composer_app.domain.queries import ArchiveFilter
from composer_app.services.exchange.exchanges import Exchanges
from composer_app.services.exchange.export_job import Exported
from composer_app.services.exchange.protocol import Ended
from tests.unit.services.exchange.common import add_logs, item, job_for
from tests.unit.services.house import House

MANY = 4_000


@pytest.fixture
def exchanges(house: House) -> Iterator[Exchanges]:
    made = Exchanges(house.context)
    yield made
    assert made.stop()


def fill(house: House, count: int) -> None:
    house.archive(lambda archive: add_logs(archive, [item(number) for number in range(count)]))


def test_the_process_writes_the_file_and_tells_how_far_it_is(
    house: House, exchanges: Exchanges, tmp_path: Path
) -> None:
    fill(house, MANY)
    reported: list[tuple[int, int]] = []

    running = exchanges.export(job_for(tmp_path / "a.csv", wanted=ArchiveFilter(account_id=SANDBOX_ACCOUNT)))
    running.progressed.connect(lambda done, total: reported.append((done, total)))

    assert house.value(running.task) == Ended(Exported(MANY))
    assert (tmp_path / "a.csv").read_bytes().count(b"\r\n") == MANY + 1
    assert reported
    assert {total for _done, total in reported} == {MANY}


@pytest.mark.parametrize("linked", [False, True])
def test_no_file_of_the_profile_is_replaced(house: House, exchanges: Exchanges, tmp_path: Path, linked: bool) -> None:
    fill(house, 1)
    target = house.profile.archive.with_suffix(".csv")
    if linked:
        target = tmp_path / "link.csv"
        target.symlink_to(house.profile.archive)

    running = exchanges.export(job_for(target))

    assert house.problem(running.task).code is ProblemCode.IN_PROFILE
    assert house.profile.archive.read_bytes().startswith(b"SQLite")
    assert target.exists() is linked


def test_a_cancelled_one_leaves_nothing(house: House, exchanges: Exchanges, tmp_path: Path) -> None:
    fill(house, MANY)
    folder = tmp_path / "out"
    folder.mkdir()

    running = exchanges.export(job_for(folder / "a.ndjson"))
    running.cancel()

    assert house.value(running.task) == Ended()
    assert os.listdir(folder) == []


def test_the_end_of_the_program_ends_it(house: House, exchanges: Exchanges, tmp_path: Path) -> None:
    fill(house, MANY)
    folder = tmp_path / "out"
    folder.mkdir()
    running = exchanges.export(job_for(folder / "a.ndjson"))

    assert exchanges.stop()

    assert os.listdir(folder) == []
    assert house.value(running.task) == Ended()


def test_one_mail_is_saved_as_eml(house: House, exchanges: Exchanges, tmp_path: Path) -> None:
    sent = house.queued("ana@example.com", "ben@example.com")
    messages = house.archive(lambda archive: archive.messages.of_submission(sent.id))

    path = house.value(exchanges.save_eml(messages[1], sent, tmp_path / "mail.eml"))

    assert path == tmp_path / "mail.eml"
    assert "To: ben@example.com" in path.read_text()
    problem = house.problem(exchanges.save_eml(messages[1], sent, tmp_path / "nowhere" / "mail.eml"))
    assert problem.code is ProblemCode.FILE_NOT_WRITTEN
    assert house.problem(exchanges.save_eml(messages[1], sent, house.profile.archive)).code is (ProblemCode.IN_PROFILE)
    assert house.profile.archive.read_bytes().startswith(b"SQLite")


def test_a_failure_of_the_process_is_one_of_the_task(house: House, exchanges: Exchanges, tmp_path: Path) -> None:
    running = exchanges.export(job_for(tmp_path / "nowhere" / "a.csv"))

    problem = house.problem(running.task)

    assert (problem.code, problem.subject) == (ProblemCode.FILE_NOT_WRITTEN, "a.csv")
