"""The archive of the real program is a plain SQLite file: any other program reads it, and may even change it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from composer_app.cli.self_check import send_flows
from composer_app.cli.self_check.check import Check
from composer_app.domain.submission import SubmissionState
from tests.qt.shell.whole import Opener

# Nothing but the standard library, and no function of ours defined on the connection.
BARE = """
import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
assert db.execute("PRAGMA foreign_key_check").fetchall() == []
tables = [name for name, in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
held = {table: len(db.execute(f'SELECT * FROM "{table}"').fetchall()) for table in tables}
print(*sorted(f"{table}={count}" for table, count in held.items()))

def found(word):
    return db.execute("SELECT count(*) FROM message_search WHERE message_search MATCH ?", (f'"{word}"',)).fetchone()[0]

check = "INSERT INTO message_search (message_search, rank) VALUES ('integrity-check', 1)"
db.execute(check)
print("found", found("plain words"), found("another subject"))
db.execute("UPDATE message SET subject = 'Another subject', outcome = 'bounced', sent_at = sent_at + 7200000000")
db.commit()
print("found", found("plain words"), found("another subject"))
print("counted", *db.execute("SELECT outcome, sum(messages) FROM outcome_count WHERE messages > 0 GROUP BY 1"))
print("by hour", *db.execute("SELECT outcome, sum(messages) FROM hour_count WHERE messages > 0 GROUP BY 1"))
db.execute("DELETE FROM event")
db.execute("DELETE FROM log_entry")
db.execute("DELETE FROM report")
db.execute("DELETE FROM message")
db.execute(check)
assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
db.commit()
print("left", found("another subject"))
"""


def read_elsewhere(archive: Path) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", BARE, str(archive)], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def copied(archive: Path, to: Path, beside: tuple[str, ...] = ()) -> Path:
    to.mkdir()
    for ending in ("", *beside):
        shutil.copyfile(archive.with_name(archive.name + ending), to / (archive.name + ending))
    return to / archive.name


def use_the_program(check: Check) -> None:
    """Two mails through the Sandbox, their logs and reports, and a draft."""
    for number in (1, 2):
        send_flows.write(check, ("ana@example.com", f"tom{number}@example.org"), f"Plain words {number}")
        submission = send_flows.send(check)
        send_flows.until_settled(check, submission, SubmissionState.ACCEPTED)
        check.go_to("logs")
        check.until_row("logs", subject=f"Plain words {number}", to="ana@example.com", status="Delivered")
    check.go_to("reports")
    check.until_row("reports", to="tom2@example.org")
    send_flows.write(check, ("leo@example.com",), "Not sent yet")
    check.program.services.drafts.flush_and_wait()


@pytest.mark.parametrize("is_running", [True, False], ids=["while it runs", "after it has ended"])
def test_a_copy_is_read_and_changed_by_any_program(opener: Opener, tmp_path: Path, is_running: bool) -> None:
    with opener() as check:
        use_the_program(check)
        archive = check.program.services.context.profile.archive
        if is_running:
            copy = copied(archive, tmp_path / "copy", ("-wal", "-shm"))
            assert copy.with_name(f"{copy.name}-wal").stat().st_size > 0
    if not is_running:
        assert not archive.with_name(archive.name + "-wal").exists()
        copy = copied(archive, tmp_path / "copy")

    tables, *reported = read_elsewhere(copy)

    held = dict(one.split("=") for one in tables.split())
    assert (held["submission"], held["message"], held["draft"], held["erasure"]) == ("2", "4", "1", "0")
    assert "0" not in (held["report"], held["log_entry"], held["event"], held["verdict"])
    assert reported == [
        "found 4 0",
        "found 0 4",
        "counted ('bounced', 4)",
        "by hour ('bounced', 4)",
        "left 0",
    ]
