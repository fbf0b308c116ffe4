"""Parses multipart/form-data: fields into memory, files straight to disk.

Starlette's own form parser is not used: it copies through a thread pool and holds the first megabyte of every
file in memory.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING
from urllib.parse import unquote

from python_multipart.exceptions import MultipartParseError
from python_multipart.multipart import MultipartParser, parse_options_header

from composer_app.sandbox.mail.send_request import FilePart
from composer_app.sandbox.store.blobs import IncomingFile, Tray
from composer_app.sandbox.web.error_answers import Problem

if TYPE_CHECKING:
    from python_multipart.multipart import MultipartCallbacks

_EXTENDED_NAME = re.compile(rb"filename\*\s*=\s*utf-8'[^']*'([^;\s]+)", re.IGNORECASE)
# Fields that are files; the others are text even when a client gives them a file name.
_FILE_FIELDS = frozenset({"attachment", "inlineimage"})
_PARTS_MOST = 3000
_PREAMBLE_MOST = 64 * 1024


class Form:
    """The parts of a request. Names are in small letters and without an index: ``to['0']`` is ``to``."""

    def __init__(self) -> None:
        self.fields: dict[str, list[str]] = {}
        self.files: dict[str, list[FilePart]] = {}


async def read_form(content_type: str, blocks: AsyncIterator[bytes], tray: Tray) -> Form:
    """Reads the whole form.

    Raises:
        Problem: 415 for another content type, 400 for a form that cannot be read.
    """
    kind, options = parse_options_header(content_type)
    if kind != b"multipart/form-data":
        raise Problem(415, text="Content type must be multipart/form-data")
    if not options.get(b"boundary"):
        raise Problem(400, text="The multipart boundary is missing")
    reader = _Reader(tray)
    parser = MultipartParser(options[b"boundary"], reader.callbacks())
    try:
        async for block in _from_first_boundary(options[b"boundary"], blocks):
            parser.write(block)
        parser.finalize()
    except (MultipartParseError, UnicodeError) as error:
        raise Problem(400, text="The multipart body cannot be read") from error
    if not reader.is_complete:
        raise Problem(400, text="The multipart body ends too early")
    return reader.form


async def _from_first_boundary(boundary: bytes, blocks: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """Leaves out the preamble: what stands before the first boundary means nothing (RFC 2046, 5.1.1)."""
    delimiter, held = b"--" + boundary, b""
    async for block in blocks:
        held += block
        start = 0 if held.startswith(delimiter) else held.find(b"\n" + delimiter, 0, _PREAMBLE_MOST) + 1
        if start or held.startswith(delimiter):
            yield held[start:]
            break
        if len(held) > _PREAMBLE_MOST:
            raise Problem(400, text="The multipart body begins with no boundary")
    async for block in blocks:
        yield block


class _Reader:
    """Receives the parser's callbacks, part by part."""

    def __init__(self, tray: Tray) -> None:
        self.form = Form()
        self.is_complete = False
        self._tray = tray
        self._parts = 0
        self._begin()

    def callbacks(self) -> MultipartCallbacks:
        return {
            "on_part_begin": self._begin,
            "on_header_field": self._header_field,
            "on_header_value": self._header_value,
            "on_header_end": self._header_end,
            "on_headers_finished": self._headers_finished,
            "on_part_data": self._data,
            "on_part_end": self._end,
            "on_end": self._complete,
        }

    def _begin(self) -> None:
        self._headers: dict[bytes, bytes] = {}
        self._header = (bytearray(), bytearray())
        self._name = ""
        self._file_name = ""
        self._text = bytearray()
        self._file: IncomingFile | None = None

    def _header_field(self, data: bytes, start: int, end: int) -> None:
        self._header[0].extend(data[start:end])

    def _header_value(self, data: bytes, start: int, end: int) -> None:
        self._header[1].extend(data[start:end])

    def _header_end(self) -> None:
        self._headers[bytes(self._header[0]).lower()] = bytes(self._header[1])
        self._header = (bytearray(), bytearray())

    def _headers_finished(self) -> None:
        self._parts += 1
        if self._parts > _PARTS_MOST:
            raise Problem(400, text="The multipart body has too many parts")
        disposition = self._headers.get(b"content-disposition", b"")
        _, options = parse_options_header(disposition)
        self._name = options.get(b"name", b"").decode(errors="replace").partition("[")[0].lower()
        file_name = options.get(b"filename")
        if extended := _EXTENDED_NAME.search(disposition):  # exact, so it counts before the other (RFC 6266, 4.3)
            self._file_name = unquote(extended[1].decode("latin-1"))
        elif file_name is not None:
            self._file_name = _unescape(file_name.decode(errors="replace"))
        else:
            return
        if self._name in _FILE_FIELDS:
            self._file = self._tray.new_file()

    def _data(self, data: bytes, start: int, end: int) -> None:
        block = data[start:end]
        if self._file is not None:
            self._file.write(block)
        else:
            self._text += block

    def _end(self) -> None:
        if self._file is None:
            self.form.fields.setdefault(self._name, []).append(self._text.decode(errors="replace"))
        else:
            kind = self._headers.get(b"content-type", b"application/octet-stream").decode("latin-1")
            part = self._file.finish(self._file_name, kind)
            self.form.files.setdefault(self._name, []).append(part)

    def _complete(self) -> None:
        self.is_complete = True


def _unescape(name: str) -> str:
    """Undoes what browsers and HTTP libraries do to quotes and line breaks in a quoted file name."""
    return name.replace("%22", '"').replace("%0D", "_").replace("%0A", "_")
