"""A file takes another's place at once, and nothing is lost by it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from composer_app.archive.errors import ArchiveFull, ArchiveReadOnly
from composer_app.archive.file_operations import (
    copies_beside,
    free_name,
    os_errors_translated,
    put_in_place,
)


def test_a_taken_name_gets_a_number(tmp_path: Path) -> None:
    assert free_name(tmp_path / "a") == tmp_path / "a"
    (tmp_path / "a").touch()
    (tmp_path / "a-2").touch()
    assert free_name(tmp_path / "a") == tmp_path / "a-3"


@pytest.mark.parametrize("has_links", [True, False])
def test_the_former_file_lies_aside_with_its_log(
    tmp_path: Path, has_links: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(1, "Operation not permitted")

    if not has_links:
        monkeypatch.setattr(os, "link", refuse)
    new, path, aside = tmp_path / "new", tmp_path / "archive", tmp_path / "aside"
    for file, text in ((new, "new"), (path, "old"), (tmp_path / "archive-wal", "log"), (tmp_path / "archive-shm", "")):
        file.write_text(text)
    put_in_place(new, path, aside)
    assert {file.name: file.read_text() for file in tmp_path.iterdir()} == {
        "archive": "new",
        "aside": "old",
        "aside-wal": "log",
    }


@pytest.mark.parametrize(("number", "kind"), [(28, ArchiveFull), (122, ArchiveFull), (13, ArchiveReadOnly)])
def test_errors_of_the_system_are_ours(number: int, kind: type[Exception]) -> None:
    with pytest.raises(kind), os_errors_translated():
        raise OSError(number, "…")


def test_what_lies_beside_an_archive(tmp_path: Path) -> None:
    names = ["a.sqlite", "a.sqlite-wal", "a.sqlite.before-004", "a.sqlite.rescued", "a.sqlite.rescued-wal", "b.sqlite"]
    for name in names:
        (tmp_path / name).touch()
    beside = copies_beside(tmp_path / "a.sqlite")
    assert [one.name for one in beside] == ["a.sqlite.before-004", "a.sqlite.rescued", "a.sqlite.rescued-wal"]
    beside = copies_beside(tmp_path / "a.sqlite.rescued")
    assert [one.name for one in beside] == ["a.sqlite", "a.sqlite.before-004"]
