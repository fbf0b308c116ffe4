"""The check finds what is wrong, wherever it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from composer_app.archive.archive import Archive
from composer_app.archive.database import Database
from composer_app.archive.errors import ArchiveError, ArchiveFull, Interrupted, NewerArchive
from composer_app.archive.integrity_check import Checked, check_beside
from tests.unit.archive.samples import entry, report
from tests.unit.archive.steps import ingest, sync


@pytest.fixture
def filled(archive: Archive) -> Archive:
    sync(archive, *(entry(f"m-{number}", f"p{number}@example.com") for number in range(50)))
    ingest(archive, report("m-1", "p1@example.com"))
    return archive


def test_a_whole_archive_has_no_problems(filled: Archive) -> None:
    assert filled.as_reader.check() == ()
    reader = filled.reader()
    assert reader.check() == ()
    reader.close()


@pytest.mark.parametrize(
    ("sql", "problem"),
    [
        ("DELETE FROM message WHERE row = 2", "report 1 refers to a message that is gone"),
        ("UPDATE outcome_count SET messages = 7", "the sums of outcomes are wrong"),
        ("UPDATE hour_count SET messages = messages + 1", "the sums of hours are wrong"),
        ("UPDATE day_count SET messages = messages + 1", "the sums of days are wrong"),
        ("DELETE FROM bulk_day_count", "the sums of bulks are wrong"),
        ("INSERT INTO message_search (message_search) VALUES ('delete-all')", "the search: "),
    ],
)
def test_what_does_not_fit_is_named(filled: Archive, sql: str, problem: str) -> None:
    filled.database.run("PRAGMA foreign_keys = OFF")
    filled.database.run(sql)
    assert [found for found in filled.as_reader.check() if found.startswith(problem)]


def test_it_is_checked_during_a_write(filled: Archive, path: Path) -> None:
    with filled.database.transaction():
        assert check_beside(path) == Checked((), with_search=True)
    filled.database.run("INSERT INTO message_search (message_search) VALUES ('delete-all')")
    found = check_beside(path)
    assert found.problems
    assert found.problems[0].startswith("the search: ")
    assert sorted(file.suffix for file in path.parent.iterdir()) == [".sqlite3", ".sqlite3-shm", ".sqlite3-wal"]


def test_beside_a_write_a_problem_outside_the_search_is_named_first(filled: Archive, path: Path) -> None:
    filled.database.run("UPDATE outcome_count SET messages = 7")
    filled.database.run("INSERT INTO message_search (message_search) VALUES ('delete-all')")

    assert check_beside(path) == Checked(("the sums of outcomes are wrong",), with_search=True)


def test_without_room_for_a_copy_it_says_that_the_search_is_not_checked(
    filled: Archive, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise ArchiveFull("database or disk is full")

    monkeypatch.setattr(Database, "back_up", full)
    assert check_beside(path) == Checked((), with_search=False)


def test_a_check_can_be_broken_off(filled: Archive, path: Path) -> None:
    with pytest.raises(Interrupted):
        check_beside(path, lambda: True)


def test_what_is_no_archive_is_reported(tmp_path: Path, archive: Archive, path: Path) -> None:
    with pytest.raises(ArchiveError):
        check_beside(tmp_path / "none")
    (tmp_path / "text").write_text("a diary" * 1000)
    assert check_beside(tmp_path / "text").problems == ("file is not a database",)
    archive.database.run("PRAGMA user_version = 99")
    with pytest.raises(NewerArchive):
        check_beside(path)
