from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from composer_app.archive.archive import Archive
from composer_app.archive.database import Database
from composer_app.archive.errors import ArchiveDamaged, ArchiveError, NewerArchive
from composer_app.archive.migration import Migration, migrate, migrations
from composer_app.domain.message_history import EventKind
from composer_app.domain.outcome import Outcome
from composer_app.domain.problem import Problem, ProblemCode
from composer_app.domain.recipients import domain_of_key
from tests.unit.archive.samples import T0, after, draft, submission
from tests.unit.archive.steps import due_lookups

FIRST = Migration(1, "CREATE TABLE mail (text TEXT);\n")
SECOND = Migration(
    2,
    """
    -- a trigger has statements of its own; they end where it ends
    ALTER TABLE mail ADD COLUMN size INTEGER;
    CREATE TRIGGER sized AFTER INSERT ON mail BEGIN
        UPDATE mail SET size = length(new.text) WHERE rowid = new.rowid;
        UPDATE mail SET size = size + 1 WHERE rowid = new.rowid;
    END;
    UPDATE mail SET size = length(text);
    -- the end
    """,
)
BROKEN = Migration(2, "ALTER TABLE mail ADD COLUMN size INTEGER;\nINSERT INTO nowhere VALUES (1);\n")


def version(path: Path) -> int:
    connection = sqlite3.connect(path)
    (found,) = connection.execute("PRAGMA user_version").fetchone()
    connection.close()
    return int(found)


def open_first(path: Path) -> Database:
    database = Database.open(path)
    migrate(database, [FIRST])
    return database


def names(path: Path) -> set[str]:
    """Files beside the archive, without SQLite's own."""
    return {file.name for file in path.parent.iterdir() if not file.name.endswith(("-wal", "-shm"))}


def test_a_new_archive_has_todays_layout_and_no_copy(archive: Archive, path: Path) -> None:
    assert version(path) == len(migrations())
    assert names(path) == {path.name}


def test_each_step_is_taken_once_and_a_copy_made_first(path: Path) -> None:
    database = open_first(path)
    database.run("INSERT INTO mail VALUES ('hello')")
    migrate(database, [FIRST, SECOND])
    migrate(database, [FIRST, SECOND])
    assert database.rows("SELECT text, size FROM mail") == [("hello", 5)]
    database.run("INSERT INTO mail (text) VALUES ('hi')")
    assert database.row("SELECT size FROM mail WHERE text = 'hi'") == (3,)
    database.close()
    assert version(path) == 2
    assert names(path) == {path.name, f"{path.name}.before-002"}
    copy = path.with_name(f"{path.name}.before-002")
    assert version(copy) == 1
    connection = sqlite3.connect(copy)
    assert connection.execute("SELECT * FROM mail").fetchall() == [("hello",)]
    connection.close()


def test_a_step_that_fails_leaves_the_old_layout_and_keeps_every_copy(path: Path) -> None:
    database = open_first(path)
    for _ in range(2):
        with pytest.raises(ArchiveError):
            migrate(database, [FIRST, BROKEN])
    assert database.row("SELECT count(*) FROM pragma_table_info('mail')") == (1,)
    database.close()
    assert version(path) == 1
    assert names(path) == {path.name, f"{path.name}.before-002", f"{path.name}.before-002-2"}


def test_two_programs_at_once_take_a_step_once(path: Path) -> None:
    first, second = open_first(path), Database.open(path)
    migrate(first, [FIRST, SECOND])
    migrate(second, [FIRST, SECOND])
    first.close()
    second.close()
    assert version(path) == 2


def test_a_newer_archive_is_refused_and_not_touched(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.executescript("CREATE TABLE future (x); PRAGMA user_version = 999;")
    connection.close()
    before, when = path.read_bytes(), path.stat().st_mtime_ns
    with pytest.raises(NewerArchive) as caught:
        Archive.open(path)
    assert (caught.value.found, caught.value.known) == (999, len(migrations()))
    assert (path.read_bytes(), path.stat().st_mtime_ns) == (before, when)
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_newer_layout_that_stands_only_in_the_wal_is_refused(archive: Archive, path: Path) -> None:
    archive.database.run("PRAGMA user_version = 999")
    with pytest.raises(NewerArchive):
        Archive.open(path)
    with pytest.raises(NewerArchive):
        archive.reader()


@pytest.mark.parametrize("content", [b"hello", b"x" * 5000, b"SQLite format 3\0"])
def test_a_file_that_is_no_database_is_refused_and_not_touched(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(ArchiveDamaged):
        Archive.open(path)
    assert path.read_bytes() == content
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_database_of_another_program_is_refused(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE places (url TEXT)")
    connection.close()
    with pytest.raises(ArchiveDamaged):
        Archive.open(path)
    assert version(path) == 0


def test_an_empty_file_becomes_an_archive(path: Path) -> None:
    path.touch()
    archive = Archive.open(path)
    archive.drafts.save(draft())
    archive.close()


def test_killed_while_migrating_the_next_start_takes_the_step(path: Path) -> None:
    open_first(path).close()
    script = f"""
import os, signal
from pathlib import Path
from composer_app.archive.database import Database
from tests.unit.archive.test_migration import FIRST, SECOND
from composer_app.archive import migration

def kill(*arguments):
    os.kill(os.getpid(), signal.SIGKILL)

database = Database.open(Path({str(path)!r}))
migration._WRITE_VERSION = type("Killer", (), {{"format": kill}})()
migration.migrate(database, [FIRST, SECOND])
"""
    done = subprocess.run([sys.executable, "-c", script], cwd=Path.cwd(), env={**os.environ, "PYTHONPATH": "."})
    assert done.returncode == -9
    database = Database.open(path)
    migrate(database, [FIRST, SECOND])
    assert database.row("SELECT count(*) FROM pragma_table_info('mail')") == (2,)
    database.close()


def test_mail_that_an_earlier_version_held_back_after_a_503_does_not_leave_by_itself(tmp_path: Path) -> None:
    """It may have been taken. What the service turned away in its own words still waits for its next try."""
    path = tmp_path / "archive.sqlite"
    problems = {
        "503": Problem(ProblemCode.UNAVAILABLE, 503, "SERVICE_UNAVAILABLE", retry_at=after(60)),
        "429 of a gateway": Problem(ProblemCode.RATE_LIMITED, 429, retry_at=after(60)),
        "429": Problem(ProblemCode.RATE_LIMITED, 429, "TOO_MANY_REQUESTS", retry_at=after(60)),
        "refused": Problem(ProblemCode.REFUSED, retry_at=after(60)),
    }
    mails = {name: submission(bulk_id=name) for name in problems}
    with closing(Archive.open(path)) as archive:
        for name, mail in mails.items():
            archive.outbox.queue(mail, None)
            archive.outbox.start_sending(mail.id, T0)
            archive.outbox.hold_back(mail.id, after(1), problems[name])
    again = next(migration.sql for migration in migrations() if "submission_looked_up" in migration.sql)
    with closing(sqlite3.connect(path)) as db:
        db.executescript(
            "DROP INDEX submission_looked_up; ALTER TABLE submission DROP COLUMN asked_first_at;"
            "ALTER TABLE submission DROP COLUMN asked_last_at;"
        )
        db.executescript(again)

    with closing(Archive.open(path)) as archive:
        found = {name: archive.outbox.get(mail.id) for name, mail in mails.items()}
        assert {name: one.state.value for name, one in found.items() if one} == {
            "503": "unknown",
            "429 of a gateway": "unknown",
            "429": "queued",
            "refused": "queued",
        }
        doubted = found["503"]
        assert doubted is not None
        assert doubted.problem is not None
        assert (doubted.problem.code, doubted.problem.retry_at) == (ProblemCode.UNAVAILABLE, None)
        assert due_lookups(archive, datetime.now(UTC)) == (doubted, found["429 of a gateway"])
        (row,) = archive.messages.of_submission(doubted.id)
        assert row.outcome is Outcome.UNKNOWN
        details = archive.messages.details(row.row)
        assert details is not None
        assert details.events[-1].kind is EventKind.NO_ANSWER
        assert archive.as_reader.check() == ()


DAYS = next(step.version for step in migrations() if "CREATE TABLE day_count" in step.sql)
ERRORS_IN_ORDER = next(step.version for step in migrations() if "message (verdict, account" in step.sql)
SEARCH_MERGES = next(step.version for step in migrations() if "'automerge', 8" in step.sql)
ODD_KEYS = ("ana@example.com", '"a@b"@c.example', "no address", "@", "Ana <ana@x.example>", "a@münchen.example", "")


def test_the_domain_is_written_for_old_rows_and_for_those_of_other_programs(path: Path) -> None:
    columns = "account, address, address_key, sender, subject, outcome, basis"
    add = f"INSERT INTO message ({columns}) VALUES (1, 'x', ?, '', '', 'queued', 0)"
    with closing(Database.open(path)) as database:
        migrate(database, migrations()[:7])
        database.run("INSERT INTO account (number, id, settings) VALUES (1, 'a', '{}')")
        database.run_many(add, [(key,) for key in ODD_KEYS])
        migrate(database, migrations())
        database.run_many(add, [(key,) for key in ODD_KEYS])
        database.run("UPDATE message SET address_key = 'tom@new.example' WHERE row = 1")
        found = [domain for (domain,) in database.rows("SELECT domain FROM message ORDER BY row")]
    wanted = [domain_of_key(key) for key in ODD_KEYS]
    assert wanted == ["example.com", "c.example", "", "", "x.example", "münchen.example", ""]
    assert found == ["new.example", *wanted[1:], *wanted]


def test_days_are_summed_for_old_rows_and_for_those_of_other_programs(path: Path) -> None:
    columns = "account, address, address_key, sender, subject, outcome, basis, sent_at, price, currency, bulk_id"
    add = f"INSERT INTO message ({columns}) VALUES (1, 'x', 'x@a.example', 's', '', ?, 0, ?, ?, ?, ?)"
    rows = [("delivered", 1, "0.1", "EUR", "b"), ("bounced", -1, None, None, None), ("queued", None, None, None, None)]
    with closing(Database.open(path)) as database:
        migrate(database, [step for step in migrations() if step.version < DAYS])
        database.run("INSERT INTO account (number, id, settings) VALUES (1, 'a', '{}')")
        database.run_many(add, rows)
        migrate(database, migrations())
        database.run_many(add, rows)
        database.run("DELETE FROM message WHERE outcome = 'bounced' AND row > 3")
        days = database.rows("SELECT day, domain, outcome, price, currency, messages FROM day_count")
        bulks = database.rows("SELECT day, bulk_id, outcome, messages FROM bulk_day_count")
    assert days == [(-1, "a.example", "bounced", "", "", 1), (0, "a.example", "delivered", "0.1", "EUR", 2)]
    assert bulks == [(-1, "", "bounced", 1), (0, "b", "delivered", 2)]


def test_mail_with_an_error_has_an_index_in_order(path: Path) -> None:
    with closing(Database.open(path)) as database:
        migrate(database, [step for step in migrations() if step.version < ERRORS_IN_ORDER])
        migrate(database, migrations())
        columns = database.rows("SELECT name FROM pragma_index_info('message_by_verdict')")
    assert columns == [("verdict",), ("account",), ("outcome",), ("sent_at",)]


def test_the_search_index_joins_eight_segments(path: Path) -> None:
    with closing(Database.open(path)) as database:
        migrate(database, [step for step in migrations() if step.version < SEARCH_MERGES])
        migrate(database, migrations())
        settings: dict[str, int] = dict(database.rows("SELECT k, v FROM message_search_config"))
        database.run("INSERT INTO message_search (message_search) VALUES ('rebuild')")
        assert dict(database.rows("SELECT k, v FROM message_search_config")) == settings
    assert settings["automerge"] == 8


def test_mail_of_an_earlier_layout_was_to_leave_at_once(path: Path) -> None:
    before = next(step.version for step in migrations() if "is_paused" in step.sql)
    with closing(Database.open(path)) as database:
        migrate(database, [step for step in migrations() if step.version < before])
        database.run("INSERT INTO account (number, id, settings) VALUES (1, 'a', '{}')")
        columns = "id, account, bulk_id, state, subject, recipient_count, created_at"
        database.run(f"INSERT INTO submission ({columns}) VALUES ('s', 1, 'b', 'accepted', '', 1, 0)")
        migrate(database, migrations())
        assert database.rows("SELECT send_at, is_paused FROM submission") == [(None, 0)]


def test_mails_from_before_send_runs_are_part_of_none(path: Path) -> None:
    runs = next(step.version for step in migrations() if "CREATE TABLE send_run " in step.sql)
    with closing(Database.open(path)) as database:
        migrate(database, [step for step in migrations() if step.version < runs])
        database.run("INSERT INTO account (number, id, settings) VALUES (1, 'a', '{}')")
        add = "INSERT INTO submission (id, account, bulk_id, state, subject, recipient_count, created_at)"
        database.run(f"{add} VALUES ('s', 1, 'b', 'queued', '', 1, 0)")
        migrate(database, migrations())
        assert database.rows("SELECT id, run FROM submission") == [("s", None)]
        assert database.rows("SELECT count(*) FROM send_run") == [(0,)]
