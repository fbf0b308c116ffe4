from __future__ import annotations

import errno
import hashlib
import io
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from composer_app.archive.attachment_store import (
    BLOCK_BYTES,
    AttachmentStore,
    FileNotReadable,
    FileTooBig,
    IsFolder,
    StoreNotWritable,
    Swept,
)

GRACE_S = 60.0


@pytest.fixture
def store(tmp_path: Path) -> AttachmentStore:
    return AttachmentStore(tmp_path / "attachments")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "Rechnung März.pdf"
    path.write_bytes(b"%PDF" + bytes(range(256)) * 10)
    return path


class Watched(type(Path())):
    """A file of which every block that is read is reported."""

    def __new__(cls, path: Path, on_read: Callable[[], object]) -> Watched:
        made = super().__new__(cls, path)
        made.on_read = on_read
        return made

    def open(self, *_: object) -> _WatchedFile:
        return _WatchedFile(self, self.on_read)


class _WatchedFile(io.FileIO):
    def __init__(self, path: Path, on_read: Callable[[], object]) -> None:
        super().__init__(path)
        self._on_read = on_read

    def read(self, size: int | None = -1, /) -> bytes:
        block = super().read(size)
        self._on_read()
        return block


def left(tmp_path: Path) -> list[str]:
    folder = tmp_path / "attachments"
    return sorted(file.name for file in folder.iterdir()) if folder.exists() else []


def test_file_is_kept_by_its_content(store: AttachmentStore, source: Path) -> None:
    sha256, size = store.add_file(source)
    assert sha256 == hashlib.sha256(source.read_bytes()).hexdigest()
    assert size == source.stat().st_size
    kept = source.read_bytes()
    source.write_bytes(b"changed later")
    assert store.path(sha256).read_bytes() == kept


def test_the_same_content_lies_there_once(store: AttachmentStore, source: Path, tmp_path: Path) -> None:
    first = store.add_file(source)
    assert store.add_bytes(source.read_bytes()) == first
    assert left(tmp_path) == [first[0]]


def test_empty_file_is_a_file(store: AttachmentStore) -> None:
    sha256, size = store.add_bytes(b"")
    assert (store.path(sha256).read_bytes(), size) == (b"", 0)


def test_folder_is_refused(store: AttachmentStore, tmp_path: Path) -> None:
    with pytest.raises(IsFolder):
        store.add_file(tmp_path)
    assert left(tmp_path) == []


def test_pipe_is_refused_without_waiting_for_it(store: AttachmentStore, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(IsFolder):
        store.add_file(tmp_path / "pipe")


def test_missing_file_is_reported_with_the_systems_reason(store: AttachmentStore, tmp_path: Path) -> None:
    with pytest.raises(FileNotReadable) as caught:
        store.add_file(tmp_path / "gone.pdf")
    assert isinstance(caught.value.__cause__, FileNotFoundError)


def test_file_that_may_not_be_read_is_reported(
    store: AttachmentStore, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)  # root may read everything
    with pytest.raises(FileNotReadable):
        store.add_file(source)


def test_too_big_is_refused_at_once(store: AttachmentStore, tmp_path: Path) -> None:
    huge = tmp_path / "huge.iso"
    with huge.open("wb") as file:
        file.truncate(200_000_000)
    with pytest.raises(FileTooBig) as caught:
        store.add_file(Watched(huge, lambda: pytest.fail("it was read")), limit_bytes=25_000_000)
    assert caught.value.size == 200_000_000
    assert left(tmp_path) == []


def test_growing_beyond_the_limit_while_it_is_copied_is_refused(store: AttachmentStore, tmp_path: Path) -> None:
    growing = tmp_path / "growing.log"
    growing.write_bytes(b"x" * BLOCK_BYTES)

    def grow() -> None:
        with growing.open("ab") as file:
            file.write(b"y" * BLOCK_BYTES)

    with pytest.raises(FileTooBig):
        store.add_file(Watched(growing, grow), limit_bytes=3 * BLOCK_BYTES)
    assert left(tmp_path) == []


def test_a_source_changed_while_it_is_copied_is_kept_as_it_was_read(store: AttachmentStore, tmp_path: Path) -> None:
    changing = tmp_path / "changing"
    changing.write_bytes(b"a" * (3 * BLOCK_BYTES))

    def change() -> None:
        with changing.open("r+b") as file:
            file.seek(2 * BLOCK_BYTES)
            file.write(b"b" * 100)

    sha256, size = store.add_file(Watched(changing, change))
    kept = store.path(sha256).read_bytes()
    assert (hashlib.sha256(kept).hexdigest(), len(kept)) == (sha256, size)


class _Failing(io.BytesIO):
    """Gives one block, then the disk fails."""

    def read(self, size: int | None = -1, /) -> bytes:
        if self.tell() >= BLOCK_BYTES:
            raise OSError(errno.EIO, "Input/output error")
        return super().read(size)


def test_a_disk_that_fails_half_way_leaves_nothing(store: AttachmentStore, tmp_path: Path) -> None:
    with pytest.raises(FileNotReadable):
        store.add_stream(_Failing(b"x" * 2 * BLOCK_BYTES))
    assert left(tmp_path) == []


def test_a_full_disk_leaves_nothing(
    store: AttachmentStore, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreNotWritable):
        store.add_file(source)
    assert left(tmp_path) == []


def test_a_store_that_cannot_be_made_is_reported(source: Path) -> None:
    with pytest.raises(StoreNotWritable):
        AttachmentStore(source / "store").add_bytes(b"x")


def test_stopping_the_copy_leaves_nothing(store: AttachmentStore, source: Path, tmp_path: Path) -> None:
    def stop() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        store.add_file(Watched(source, stop))
    assert left(tmp_path) == []


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "A" * 64, "a" * 63, "a" * 64 + "\n", "g" * 64])
def test_only_a_digest_is_a_name(store: AttachmentStore, name: str) -> None:
    with pytest.raises(ValueError, match="SHA-256"):
        store.path(name)


def aged(store: AttachmentStore, *digests: str) -> None:
    for sha256 in digests:
        os.utime(store.path(sha256), (1_000, 1_000))


def test_a_sweep_deletes_what_nothing_needs(store: AttachmentStore, tmp_path: Path) -> None:
    assert store.sweep(set(), grace_s=GRACE_S) == Swept(0, 0)
    used, held, unused, fresh = (store.add_bytes(content)[0] for content in (b"used", b"held", b"unused", b"fresh"))
    aged(store, used, held, unused)
    folder = tmp_path / "attachments"
    (folder / ".copying-1-killed").write_bytes(b"half")
    os.utime(folder / ".copying-1-killed", (1_000, 1_000))
    (folder / "not ours.txt").write_bytes(b"")

    assert store.sweep({used}, {held}, grace_s=GRACE_S) == Swept(removed=2, waiting=2)
    assert left(tmp_path) == sorted([used, held, fresh, "not ours.txt"])
    assert store.sweep({used}, grace_s=GRACE_S, now=time.time() + GRACE_S + 1) == Swept(removed=2, waiting=0)


def test_what_is_being_copied_is_not_swept_away(store: AttachmentStore, tmp_path: Path) -> None:
    big = tmp_path / "big"
    big.write_bytes(b"x" * (2 * BLOCK_BYTES))

    def sweep() -> None:
        for file in (tmp_path / "attachments").iterdir():
            os.utime(file, (1_000, 1_000))
        assert AttachmentStore(tmp_path / "attachments").sweep(set(), grace_s=GRACE_S) == Swept(0, 1)

    sha256, _ = store.add_file(Watched(big, sweep))
    assert store.sweep(set(), grace_s=GRACE_S) == Swept(0, 1), "as if it had been stored at this moment"
    assert left(tmp_path) == [sha256]


def test_what_is_attached_once_more_is_fresh_again(store: AttachmentStore, tmp_path: Path) -> None:
    sha256, _ = store.add_bytes(b"again")
    aged(store, sha256)
    store.add_bytes(b"again")
    assert store.sweep(set(), grace_s=GRACE_S) == Swept(0, 1)
    assert left(tmp_path) == [sha256]


def test_nothing_is_swept_away_during_a_backup(store: AttachmentStore, tmp_path: Path) -> None:
    sha256, _ = store.add_bytes(b"unused")
    aged(store, sha256)
    with store.kept_whole():
        for file in (tmp_path / "attachments").iterdir():
            os.utime(file, (1_000, 1_000))
        assert AttachmentStore(tmp_path / "attachments").sweep(set(), grace_s=GRACE_S) == Swept(0, 1)
    (tmp_path / "attachments" / ".reading-1-killed").write_bytes(b"")
    os.utime(tmp_path / "attachments" / ".reading-1-killed", (1_000, 1_000))
    assert store.sweep(set(), grace_s=GRACE_S) == Swept(2, 0)
    assert left(tmp_path) == []


@pytest.mark.parametrize(("is_used", "is_fresh"), [(True, False), (False, True), (False, False)])
def test_a_sweep_that_was_killed_is_made_good(
    store: AttachmentStore, tmp_path: Path, is_used: bool, is_fresh: bool
) -> None:
    sha256, _ = store.add_bytes(b"put aside")
    if not is_fresh:
        aged(store, sha256)
    store.path(sha256).rename(tmp_path / "attachments" / f".leaving-{sha256}")
    store.sweep({sha256} if is_used else set(), grace_s=GRACE_S)
    assert left(tmp_path) == ([sha256] if is_used or is_fresh else [])


def test_a_backup_of_a_store_that_cannot_be_written_goes_on(source: Path) -> None:
    with AttachmentStore(source / "store").kept_whole():
        assert not (source / "store").exists()


def test_what_is_too_fresh_goes_with_the_next_sweep(store: AttachmentStore) -> None:
    store.add_bytes(b"fresh")
    at = time.time()

    first = store.sweep(set(), grace_s=GRACE_S, now=at)
    assert (first.removed, first.waiting) == (0, 1)
    assert store.sweep(set(), grace_s=GRACE_S, now=at + GRACE_S + 1).removed == 1
