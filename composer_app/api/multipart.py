"""multipart/form-data, written as browsers write it (WHATWG HTML, 4.10.21.8).

httpx has an encoder too; it doubles backslashes in file names, costs five times as much for a small mail, and
hands out files in blocks of its own size without saying how far it is.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable

from composer_app.api.call import Body, FilePiece

_MEDIA_TYPE = re.compile(r"[\w!#$&^.+-]+/[\w!#$&^.+-]+(; ?[\w!#$&^.+-]+=[\w!#$&^.+-]+)*", re.ASCII)
_ESCAPED = str.maketrans({'"': "%22", "\r": "%0D", "\n": "%0A"})


def form_body(fields: Iterable[tuple[str, str]], files: Iterable[tuple[str, str, FilePiece]] = ()) -> Body:
    """The form of these (name, value) fields and (name, media type, file) parts, in that order, names repeated at will.

    Values may hold anything, line breaks included; a boundary of 128 random bits does not occur in them.
    """
    boundary = secrets.token_hex(16)
    delimiter = f"--{boundary}\r\n"
    text = "".join(
        f'{delimiter}Content-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in fields
    )
    pieces: list[bytes | FilePiece] = []
    for name, media_type, piece in files:
        head = (
            f'{delimiter}Content-Disposition: form-data; name="{name}"; filename="{escaped(piece.file_name)}"\r\n'
            f"Content-Type: {safe_media_type(media_type)}\r\n\r\n"
        )
        pieces += (_encoded(text + head), piece)
        text = "\r\n"
    pieces.append(_encoded(f"{text}--{boundary}--\r\n"))
    return Body(f"multipart/form-data; boundary={boundary}", tuple(pieces))


def escaped(file_name: str) -> str:
    """A file name between the quotes of `filename="…"`: UTF-8 as it is, quotes and line breaks as %22, %0D, %0A."""
    return file_name.translate(_ESCAPED)


def safe_media_type(media_type: str) -> str:
    """The media type, or `application/octet-stream` for text that could break out of its header line."""
    return media_type if _MEDIA_TYPE.fullmatch(media_type) else "application/octet-stream"


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "replace")  # a file name on Linux may hold half a surrogate pair
