"""One file holds everything, and gives it back: whole or not at all."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from composer_app.archive import backup as backup_module
from composer_app.archive.archive import Archive
from composer_app.archive.backup import FileExists, about, back_up, restore
from composer_app.archive.blobs import BlobStore
from composer_app.archive.errors import ArchiveDamaged, ArchiveError, ArchiveFull, ArchiveLocked, NewerArchive
from composer_app.archive.migration import migrations
from tests.unit.archive.samples import T0, draft


@pytest.fixture
def blobs(path: Path) -> Path:
    folder = path.with_name("attachments")
    store = BlobStore(folder)
    store.add_bytes(b"a letter")
    store.add_bytes(b"x" * 3_000_000)
    return folder


@pytest.fixture
def packed(archive: Archive, path: Path, blobs: Path, tmp_path: Path) -> Path:
    """A backup made while the program works on, of what had been committed by then."""
    archive.save_draft(draft(subject="kept"))
    target = tmp_path / "everything.backup"
    with archive._db.transaction():
        archive._db.run("DELETE FROM draft")  # not committed yet: not in the backup
        back_up(path, blobs, target, T0)
    return target


def contents(folder: Path) -> set[str]:
    return {file.name for file in BlobStore(folder).files()}


def test_it_comes_back_as_it_was(packed: Path, blobs: Path, tmp_path: Path) -> None:
    told = about(packed)
    assert (told.made_at, told.layout, told.attachments) == (T0, len(migrations()), 2)
    place = tmp_path / "new" / "archive.sqlite"
    assert restore(packed, place, tmp_path / "new" / "attachments") is None
    again = Archive.open(place)
    assert [one.subject for one in again.drafts()] == ["kept"]
    assert again.check() == ()
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
    archive.save_draft(draft("d-2", "later"))
    archive.close()
    with pytest.raises(FileExists):
        restore(packed, path, blobs)
    former = restore(packed, path, blobs, replace=True)
    assert former == path.with_name(f"{path.name}.before-restore")
    for place, subjects in ((path, {"kept"}), (former, {"later"})):
        opened = Archive.open(place)
        assert {one.subject for one in opened.drafts()} == subjects
        opened.close()


def test_an_archive_in_use_is_not_replaced(archive: Archive, packed: Path, path: Path, blobs: Path) -> None:
    with pytest.raises(ArchiveLocked):
        restore(packed, path, blobs, replace=True)
    archive.save_draft(draft("d-2", "still works"))


def test_a_damaged_backup_changes_nothing(packed: Path, tmp_path: Path) -> None:
    content = bytearray(packed.read_bytes())
    content[len(content) // 2] ^= 0xFF
    packed.write_bytes(content)
    place = tmp_path / "new" / "archive.sqlite"
    with pytest.raises(ArchiveDamaged):
        restore(packed, place, tmp_path / "new" / "attachments")
    assert not place.exists()
    assert contents(tmp_path / "new" / "attachments") == set()


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x05\x06" + b"\0" * 18])
def test_something_else_is_no_backup(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "something"
    file.write_bytes(content)
    with pytest.raises(ArchiveDamaged):
        restore(file, tmp_path / "archive.sqlite", tmp_path / "attachments")


def test_a_backup_of_a_newer_program_is_refused(archive: Archive, path: Path, blobs: Path, tmp_path: Path) -> None:
    archive._db.run("PRAGMA user_version = 99")
    back_up(path, blobs, tmp_path / "newer", T0)
    with pytest.raises(NewerArchive):
        restore(tmp_path / "newer", tmp_path / "new.sqlite", tmp_path / "new")


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
        restore(tmp_path / "none", tmp_path / "a", tmp_path)
