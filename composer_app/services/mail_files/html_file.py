"""Reads a file of HTML: finds its encoding, and takes in the images beside it."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Callable
from pathlib import Path

from composer_app.domain import file_types
from composer_app.domain.mail_limits import MAX_HTML_BYTES
from composer_app.domain.problem import Problem, ProblemCode
from composer_app.domain.relative_images import with_inline_images
from composer_app.services.mail_files.file_content import FileContent, InlineImages
from composer_app.services.merge.text_encoding import encoding_of
from composer_app.services.runtime.error_mapping import Failed

_DECLARED = re.compile(rb"<meta[^>]{1,500}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_LOOKS_FOR_BYTES = 4096
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_AS_BROWSERS_READ = {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030"}

ReadImage = Callable[[str, int], bytes | None]
"""From a path beside the HTML, and the most bytes that fit, to the bytes of the image; None: there is none.
One byte more than that is enough to see that it does not fit."""


def read_html_file(path: Path) -> FileContent:
    """Read the file, and the images that it names in its own folder or below. Any thread. Raises `Failed`."""
    with path.open("rb") as file:
        content = file.read(MAX_HTML_BYTES + 1)
    folder = path.parent.resolve()

    def read(name: str, most: int) -> bytes | None:
        try:
            wanted = (folder / name).resolve()
            if not wanted.is_relative_to(folder) or not wanted.is_file():
                return None
            with wanted.open("rb") as image:
                return image.read(most + 1)
        except (OSError, ValueError):
            return None

    return html_content(content, path.name, read)


def html_content(content: bytes, file_name: str, read: ReadImage) -> FileContent:
    """HTML in bytes as the content of a draft.

    Raises:
        Failed: FILE_TOO_BIG, of the HTML or of it with its images; MAIL_FILE_EMPTY.
    """
    if len(content) > MAX_HTML_BYTES:
        raise Failed(Problem(ProblemCode.FILE_TOO_BIG, subject=file_name))
    html = decoded(content)
    if not html.strip():
        raise Failed(Problem(ProblemCode.MAIL_FILE_EMPTY, subject=file_name))
    images = InlineImages(file_name)

    def name_of(path: str) -> str | None:
        if not file_types.is_picture(path):
            return None
        if images.known(path):
            return images.name_of(path)
        return images.add(path, path.rpartition("/")[2], read(path, images.left_bytes))

    changed = with_inline_images(html, name_of)
    return FileContent(changed, files=tuple(images.files))


def decoded(content: bytes, declared: str = "") -> str:
    """Bytes of HTML or text as text. A mark at the start decides, then what is declared if it fits, then the words.

    Args:
        declared: an encoding by name, as a mail says; "": HTML may say one itself.
    """
    if not declared and (found := _DECLARED.search(content[:_LOOKS_FOR_BYTES])) is not None:
        declared = found[1].decode("ascii", "replace")
    if not content.startswith(_MARKS):
        text = _as_declared(content, declared)
        if text is not None:
            return text
    return content.decode(encoding_of(io.BytesIO(content)), "replace").removeprefix("\ufeff")


def _as_declared(content: bytes, declared: str) -> str | None:
    try:
        name = codecs.lookup(declared).name
        if name.startswith(("utf-16", "utf-32")):
            return None  # then the declaration itself could not be read
        return content.decode(_AS_BROWSERS_READ.get(name, name))
    except (LookupError, ValueError):
        return None
