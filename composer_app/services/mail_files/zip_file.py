"""Reads a ZIP with HTML and its images. What is unpacked is counted, so a small file cannot fill the memory."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from pathlib import Path

from composer_app.domain.file_types import ending
from composer_app.domain.mail_limits import MAX_HTML_BYTES
from composer_app.domain.problem import Problem, ProblemCode
from composer_app.services.mail_files.file_content import FileContent
from composer_app.services.mail_files.html_file import html_content
from composer_app.services.runtime.error_mapping import Failed

MOST_ENTRIES = 5_000
MAX_ZIP_BYTES = 100_000_000
_HTML = ("html", "htm")
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""Others unpack with memory of their own choice."""


def read_zip_file(path: Path) -> FileContent:
    """Read `index.html`, or the only HTML file, and the images that it names. Nothing else is unpacked. Any thread.

    Raises:
        Failed: FILE_TOO_BIG, MAIL_FILE_LOCKED, MAIL_FILE_DAMAGED, or NO_HTML_IN_FILE.
    """
    if path.stat().st_size > MAX_ZIP_BYTES:
        raise Failed(Problem(ProblemCode.FILE_TOO_BIG, subject=path.name))
    try:
        with zipfile.ZipFile(path) as packed:
            return _content(packed, path.name)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
        raise Failed(Problem(ProblemCode.MAIL_FILE_DAMAGED, subject=path.name)) from error


def _content(packed: zipfile.ZipFile, file_name: str) -> FileContent:
    entries = {posixpath.normpath(entry.filename): entry for entry in packed.infolist() if _is_content(entry)}
    if len(entries) > MOST_ENTRIES:
        raise Failed(Problem(ProblemCode.FILE_TOO_BIG, subject=file_name))
    chosen = _html_of(list(entries))
    if chosen is None:
        raise Failed(Problem(ProblemCode.NO_HTML_IN_FILE, subject=file_name))
    if entries[chosen].flag_bits & 1:
        raise Failed(Problem(ProblemCode.MAIL_FILE_LOCKED, subject=file_name))
    folder = posixpath.dirname(chosen)

    def read(name: str, most: int) -> bytes | None:
        entry = entries.get(posixpath.join(folder, name))
        return None if entry is None or entry.flag_bits & 1 else _unpacked(packed, entry, most)

    return html_content(_unpacked(packed, entries[chosen], MAX_HTML_BYTES), file_name, read)


def _is_content(entry: zipfile.ZipInfo) -> bool:
    """Without folders, and without what macOS adds."""
    parts = entry.filename.split("/")
    return not entry.is_dir() and parts[0] != "__MACOSX" and not parts[-1].startswith(".")


def _html_of(names: list[str]) -> str | None:
    pages = [name for name in names if ending(name) in _HTML]
    pages.sort(key=lambda name: name.count("/"))
    index = [name for name in pages if posixpath.basename(name).lower() in ("index.html", "index.htm")]
    if index:
        return index[0]
    return pages[0] if len(pages) == 1 else None


def _unpacked(packed: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> bytes:
    """At most one byte more than `most`: the size that the ZIP names may be a lie."""
    if entry.compress_type not in _METHODS:
        raise NotImplementedError
    with packed.open(entry) as file:
        return file.read(most + 1)
