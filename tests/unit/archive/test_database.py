"""Full disk, read-only, locked and damaged: each is told as what it is, and nothing is half done."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from composer_app.archive import database as database_module
from composer_app.archive.archive import Archive
from composer_app.archive.archive_reader import ArchiveReader
from composer_app.archive.database import Database, TooManySteps
from composer_app.archive.errors import (
    ArchiveDamaged,
    ArchiveError,
    ArchiveFull,
    ArchiveLocked,
    ArchiveReadOnly,
    Interrupted,
)
from composer_app.archive.integrity_check import problems_of
from composer_app.domain.ids import SANDBOX_ACCOUNT
from tests.unit.archive.samples import T0, draft, entry, report, submission
from tests.unit.archive.steps import all_rows, sync
from tests.unit.file_size_limit import file_size_limit
from tests.unit.rights import file_modes_count


def test_a_commit_is_durable_and_references_are_held(archive: Archive) -> None:
    assert archive.database.row("PRAGMA journal_mode") == ("wal",)
    assert archive.database.row("PRAGMA synchronous") == (2,)  # FULL
    assert archive.database.row("PRAGMA foreign_keys") == (1,)
    with pytest.raises(ArchiveError):
        archive.database.run("INSERT INTO log_entry SELECT 99, 0, '', 0, 0, 0, '', '', '', '', x''")


def test_a_full_disk_keeps_what_was_there(archive: Archive) -> None:
    archive.drafts.save(draft(subject="before"))
    (pages,) = archive.database.row("PRAGMA page_count")
    archive.database.run(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(ArchiveFull):
        archive.answers.store(SANDBOX_ACCOUNT, "reports", "", b"x" * 1_000_000, True, T0)
    with pytest.raises(ArchiveFull):
        sync(archive, *(entry(f"m-{number}") for number in range(1000)))
    assert archive.answers.unread() == ()
    assert all_rows(archive) == []
    assert [one.subject for one in archive.drafts.all()] == ["before"]
    archive.database.run("PRAGMA max_page_count = 1000000")
    assert archive.answers.store(SANDBOX_ACCOUNT, "reports", "", b"x" * 1_000_000, True, T0)
    assert archive.as_reader.check() == ()


def test_what_was_rolled_back_is_not_remembered(archive: Archive) -> None:
    (pages,) = archive.database.row("PRAGMA page_count")
    archive.database.run(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(ArchiveFull):
        sync(archive, *(entry(f"m-{number}") for number in range(1000)))
    archive.database.run("PRAGMA max_page_count = 1000000")
    sync(archive, entry("m-1"))
    assert all_rows(archive)[0].status == entry().status


def test_read_only_is_reported_and_reading_goes_on(archive: Archive) -> None:
    archive.drafts.save(draft())
    archive.database.run("PRAGMA query_only = ON")
    with pytest.raises(ArchiveReadOnly):
        archive.outbox.queue(submission(), draft().id)
    assert len(archive.drafts.all()) == 1


def test_a_file_opened_read_only_refuses_changes(archive: Archive, path: Path) -> None:
    sync(archive, entry())
    database = Database.open_read_only(path)
    database.run("PRAGMA query_only = OFF")
    with pytest.raises(ArchiveReadOnly):
        database.run("DELETE FROM draft")
    assert database.row("SELECT count(*) FROM message") == (1,)
    database.close()


def test_a_folder_that_cannot_be_is_reported(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(ArchiveReadOnly):
        Archive.open(tmp_path / "file" / "archive.sqlite3")
    with pytest.raises(ArchiveReadOnly):
        Archive.open(tmp_path)


def test_another_program_that_does_not_finish_is_reported(
    archive: Archive, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database_module, "BUSY_TIMEOUT_S", 0.01)
    impatient = Archive.open(path)
    archive.database.run("BEGIN IMMEDIATE")
    with pytest.raises(ArchiveLocked):
        impatient.drafts.save(draft())
    assert impatient.drafts.all() == ()
    archive.database.run("COMMIT")
    impatient.drafts.save(draft())
    assert len(archive.drafts.all()) == 1
    impatient.close()


def test_a_damaged_archive_is_reported_and_not_overwritten(path: Path) -> None:
    archive = Archive.open(path)
    sync(archive, *(entry(f"m-{number}") for number in range(500)))
    archive.close()
    healthy = path.read_bytes()
    path.write_bytes(healthy[:8192] + b"\xff" * (len(healthy) - 12288) + healthy[-4096:])
    damaged = path.read_bytes()
    with pytest.raises(ArchiveDamaged):
        _use(path)
    assert path.read_bytes() == damaged


def _use(path: Path) -> None:
    archive = Archive.open(path)
    try:
        assert archive.as_reader.check() != ()
        all_rows(archive)
        answer = archive.answers.store(SANDBOX_ACCOUNT, "reports", "", b"{}", True, T0)
        archive.reports.ingest(answer, [report()], None, T0)
    finally:
        archive.close()


def test_a_cut_off_archive_has_problems(path: Path) -> None:
    archive = Archive.open(path)
    sync(archive, *(entry(f"m-{number}") for number in range(2000)))
    archive.close()
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 2 // 4096 * 4096)
    database = Database.open_read_only(path)
    assert problems_of(database) != ()
    database.close()


def test_a_fault_of_ours_is_an_archive_error_too(archive: Archive) -> None:
    for wrong in (archive.database.rows, archive.database.row, archive.database.run):
        with pytest.raises(ArchiveError):
            wrong("SELECT nonsense")
    with pytest.raises(ArchiveError):
        list(archive.database.each("SELECT nonsense"))
    with pytest.raises(ArchiveError):
        archive.database.back_up(Path("/nowhere/at/all"))


def test_an_exception_inside_a_transaction_undoes_it(archive: Archive) -> None:
    def fail() -> None:
        with archive.database.transaction():
            archive.database.run("DELETE FROM account")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert len(archive.accounts.all()) == 1


@pytest.fixture
def still_folder() -> Iterator[Path]:
    """A folder with an archive in it that may not be written, not even by root."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        filled = Archive.open(folder / "archive.sqlite3")
        sync(filled, entry())
        filled.drafts.save(draft(subject="kept"))
        filled.close()
        (folder / "archive.sqlite3").chmod(0o444)
        folder.chmod(0o555)
        try:
            with file_modes_count():
                yield folder
        finally:
            folder.chmod(0o755)


@pytest.mark.skipif(sys.platform != "linux", reason="rights of Linux")
def test_a_profile_that_cannot_be_written_can_be_read(still_folder: Path) -> None:
    path = still_folder / "archive.sqlite3"
    before = path.read_bytes()
    with pytest.raises(ArchiveReadOnly):
        Archive.open(path)
    reader = ArchiveReader.open(path)
    assert len(reader.messages.rows([1, 2])) == 1
    assert reader.check() == ()
    reader.close()
    assert (path.read_bytes(), list(still_folder.iterdir())) == (before, [path])


@pytest.mark.skipif(sys.platform != "linux", reason="rights of Linux")
def test_commits_outside_the_file_are_not_passed_over(still_folder: Path) -> None:
    path = still_folder / "archive.sqlite3"
    still_folder.chmod(0o755)
    (still_folder / "archive.sqlite3-wal").write_bytes(b"commits")
    still_folder.chmod(0o555)
    with pytest.raises(ArchiveReadOnly):
        ArchiveReader.open(path)


@pytest.mark.skipif(sys.platform != "linux", reason="limits of Linux")
def test_a_disk_that_is_really_full_is_an_error_and_reading_goes_on(archive: Archive, path: Path) -> None:
    """No file of this process may grow further: what the system says then is what a full disk says."""
    archive.drafts.save(draft(subject="before"))
    with file_size_limit(path.with_name(f"{path.name}-wal").stat().st_size):
        with pytest.raises(ArchiveError):
            archive.answers.store(SANDBOX_ACCOUNT, "reports", "", b"x" * 1_000_000, True, T0)
        assert [one.subject for one in archive.drafts.all()] == ["before"]
    assert archive.answers.store(SANDBOX_ACCOUNT, "reports", "", b"x" * 1_000_000, True, T0)
    assert archive.as_reader.check() == ()


def test_no_other_process_may_have_it_open(archive: Archive, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database_module, "BUSY_TIMEOUT_S", 0.01)
    archive.drafts.all()
    with pytest.raises(ArchiveLocked):
        Database.open_alone(path)
    archive.close()
    Database.open_alone(path).close()


def test_a_step_that_fails_is_undone_alone(archive: Archive) -> None:
    database = archive.database
    database.run("CREATE TABLE t (x INTEGER PRIMARY KEY)")
    with database.transaction():
        assert database.run_many("INSERT INTO t VALUES (?)", [(1,), (2,)]) == 2
        with pytest.raises(ArchiveError), database.step():
            database.run_many("INSERT INTO t VALUES (?)", [(3,), (2,)])
        with database.step():
            database.run("INSERT INTO t VALUES (4)")
    assert database.rows("SELECT x FROM t") == [(1,), (2,), (4,)]


def test_what_runs_long_can_be_stopped(archive: Archive) -> None:
    database = archive.database
    database.stop_when(lambda: True)
    with pytest.raises(Interrupted):
        database.rows(_WITHOUT_END)


_WITHOUT_END = "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"


def test_what_takes_too_many_steps_ends(archive: Archive) -> None:
    database = archive.database
    with pytest.raises(TooManySteps), database.at_most(200_000):
        database.rows(_WITHOUT_END)
    with database.at_most(200_000):
        assert database.rows("SELECT 1") == [(1,)]
    with pytest.raises(TooManySteps), database.at_most(200_000), database.at_most(2**40):
        database.rows(_WITHOUT_END)


def test_what_may_take_many_steps_can_be_stopped_nevertheless(archive: Archive) -> None:
    database = archive.database
    database.stop_when(lambda: True)
    with pytest.raises(Interrupted), database.at_most(2**40):
        database.rows(_WITHOUT_END)
    with pytest.raises(Interrupted):
        database.rows(_WITHOUT_END)


@pytest.mark.parametrize("count", [0, 1, 200_000])
def test_many_numbers_come_in_the_order_of_their_select(archive: Archive, count: int) -> None:
    select = f"""
        WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count})
        SELECT i * 7919 % 1000003 - 500000 AS row FROM n WHERE {count} ORDER BY row DESC
    """
    wanted = sorted((i * 7919 % 1000003 - 500000 for i in range(1, count + 1)), reverse=True)
    assert list(archive.database.numbers(select)) == wanted


def test_reading_inside_a_snapshot_sees_one_state(archive: Archive) -> None:
    reader = archive.reader()
    archive.drafts.save(draft("one"))
    count = "SELECT count(*) FROM draft"
    with reader.database.snapshot():
        assert reader.database.row(count) == (1,)
        archive.drafts.save(draft("two"))
        with reader.database.snapshot():
            assert reader.database.row(count) == (1,)
        assert reader.database.row(count) == (1,)
    assert reader.database.row(count) == (2,)
    with pytest.raises(ArchiveError), reader.database.snapshot():
        reader.database.run("SELECT nothing FROM nowhere")
    assert reader.database.row(count) == (2,)
    reader.close()
