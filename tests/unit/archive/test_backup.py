"""One file holds everything, and gives it back: whole or not at all."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest

from composer_app.archive import backup as backup_module
from composer_app.archive import database as database_module
from composer_app.archive.archive import Archive
from composer_app.archive.attachment_store import AttachmentStore
from composer_app.archive.backup import FileExists, Restored, about, back_up, restore
from composer_app.archive.errors import (
    ArchiveDamaged,
    ArchiveError,
    ArchiveFull,
    ArchiveLocked,
    Interrupted,
    NewerArchive,
)
from composer_app.archive.migration import migrations
from composer_app.domain.ids import MessageId
from composer_app.domain.mail import Mailbox, MailContent
from composer_app.domain.send_run import SendRunState
from composer_app.domain.submission import Recipient, SubmissionState
from tests.stored_mail import newest_mail
from tests.unit.archive.samples import T0, Answered, after, draft, send_run, submission
from tests.unit.archive.steps import due_lookups, sent


@pytest.fixture
def blobs(path: Path) -> Path:
    folder = path.with_name("attachments")
    store = AttachmentStore(folder)
    store.add_bytes(b"a letter")
    store.add_bytes(b"x" * 3_000_000)
    return folder


@pytest.fixture
def packed(archive: Archive, path: Path, blobs: Path, tmp_path: Path) -> Path:
    """A backup made while the program works on, of what had been committed by then."""
    archive.drafts.save(draft(subject="kept"))
    target = tmp_path / "everything.backup"
    with archive.database.transaction():
        archive.database.run("DELETE FROM draft")  # not committed yet: not in the backup
        back_up(path, blobs, target, T0)
    return target


def contents(folder: Path) -> set[str]:
    return {file.name for file in AttachmentStore(folder).files()}


def test_it_comes_back_as_it_was(packed: Path, blobs: Path, tmp_path: Path) -> None:
    reported = about(packed)
    assert (reported.made_at, reported.layout, reported.attachments) == (T0, len(migrations()), 2)
    place = tmp_path / "new" / "archive.sqlite"
    assert restore(packed, place, tmp_path / "new" / "attachments", T0) == Restored(None, 0)
    again = Archive.open(place)
    assert [one.subject for one in again.drafts.all()] == ["kept"]
    assert again.as_reader.check() == ()
    again.close()
    assert contents(tmp_path / "new" / "attachments") == contents(blobs)
    assert (tmp_path / "new" / "attachments" / sorted(contents(blobs))[0]).exists()


def test_every_computer_can_open_it(packed: Path) -> None:
    with zipfile.ZipFile(packed) as pack:
        assert {name.split("/")[0] for name in pack.namelist()} == {"archive.sqlite", "attachments", "backup.json"}


def test_a_file_that_is_there_is_not_replaced_unasked(archive: Archive, packed: Path, path: Path, blobs: Path) -> None:
    before = packed.read_bytes()
    with pytest.raises(FileExists):
        back_up(path, blobs, packed, T0)
    assert packed.read_bytes() == before
    back_up(path, blobs, packed, T0, replace=True)
    assert about(packed).attachments == 2


def test_an_archive_that_is_there_is_not_replaced_unasked(
    archive: Archive, packed: Path, path: Path, blobs: Path
) -> None:
    archive.drafts.save(draft("d-2", "later"))
    archive.close()
    with pytest.raises(FileExists):
        restore(packed, path, blobs, T0)
    former = restore(packed, path, blobs, T0, replace=True).former
    assert former is not None
    assert former == path.with_name(f"{path.name}.before-restore")
    for place, subjects in ((path, {"kept"}), (former, {"later"})):
        opened = Archive.open(place)
        assert {one.subject for one in opened.drafts.all()} == subjects
        opened.close()


def test_an_archive_in_use_is_not_replaced(archive: Archive, packed: Path, path: Path, blobs: Path) -> None:
    with pytest.raises(ArchiveLocked):
        restore(packed, path, blobs, T0, replace=True)
    archive.drafts.save(draft("d-2", "still works"))


def test_what_waited_in_a_backup_does_not_leave_by_itself(archive: Archive, path: Path, blobs: Path) -> None:
    waiting, being_sent = submission(), submission(bulk_id="bulk-2")
    for mail in (waiting, being_sent):
        archive.outbox.queue(mail, None)
    archive.outbox.start_sending(being_sent.id, T0)
    packed = path.with_name("backup.zip")
    back_up(path, blobs, packed, T0)
    sent(archive, submission(bulk_id="bulk-3"), Answered("ana@example.com", MessageId("m-3")))
    archive.close()
    assert restore(packed, path, blobs, after(60), replace=True).in_doubt == 2
    again = Archive.open(path)
    assert [one.state for one in newest_mail(again)] == [SubmissionState.UNKNOWN] * 2
    assert {one.state for one in again.outbox.open()} == {SubmissionState.UNKNOWN}
    assert len(due_lookups(again, after(60))) == 2
    again.close()


def test_it_tells_how_far_it_is_and_can_be_stopped(archive: Archive, path: Path, blobs: Path, tmp_path: Path) -> None:
    reported: list[float] = []

    def tell(done: int, total: int) -> None:
        reported.append(done / total)
        if is_to_stop and done:
            raise Interrupted("enough")

    is_to_stop = False
    back_up(path, blobs, tmp_path / "b", T0, on_progress=tell)
    restore(tmp_path / "b", tmp_path / "a", tmp_path / "c", T0, on_progress=tell)
    half = reported.index(1.0) + 1
    assert reported[:half] == sorted(reported[:half])
    assert reported[half:] == sorted(reported[half:])
    assert reported[-1] == 1.0
    is_to_stop = True
    before = sorted(tmp_path.iterdir())
    with pytest.raises(Interrupted):
        back_up(path, blobs, tmp_path / "b2", T0, on_progress=tell)
    with pytest.raises(Interrupted):
        restore(tmp_path / "b", tmp_path / "a", tmp_path / "c", T0, replace=True, on_progress=tell)
    assert sorted(tmp_path.iterdir()) == before


def test_commits_of_others_do_not_begin_the_copy_anew(
    archive: Archive, path: Path, blobs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database_module, "_PAGES_AT_ONCE", 8)
    copied: list[int] = []

    def write_on(done: int, _total: int) -> None:
        copied.append(done)
        if len(copied) < 5:
            archive.drafts.save(draft(f"d-{len(copied)}"))

    back_up(path, blobs, tmp_path / "b", T0, on_progress=write_on)
    assert copied == sorted(copied)
    restore(tmp_path / "b", tmp_path / "new.sqlite", blobs, T0)
    again = Archive.open(tmp_path / "new.sqlite")
    assert again.drafts.all() == ()
    again.close()


@pytest.mark.skipif(os.name != "posix", reason="rights of files")
def test_only_its_owner_can_read_it(packed: Path) -> None:
    assert packed.stat().st_mode & 0o077 == 0


def test_a_damaged_backup_changes_nothing(packed: Path, tmp_path: Path) -> None:
    content = bytearray(packed.read_bytes())
    content[len(content) // 2] ^= 0xFF
    packed.write_bytes(content)
    place = tmp_path / "new" / "archive.sqlite"
    with pytest.raises(ArchiveDamaged):
        restore(packed, place, tmp_path / "new" / "attachments", T0)
    assert not place.exists()
    assert contents(tmp_path / "new" / "attachments") == set()


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x05\x06" + b"\0" * 18])
def test_something_else_is_no_backup(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "something"
    file.write_bytes(content)
    with pytest.raises(ArchiveDamaged):
        restore(file, tmp_path / "archive.sqlite", tmp_path / "attachments", T0)


def test_a_backup_of_a_newer_program_is_refused(archive: Archive, path: Path, blobs: Path, tmp_path: Path) -> None:
    archive.database.run("PRAGMA user_version = 99")
    back_up(path, blobs, tmp_path / "newer", T0)
    with pytest.raises(NewerArchive):
        restore(tmp_path / "newer", tmp_path / "new.sqlite", tmp_path / "new", T0)


def test_without_room_there_is_no_half_backup(
    archive: Archive, path: Path, blobs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backup_module, "sync", full)
    before = sorted(tmp_path.iterdir())
    with pytest.raises(ArchiveFull):
        back_up(path, blobs, tmp_path / "b", T0)
    assert sorted(tmp_path.iterdir()) == before


def test_there_must_be_an_archive(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError):
        back_up(tmp_path / "none", tmp_path, tmp_path / "b", T0)
    with pytest.raises(ArchiveError):
        restore(tmp_path / "none", tmp_path / "a", tmp_path, T0)


def test_a_run_in_a_backup_waits_for_the_user(archive: Archive, path: Path, blobs: Path) -> None:
    run = send_run()
    archive.send_runs.begin(run, MailContent(sender="b@example.com", subject="Hello"), draft("d-1"))
    archive.send_runs.add_recipients(run.id, [Recipient(Mailbox("ana@example.com"))])
    archive.send_runs.start(run.id)
    packed = path.with_name("backup.zip")
    back_up(path, blobs, packed, T0)
    archive.close()
    assert restore(packed, path, blobs, after(60), replace=True).in_doubt == 1
    again = Archive.open(path)
    (entry_now,) = again.send_runs.open()
    assert (entry_now.run.state, entry_now.run.is_restored, entry_now.left) == (SendRunState.PAUSED, True, 1)
    again.close()
