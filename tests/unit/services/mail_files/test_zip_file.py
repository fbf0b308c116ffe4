"""Packed mails: which HTML is opened, and what no ZIP can do to the program."""

from __future__ import annotations

import tracemalloc
import zipfile
from pathlib import Path

import pytest

from composer_app.domain.mail_limits import MAX_HTML_BYTES
from composer_app.domain.problem import ProblemCode
from composer_app.services.mail_files.zip_file import MAX_ZIP_BYTES, MOST_ENTRIES, read_zip_file
from composer_app.services.runtime.error_mapping import Failed


def packed(path: Path, files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    """A ZIP with these files."""
    with zipfile.ZipFile(path, "w", method) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return path


def refused(path: Path) -> ProblemCode:
    with pytest.raises(Failed) as failed:
        read_zip_file(path)
    assert failed.value.problem.subject == path.name
    return failed.value.problem.code


@pytest.mark.parametrize(
    "names", [("index.html", "other.html"), ("mail/index.htm", "mail/x/index.html"), ("only.HTML",)]
)
def test_the_index_or_the_only_page_is_opened(tmp_path: Path, names: tuple[str, ...]) -> None:
    files = {name: f"<p>{name}</p>".encode() for name in reversed(names)}
    path = packed(tmp_path / "mail.zip", {"__MACOSX/._x.html": b"x", ".hidden.html": b"x", "mail/": b"", **files})

    assert read_zip_file(path).html == f"<p>{names[0]}</p>"


def test_its_images_come_along_and_nothing_else(tmp_path: Path) -> None:
    page = b'<img src="images/a.png"><img src="../outside.png"><img src="lost.png">'
    files = {"m/index.html": page, "m/images/a.png": b"a", "outside.png": b"o", "m/unused.png": b"u"}

    found = read_zip_file(packed(tmp_path / "mail.zip", files))

    assert found.html == '<img src="cid:a.png"><img src="../outside.png"><img src="lost.png">'
    assert [(file.name, file.content) for file in found.files] == [("a.png", b"a")]


def test_a_bomb_is_refused_and_not_unpacked(tmp_path: Path) -> None:
    path = packed(tmp_path / "bomb.zip", {"index.html": b"<img src=a.png>", "a.png": bytes(300_000_000)})
    assert path.stat().st_size < 1_000_000

    tracemalloc.start()
    try:
        assert refused(path) is ProblemCode.FILE_TOO_BIG
        assert tracemalloc.get_traced_memory()[1] < 120_000_000
    finally:
        tracemalloc.stop()


def test_html_and_numbers_of_files_have_limits(tmp_path: Path) -> None:
    assert refused(packed(tmp_path / "a.zip", {"index.html": bytes(MAX_HTML_BYTES + 1)})) is ProblemCode.FILE_TOO_BIG
    many = {f"{number}.txt": b"" for number in range(MOST_ENTRIES + 1)}
    assert refused(packed(tmp_path / "b.zip", many)) is ProblemCode.FILE_TOO_BIG
    with (tmp_path / "c.zip").open("wb") as file:
        file.truncate(MAX_ZIP_BYTES + 1)  # a hole in the file, which takes no room
    assert refused(tmp_path / "c.zip") is ProblemCode.FILE_TOO_BIG


@pytest.mark.parametrize("files", [{}, {"a.html": b"a", "b.html": b"b"}, {"a.txt": b"a"}])
def test_without_one_page_there_is_nothing_to_open(tmp_path: Path, files: dict[str, bytes]) -> None:
    assert refused(packed(tmp_path / "mail.zip", files)) is ProblemCode.NO_HTML_IN_FILE


def test_a_password_is_said(tmp_path: Path) -> None:
    path = packed(tmp_path / "mail.zip", {"index.html": b"<p>x</p>"}, zipfile.ZIP_STORED)
    content = bytearray(path.read_bytes())
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + flags] |= 1
    path.write_bytes(content)

    assert refused(path) is ProblemCode.MAIL_FILE_LOCKED


def test_damage_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"PK\x03\x04 and no more")
    assert refused(tmp_path / "a.zip") is ProblemCode.MAIL_FILE_DAMAGED
    path = packed(tmp_path / "b.zip", {"index.html": b"<p>words</p>"}, zipfile.ZIP_STORED)
    path.write_bytes(path.read_bytes().replace(b"words", b"other"))
    assert refused(path) is ProblemCode.MAIL_FILE_DAMAGED
    bzip2 = packed(tmp_path / "c.zip", {"index.html": b"<p>words</p>"}, zipfile.ZIP_BZIP2)
    assert refused(bzip2) is ProblemCode.MAIL_FILE_DAMAGED
