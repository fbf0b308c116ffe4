"""The process of an export, within this one: orders come by a pipe."""

from __future__ import annotations

import io
import os
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from composer_app.archive.archive import Archive
from composer_app.domain.problem import ProblemCode
from composer_app.services.exchange.child import ExchangeChild
from composer_app.services.exchange.export import BLOCK
from composer_app.services.exchange.export_job import Exported
from composer_app.services.exchange.protocol import Broken, Ended, Order, Said, line_of, said_in
from tests.patience import PATIENCE_S
from tests.unit.services.exchange.common import add_logs, item, job_for, why


class Pipe:
    """The two ends of a pipe; what is written is short."""

    def __init__(self) -> None:
        read, write = os.pipe()
        self.read, self.write = io.FileIO(read), io.FileIO(write, "w")

    def close(self) -> None:
        self.read.close()
        self.write.close()


@pytest.fixture
def orders() -> Iterator[Pipe]:
    with closing(Pipe()) as pipe:
        yield pipe
        pipe.write.close()
        for thread in threading.enumerate():
            if thread.name == "orders":
                thread.join(PATIENCE_S)


@pytest.fixture
def answers() -> Iterator[Pipe]:
    with closing(Pipe()) as pipe:
        yield pipe


def carried_out(orders: Pipe, answers: Pipe) -> list[Said]:
    ExchangeChild(orders.read, answers.write, why).run()
    answers.write.close()
    return [said_in(line) for line in answers.read.readall().splitlines()]


def archive_in(folder: Path) -> Path:
    path = folder / "archive.sqlite"
    with closing(Archive.open(path)) as archive:
        add_logs(archive, [item(1)])
    return path


def test_an_order_is_carried_out_and_its_end_reported(tmp_path: Path, orders: Pipe, answers: Pipe) -> None:
    orders.write.write(line_of(Order(str(archive_in(tmp_path)), job_for(tmp_path / "a.csv"))))

    assert carried_out(orders, answers)[-1] == Ended(Exported(1))


def test_without_a_whole_order_nothing_happens(tmp_path: Path, orders: Pipe, answers: Pipe) -> None:
    orders.write.write(line_of(Order(str(archive_in(tmp_path)), job_for(tmp_path / "a.csv")))[:-2])
    orders.write.close()

    assert carried_out(orders, answers) == []
    assert not (tmp_path / "a.csv").exists()


def test_an_archive_that_is_none_is_reported(tmp_path: Path, orders: Pipe, answers: Pipe) -> None:
    (tmp_path / "none").write_text("no archive, and long enough to be looked at as one")
    orders.write.write(line_of(Order(str(tmp_path / "none"), job_for(tmp_path / "a.csv"))))

    (said,) = carried_out(orders, answers)

    assert isinstance(said, Broken)
    assert said.problem.code is ProblemCode.ARCHIVE_DAMAGED


def test_without_a_reader_the_work_is_stopped(tmp_path: Path, orders: Pipe, answers: Pipe) -> None:
    path = tmp_path / "archive.sqlite"
    with closing(Archive.open(path)) as archive:
        add_logs(archive, [item(number) for number in range(2 * BLOCK)])
    orders.write.write(line_of(Order(str(path), job_for(tmp_path / "a.csv"))))
    answers.read.close()

    ExchangeChild(orders.read, answers.write, why).run()

    assert not list(tmp_path.glob("*a.csv*"))
