"""Reading what is left: around every place that cannot be read, and no row that its table would not take."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from composer_app.archive.archive import Archive
from composer_app.archive.database import Database
from composer_app.archive.migration import migrate, migrations
from composer_app.archive.repair.extract import copy_with_log, salvage
from tests.unit.archive.samples import T0, draft, entry
from tests.unit.archive.steps import sync


def salvaged(damaged: Path, folder: Path) -> tuple[dict[str, tuple[int, int]], Database]:
    fresh, new = folder / "fresh", folder / "new"
    for made in (fresh, new):
        Archive.open(made).close()
    target = Database.open(new)
    target.run("PRAGMA foreign_keys = OFF")
    with target.transaction():
        target.run("DELETE FROM verdict")
        target.run("DELETE FROM account")
        kept = salvage(damaged, fresh, target)
    return {table: tuple(found) for table, found in kept.items() if any(found)}, target


def test_a_whole_archive_is_read_as_a_whole(archive: Archive, path: Path, tmp_path: Path) -> None:
    sync(archive, *(entry(f"m-{number}", f"p{number}@example.com") for number in range(2500)))
    archive.drafts.save(draft())
    copy = tmp_path / "copy"
    copy_with_log(path, copy)  # most of it is in the log
    kept, target = salvaged(copy, tmp_path)
    assert kept == {
        "account": (1, 0),
        "draft": (1, 0),
        "verdict": (2, 0),
        "message": (2500, 0),
        "log_entry": (2500, 0),
        "event": (2500, 0),
    }
    assert target.rows("SELECT messages FROM outcome_count") == [(2500,)]
    target.close()


def test_a_row_that_its_table_does_not_take_is_left_out(archive: Archive, path: Path, tmp_path: Path) -> None:
    for number in range(3):
        archive.drafts.save(draft(f"d-{number}", updated_at=T0))
    archive.close()
    with closing(sqlite3.connect(path)) as db:  # as a damaged page may have it: a text where a number belongs
        db.execute("PRAGMA writable_schema = ON")
        db.execute("UPDATE sqlite_schema SET sql = replace(sql, 'STRICT', '') WHERE name = 'draft'")
        db.commit()
    with closing(sqlite3.connect(path)) as db:
        db.execute("UPDATE draft SET updated_at = 'yesterday' WHERE id = 'd-1'")
        db.commit()
    kept, target = salvaged(path, tmp_path)
    assert kept["draft"] == (2, 0)
    target.close()


def test_a_file_of_the_first_layout_is_read_as_well(path: Path, tmp_path: Path) -> None:
    database = Database.open(path)
    migrate(database, migrations()[:1])
    database.run("INSERT INTO account (id, settings) VALUES ('a', '{}')")
    columns = "number, id, account, bulk_id, state, subject, recipient_count, created_at"
    database.run(f"INSERT INTO submission ({columns}) VALUES (1, 's', 1, 'b', 'accepted', '', 1, 0)")
    database.close()
    kept, target = salvaged(path, tmp_path)
    assert kept["submission"] == (1, 0)
    target.close()
