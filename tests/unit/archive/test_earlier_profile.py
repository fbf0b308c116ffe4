"""The archives that an earlier version made: today's layout holds all that was in them, and nothing has changed."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from composer_app.archive.archive import Archive
from composer_app.archive.attachment_store import AttachmentStore
from composer_app.archive.migration import migrations
from composer_app.domain.account import SANDBOX
from composer_app.domain.submission import SubmissionState
from tests.earlier_profile import LAYOUT_BEFORE, contents, differences, expected, unpacked
from tests.stored_mail import newest_mail
from tests.unit.archive.samples import report

MADE_AT = datetime(2026, 12, 1, 1, tzinfo=UTC)


def layout_of(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        (found,) = connection.execute("PRAGMA user_version").fetchone()
    return int(found)


def copies_beside(path: Path) -> list[str]:
    return sorted(file.name for file in path.parent.glob(f"{path.name}.*") if not file.name.endswith(("-wal", "-shm")))


@pytest.mark.parametrize("name", ["whole", "killed"])
def test_all_that_the_earlier_version_read_is_read_today(name: str, tmp_path: Path) -> None:
    path = unpacked(name, tmp_path) / "archive.sqlite"
    assert layout_of(path) == LAYOUT_BEFORE

    with closing(Archive.open(path)) as archive:
        found = contents(archive)

    assert differences(expected(name), found) == []
    assert found["problems_of_check"] == []
    assert layout_of(path) == len(migrations())


@pytest.mark.parametrize("name", ["whole", "killed"])
def test_the_archive_as_it_was_is_kept_beside(name: str, tmp_path: Path) -> None:
    path = unpacked(name, tmp_path) / "archive.sqlite"
    for _ in range(2):  # the second time there is nothing to bring to another layout
        Archive.open(path).close()

    assert copies_beside(path) == ["archive.sqlite.before-004"]
    copy = path.with_name("archive.sqlite.before-004")
    assert layout_of(copy) == LAYOUT_BEFORE
    with closing(Archive.open(copy)) as archive:
        assert differences(expected(name), contents(archive)) == []


def test_a_difference_would_be_seen() -> None:
    before = expected("whole")
    now = expected("whole")
    now["submissions"][0]["state"] = "accepted"
    now["messages"][0]["message"]["is_doubtful"] = False
    del now["drafts"][0]["html"]

    assert differences(before, now) == [
        "/drafts/0: html is gone",
        "/submissions/0/state: 'queued' is now 'accepted'",
    ]


def test_every_attached_file_is_there(tmp_path: Path) -> None:
    profile = unpacked("whole", tmp_path)
    store = AttachmentStore(profile / "attachments")
    with closing(Archive.open(profile / "archive.sqlite")) as archive:
        kept = [file for draft in archive.drafts.all() for file in draft.attachments]
        kept += [file for one in newest_mail(archive) for file in one.content.attachments]

    assert {file.file_name for file in kept} == {"logo.png", "pasted.png", "statement.pdf", "žlutý kůň.txt"}
    for file in kept:
        assert hashlib.sha256(store.path(file.sha256).read_bytes()).hexdigest() == file.sha256


def test_an_address_that_was_erased_stays_erased(tmp_path: Path) -> None:
    path = unpacked("whole", tmp_path) / "archive.sqlite"
    later = MADE_AT + timedelta(days=1)
    late = report("late-1", "Erased.Person@example.com", bulk_id=None)
    with closing(Archive.open(path)) as archive:
        number = archive.answers.store(SANDBOX.id, "reports", "all", b"{}", True, later)
        assert archive.reports.ingest(number, [late], None, later).new == 0
        assert differences(expected("whole")["totals"], contents(archive)["totals"]) == []
    assert b"erased.person" not in path.read_bytes().lower()


def test_what_was_being_sent_when_the_program_was_killed_is_unknown_and_nothing_else_changes(tmp_path: Path) -> None:
    path = unpacked("killed", tmp_path) / "archive.sqlite"
    with closing(Archive.open(path)) as archive:
        archive.outbox.interrupted(MADE_AT)
        states = {one.content.subject: one.state for one in newest_mail(archive)}
        drafts = [draft.subject for draft in archive.drafts.all()]

    assert states == {
        "Accepted before the end": SubmissionState.ACCEPTED,
        "Being sent at the end": SubmissionState.UNKNOWN,
    }
    assert drafts == ["Written just before the end"]


def test_what_was_unknown_stays_unknown_after_an_interruption(tmp_path: Path) -> None:
    path = unpacked("whole", tmp_path) / "archive.sqlite"
    with closing(Archive.open(path)) as archive:
        assert archive.outbox.interrupted(MADE_AT) == ()
        assert differences(expected("whole"), contents(archive)) == []
