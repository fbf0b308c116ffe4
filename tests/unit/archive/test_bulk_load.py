"""Rows that come in bulk are searched, summed and indexed as any others."""

from __future__ import annotations

import pytest

from composer_app.archive.archive import Archive
from composer_app.archive.bulk_load import without_indexes, without_triggers
from composer_app.archive.database import Row
from tests.unit.archive.samples import entry
from tests.unit.archive.steps import sync

_ALL = "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name"
_SUMS = "SELECT * FROM outcome_count UNION ALL SELECT account, hour || outcome, messages FROM hour_count ORDER BY 1, 2"
_DAYS, _BULKS = "SELECT * FROM day_count", "SELECT * FROM bulk_day_count"


def state(archive: Archive) -> list[list[Row]]:
    return [archive.database.rows(sql) for sql in (_ALL, _SUMS, _DAYS, _BULKS)]


def test_in_the_end_all_is_as_if_each_had_come_alone(archive: Archive) -> None:
    sync(archive, *(entry(f"m-{number}", f"p{number}@example.com") for number in range(50)))
    wanted = state(archive)
    with archive.database.transaction(), without_triggers(archive.database), without_indexes(archive.database):
        assert archive.database.rows("SELECT 1 FROM sqlite_schema WHERE type = 'trigger'") == []
        archive.database.run("CREATE TEMP TABLE kept AS SELECT * FROM message")
        archive.database.run("PRAGMA defer_foreign_keys = ON")
        archive.database.run("DELETE FROM message")
        archive.database.run("INSERT INTO message SELECT * FROM kept")
    assert state(archive) == wanted
    assert archive.as_reader.check() == ()


def test_what_goes_wrong_leaves_all_as_it_was(archive: Archive) -> None:
    wanted = state(archive)
    with pytest.raises(ZeroDivisionError), archive.database.transaction(), without_triggers(archive.database):
        _ = 1 // 0
    assert state(archive) == wanted
