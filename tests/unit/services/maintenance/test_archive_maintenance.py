"""Check and backup beside the work; restore and repair only when nobody else is at the archive."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from composer_app.archive import integrity_check
from composer_app.archive.backup import about
from composer_app.archive.integrity_check import Checked
from composer_app.domain.problem import ProblemCode
from composer_app.services.maintenance.archive_maintenance import ArchiveMaintenance, BackedUp
from composer_app.services.maintenance.exclusive_job import ExclusiveJob, ExclusiveJobKind
from composer_app.services.sending.locks import ReplacementLock, collect_lock
from tests.faulty_server import FaultyServer, Gate, accepts, waits
from tests.patience import PATIENCE_S
from tests.unit.services.house import House


@pytest.fixture
def maintenance(house: House) -> Iterator[ArchiveMaintenance]:
    made = ArchiveMaintenance(house.context, house.outbox)
    yield made
    assert made.stop()


def test_a_check_finds_a_whole_archive_whole_while_it_is_used(house: House, maintenance: ArchiveMaintenance) -> None:
    gate = Gate()
    writing = house.context.archive.write(lambda _archive: gate.hold())
    assert house.value(maintenance.check()) == Checked((), with_search=True)
    gate.release()
    writing.result(PATIENCE_S)


def test_a_backup_holds_all_and_tells_how_far_it_is(
    house: House, maintenance: ArchiveMaintenance, tmp_path: Path
) -> None:
    shares: list[float] = []
    maintenance.progressed.connect(shares.append)
    house.value(house.attachments.attach_bytes(b"a letter", "letter.txt"))
    done = house.value(maintenance.back_up(tmp_path / "all.zip"))
    assert done == BackedUp(tmp_path / "all.zip", (tmp_path / "all.zip").stat().st_size, 1)
    house.until(lambda: bool(shares) and shares[-1] == 1.0)
    assert shares == sorted(set(shares))
    assert house.value(maintenance.look_into(tmp_path / "all.zip")) == about(tmp_path / "all.zip")
    assert house.value(maintenance.back_up(tmp_path / "all.zip")).attachments == 1, "an earlier one is replaced"


def test_a_backup_replaces_nothing_else(house: House, maintenance: ArchiveMaintenance, tmp_path: Path) -> None:
    (tmp_path / "letter").write_text("Dear Ana")
    assert house.problem(maintenance.back_up(tmp_path / "letter")).code is ProblemCode.NOT_REPLACED
    assert house.problem(maintenance.back_up(house.profile.archive)).code is ProblemCode.NOT_REPLACED
    assert house.problem(maintenance.back_up(tmp_path / "no" / "such")).code is ProblemCode.FILE_NOT_WRITTEN
    assert house.problem(maintenance.look_into(tmp_path / "letter")).code is ProblemCode.NO_BACKUP
    assert (tmp_path / "letter").read_text() == "Dear Ana"


def held(
    monkeypatch: pytest.MonkeyPatch,
) -> tuple[threading.Event, threading.Event]:
    """A check that goes on until it is not wanted."""
    begun, ended = threading.Event(), threading.Event()

    def check(_path: Path, is_unwanted: Callable[[], bool]) -> Checked:
        from composer_app.archive.errors import Interrupted

        begun.set()
        while not is_unwanted():
            ended.wait(0.01)
        ended.set()
        raise Interrupted("enough")

    monkeypatch.setattr(integrity_check, "check_beside", check)
    return begun, ended


def test_what_is_broken_off_ends_and_says_so(
    house: House, maintenance: ArchiveMaintenance, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, _ = held(monkeypatch)
    task = maintenance.check()
    assert begun.wait(PATIENCE_S)
    maintenance.break_off()
    assert house.value(task) is None


def test_the_end_of_the_program_breaks_it_off(
    house: House, maintenance: ArchiveMaintenance, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    begun, ended = held(monkeypatch)
    maintenance.check()
    assert begun.wait(PATIENCE_S)
    assert maintenance.stop()
    assert ended.is_set()


def test_restore_and_repair_are_handed_on_with_the_archive_for_themselves(
    house: House, maintenance: ArchiveMaintenance, tmp_path: Path
) -> None:
    wanted: list[tuple[ExclusiveJob, ReplacementLock]] = []
    maintenance.exclusive_job_wanted.connect(lambda exclusive_job, use: wanted.append((exclusive_job, use)))
    assert maintenance.restore(tmp_path / "all.zip") is None
    assert not collect_lock(house.profile).tryLock(0)
    wanted[0][1].release()
    assert maintenance.repair() is None
    wanted[1][1].release()
    assert [exclusive_job.kind for exclusive_job, _ in wanted] == [ExclusiveJobKind.RESTORE, ExclusiveJobKind.REPAIR]


def test_not_while_another_program_collects(house: House, maintenance: ArchiveMaintenance) -> None:
    turn = collect_lock(house.profile)
    assert turn.tryLock(0)
    problem = maintenance.repair()
    assert problem is not None
    assert problem.code is ProblemCode.COLLECTING
    turn.unlock()


def test_not_while_mail_is_being_sent(
    house: House, maintenance: ArchiveMaintenance, server: FaultyServer, tmp_path: Path
) -> None:
    gate = Gate()
    server.plays("POST", "/email/3/send", waits(gate, accepts()))
    house.begin_to_send()
    server.wait_for("/email/3/send")
    problem = maintenance.restore(tmp_path / "all.zip")
    assert problem is not None
    assert problem.code is ProblemCode.MAIL_LEAVING
    with house.qtbot.waitSignal(house.outbox.sending_changed, check_params_cb=lambda count: count == 0):
        gate.release()
    assert collect_lock(house.profile).tryLock(0)
