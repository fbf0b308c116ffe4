"""What other programs do to an open file."""

from __future__ import annotations

from pathlib import Path

import pytest

from composer_app.archive.file_watch import FileWatch
from composer_app.domain.archive_rescue import FileChange


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "folder" / "file"
    made.parent.mkdir()
    made.write_bytes(b"something")
    return made


def test_what_is_written_into_it_is_no_change(file: Path) -> None:
    watch = FileWatch(file)
    file.write_bytes(b"something else")
    assert watch.change() is None


def test_deleted_moved_and_its_folder_moved(file: Path) -> None:
    watch = FileWatch(file)
    file.rename(file.with_name("elsewhere"))
    assert watch.change() is FileChange.GONE
    file.with_name("elsewhere").rename(file)
    assert watch.change() is None
    file.parent.rename(file.parent.with_name("another"))
    assert watch.change() is FileChange.GONE


def test_another_file_at_the_path(file: Path, tmp_path: Path) -> None:
    watch = FileWatch(file)
    other = tmp_path / "other"
    other.write_bytes(b"something")
    other.replace(file)
    assert watch.change() is FileChange.REPLACED


@pytest.mark.parametrize("left", [b"", b"some"])
def test_cut_off(left: bytes, file: Path) -> None:
    watch = FileWatch(file)
    file.write_bytes(left)
    assert watch.change() is FileChange.CUT
    watch.note()
    assert watch.change() is None


def test_a_log_that_was_there_and_is_gone_or_another_one(file: Path) -> None:
    log = file.with_name(f"{file.name}-wal")
    watch = FileWatch(file)
    log.write_bytes(b"log")
    assert watch.change() is None
    watch.note()
    log.rename(log.with_name("elsewhere"))
    assert watch.change() is FileChange.LOG_GONE
    log.write_bytes(b"log")
    assert watch.change() is FileChange.LOG_GONE
    log.with_name("elsewhere").replace(log)
    assert watch.change() is None
