"""The check finds what is wrong, wherever it is."""

from __future__ import annotations

import pytest

from composer_app.archive.archive import Archive
from tests.unit.archive.samples import entry, harvest, ingest, report


@pytest.fixture
def filled(archive: Archive) -> Archive:
    harvest(archive, *(entry(f"m-{number}", f"p{number}@example.com") for number in range(50)))
    ingest(archive, report("m-1", "p1@example.com"))
    return archive


def test_a_whole_archive_has_no_problems(filled: Archive) -> None:
    assert filled.check() == ()
    reader = filled.reader()
    assert reader.check() == ()
    reader.close()


@pytest.mark.parametrize(
    ("sql", "problem"),
    [
        ("DELETE FROM message WHERE row = 2", "report 1 refers to a message that is gone"),
        ("UPDATE outcome_count SET messages = 7", "the sums of outcomes are wrong"),
        ("UPDATE hour_count SET messages = messages + 1", "the sums of hours are wrong"),
        ("INSERT INTO message_search (message_search) VALUES ('delete-all')", "the search: "),
    ],
)
def test_what_does_not_fit_is_named(filled: Archive, sql: str, problem: str) -> None:
    filled._db.run("PRAGMA foreign_keys = OFF")
    filled._db.run(sql)
    assert [found for found in filled.check() if found.startswith(problem)]
