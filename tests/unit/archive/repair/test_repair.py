"""A damaged archive becomes a whole one with all that can be read; the damaged file stays as it was."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from composer_app.archive.archive import Archive
from composer_app.archive.errors import ArchiveDamaged, ArchiveError, ArchiveFull, ArchiveLocked, NewerArchive
from composer_app.archive.repair.repair import Repaired, repair
from composer_app.domain.ids import SANDBOX_ACCOUNT, MessageId
from composer_app.domain.mail import Attachment
from composer_app.domain.queries import ArchiveFilter
from composer_app.domain.submission import SubmissionState
from tests.new_archive import open_new
from tests.stored_mail import newest_mail
from tests.unit.archive.samples import T0, Answered, draft, entry, report, submission
from tests.unit.archive.steps import all_rows, due_lookups, ingest, sent, sync

PAGE = 4096
COUNT = 1500


@pytest.fixture(scope="module")
def undamaged(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The file of an archive with mail, reports, logs and a draft."""
    path = tmp_path_factory.mktemp("undamaged") / "archive.sqlite"
    archive = open_new(path)
    for number in range(3):
        mail = submission(f"own{number}@example.com", ids=(f"own-{number}",), bulk_id=f"bulk-{number}")
        sent(archive, mail, Answered(f"own{number}@example.com", MessageId(f"own-{number}")))
    sync(archive, *(entry(f"m-{n}", f"p{n}@example.com", bulk_id=None) for n in range(COUNT)))
    ingest(archive, *(report(f"m-{n}", f"p{n}@example.com", bulk_id=None) for n in range(COUNT)))
    archive.drafts.save(draft(subject="kept"))
    archive.close()
    return path.read_bytes()


@pytest.fixture
def filled(path: Path, undamaged: bytes) -> Path:
    path.write_bytes(undamaged)
    return path


def attachment(sha256: str) -> Attachment:
    return Attachment(sha256, "a.txt", "text/plain", 1)


def overwritten(path: Path, *pages: int) -> None:
    with path.open("r+b") as file:
        for page in pages:
            file.seek((page - 1) * PAGE)
            file.write(random.Random(page).randbytes(PAGE))


def repaired(path: Path) -> tuple[Repaired, Archive]:
    before = path.read_bytes()
    done = repair(path, T0)
    assert done.damaged.read_bytes() == before
    archive = Archive.open(path)
    assert archive.as_reader.check() == ()
    return done, archive


@pytest.mark.parametrize("seed", range(4))
def test_pages_of_rubbish_cost_no_more_than_themselves(filled: Path, seed: int) -> None:
    rng = random.Random(seed)
    pages = filled.stat().st_size // PAGE
    overwritten(filled, *rng.sample(range(60, pages), 8))
    _, archive = repaired(filled)
    spooled = b"".join(archive.answers.body(one.id) for one in archive.answers.unread())
    reports = archive.reports.total(SANDBOX_ACCOUNT)
    assert reports + spooled.count(b'"m-') > COUNT * 0.6
    assert sum(archive.messages.count_by_outcome(ArchiveFilter()).values()) == len(all_rows(archive)) > COUNT * 0.6
    assert [one.name for one in archive.accounts.all()] == ["Sandbox"]
    archive.close()


def test_reports_whose_message_is_lost_are_read_again(filled: Path) -> None:
    with closing(sqlite3.connect(filled)) as db:
        db.execute("PRAGMA writable_schema = ON")
        db.execute("DELETE FROM event WHERE message = 700")
        db.execute("DELETE FROM message WHERE row = 700")
        db.commit()
    done, archive = repaired(filled)
    assert done.read_again == 2
    bodies = {one.kind: archive.answers.body(one.id) for one in archive.answers.unread()}
    assert bodies["reports"].startswith(b'{"results":[["m-696", "p696@example.com"')
    assert set(bodies) == {"reports", "logs"}
    assert archive.reports.total(SANDBOX_ACCOUNT) == COUNT - 1
    archive.close()


@pytest.mark.parametrize("size", [100, PAGE])
def test_a_lost_beginning_is_made_up_for(filled: Path, size: int) -> None:
    with filled.open("r+b") as file:
        file.write(b"\xff" * size)
    with pytest.raises(ArchiveDamaged):
        Archive.open(filled)
    _, archive = repaired(filled)
    assert len(all_rows(archive)) == COUNT + 3
    assert [one.subject for one in archive.drafts.all()] == ["kept"]
    assert {mail.state for mail in newest_mail(archive)} == {SubmissionState.ACCEPTED}
    archive.close()


def test_a_lost_list_of_tables_is_made_up_for(filled: Path) -> None:
    content = filled.read_bytes()
    starts = range(0, len(content), PAGE)
    pages = [start // PAGE + 1 for start in starts if b"CREATE T" in content[start : start + PAGE]]
    assert len(pages) > 1
    overwritten(filled, *pages)
    _, archive = repaired(filled)
    assert len(all_rows(archive)) == COUNT + 3
    archive.close()


def test_a_file_that_was_cut_off_gives_what_is_left(filled: Path) -> None:
    with filled.open("r+b") as file:
        file.truncate(filled.stat().st_size // 2 // PAGE * PAGE)
    done, archive = repaired(filled)
    assert len(archive.accounts.all()) == 1
    assert any(kept.unreadable for kept in done.kept.values())
    archive.close()


def test_what_was_only_in_the_log_is_kept(filled: Path) -> None:
    archive = Archive.open(filled)
    archive.drafts.save(draft("d-2", "in the log"))
    content, log = filled.read_bytes(), filled.with_name(f"{filled.name}-wal").read_bytes()
    archive.close()
    filled.write_bytes(content)
    filled.with_name(f"{filled.name}-wal").write_bytes(log)
    done = repair(filled, T0)
    for kept in (filled, done.damaged):
        archive = Archive.open(kept)
        assert {one.subject for one in archive.drafts.all()} == {"kept", "in the log"}
        archive.close()


def lose_content(db: sqlite3.Connection) -> None:
    db.execute("DELETE FROM submission_content")


def spoil_texts(db: sqlite3.Connection) -> None:
    db.execute("UPDATE account SET settings = '{'")
    db.execute("UPDATE draft SET content = '[]'")
    db.execute("UPDATE submission_content SET content = 'x'")
    db.execute("UPDATE message SET outcome = 'deliwered', recipient_kind = 'tu', verdict = 99 WHERE row < 9")
    db.execute("UPDATE event SET verdict = 99")


def lose_answers(db: sqlite3.Connection) -> None:
    db.execute("DELETE FROM answer")
    db.execute("DELETE FROM submission WHERE number = 1")


@pytest.mark.parametrize("damage", [lose_content, spoil_texts, lose_answers])
def test_rows_that_do_not_fit_are_mended(filled: Path, damage: Callable[[sqlite3.Connection], None]) -> None:
    archive = Archive.open(filled)
    archive.outbox.queue(submission("waits@example.com", bulk_id="bulk-q"), None)
    archive.close()
    with closing(sqlite3.connect(filled)) as db:
        damage(db)
        db.commit()
    _, archive = repaired(filled)
    assert len(all_rows(archive)) == COUNT + 4
    assert [one.name for one in archive.accounts.all()] == ["Sandbox"]
    for row in all_rows(archive)[:20]:
        assert archive.messages.details(row.row) is not None
    if damage is lose_answers:
        assert len(newest_mail(archive)) == 3
        assert archive.reports.total(SANDBOX_ACCOUNT) == COUNT
    else:
        waiting = newest_mail(archive, [SubmissionState.QUEUED, SubmissionState.CANCELLED])
        assert [mail.state for mail in waiting] == [SubmissionState.CANCELLED]  # never sent without its content
        assert waiting[0].recipients[0].mailbox.address == "waits@example.com"
    archive.close()


def test_nothing_is_overwritten_by_a_second_repair(filled: Path) -> None:
    first, second = repair(filled, T0), repair(filled, T0)
    assert [done.damaged.name for done in (first, second)] == [f"{filled.name}.damaged", f"{filled.name}.damaged-2"]


def test_a_file_of_rubbish_stays_as_it_is(path: Path) -> None:
    path.write_bytes(random.Random(1).randbytes(20 * PAGE))
    before = path.read_bytes()
    with pytest.raises(ArchiveDamaged):
        repair(path, T0)
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_an_archive_in_use_is_left_alone(filled: Path) -> None:
    archive = Archive.open(filled)
    archive.database.row("SELECT 1 FROM account")
    with pytest.raises(ArchiveLocked):
        repair(filled, T0)
    archive.close()


def test_one_of_a_newer_program_is_left_alone(filled: Path) -> None:
    with closing(sqlite3.connect(filled)) as db:
        db.execute("PRAGMA user_version = 99")
    with pytest.raises(NewerArchive):
        repair(filled, T0)


def test_without_room_everything_stays(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("composer_app.archive.repair.extract.shutil.copyfile", full)
    before = filled.read_bytes()
    with pytest.raises(ArchiveFull):
        repair(filled, T0)
    assert filled.read_bytes() == before
    assert list(filled.parent.iterdir()) == [filled]


def test_there_must_be_something_to_repair(path: Path) -> None:
    with pytest.raises(ArchiveError):
        repair(path, T0)


def test_what_waited_in_a_damaged_archive_does_not_leave_by_itself(filled: Path) -> None:
    archive = Archive.open(filled)
    archive.outbox.queue(submission(bulk_id="bulk-waiting"), None)
    archive.close()
    overwritten(filled, 1)
    done, again = repaired(filled)
    assert done.in_doubt == 1
    assert [one.state for one in newest_mail(again, [SubmissionState.QUEUED])] == []
    assert [one.bulk_id for one in due_lookups(again, T0)] == ["bulk-waiting"]
    again.close()


def test_the_attachments_that_drafts_and_mails_need_are_still_known(path: Path) -> None:
    """A content that nothing seems to need is deleted."""
    with closing(Archive.open(path)) as archive:
        mail = submission("ana@example.com")
        content = msgspec.structs.replace(mail.content, attachments=(attachment("1" * 64),))
        archive.outbox.queue(msgspec.structs.replace(mail, content=content), None)
        archive.drafts.save(msgspec.structs.replace(draft(), attachments=(attachment("2" * 64),)))
        used, known = archive.attachments.used(), archive.attachments.known()[0]

    _, archive = repaired(path)

    assert used == known == {"1" * 64, "2" * 64}
    assert (archive.attachments.used(), archive.attachments.known()[0]) == (used, known)
    archive.close()


def test_each_table_is_read_from_the_damaged_file_or_made_anew(path: Path) -> None:
    """A new table that is neither would be empty after a repair."""
    made_anew = {"outcome_count", "hour_count", "attachment_use", "attachment_known", "origin"}
    made_anew |= {"spelling", "spelled", "letter", "day_count", "bulk_day_count", "facet_count"}
    with closing(Archive.open(path)) as archive:
        names = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        there = {name for (name,) in archive.database.rows(names) if "_search" not in name}

    done, archive = repaired(path)
    archive.close()

    assert set(done.kept) | made_anew == there
