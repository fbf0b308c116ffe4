"""A request as a value: built without I/O, sent by the session."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote, urlencode

import msgspec


def well_formed(text: str) -> str:
    """The same text; half a surrogate pair, which a file name on Linux may hold, becomes a question mark."""
    return text.encode("utf-8", "replace").decode()


class FilePiece(msgspec.Struct, frozen=True):
    """The bytes of a stored file, put into a body when it is sent. `size_bytes` is the file's own length."""

    path: Path
    size_bytes: int
    file_name: str
    is_base64: bool = False

    @property
    def wire_length(self) -> int:
        return (self.size_bytes + 2) // 3 * 4 if self.is_base64 else self.size_bytes


class Body(msgspec.Struct, frozen=True):
    """A body in pieces: bytes in memory, and files that are read while it is sent."""

    content_type: str
    pieces: tuple[bytes | FilePiece, ...]

    @property
    def length(self) -> int:
        return sum(piece.wire_length if isinstance(piece, FilePiece) else len(piece) for piece in self.pieces)

    @property
    def has_files(self) -> bool:
        return any(isinstance(piece, FilePiece) for piece in self.pieces)


class ApiRequest(msgspec.Struct, frozen=True, kw_only=True):
    """An API request without host and key. `query` keeps order and repeated names."""

    method: str
    path: str
    query: tuple[tuple[str, str], ...] = ()
    body: Body | None = None

    @property
    def target(self) -> str:
        """Path and query of the request line. A blank is `%20`: some servers keep a `+`."""
        return f"{self.path}?{urlencode(self.query, quote_via=quote)}" if self.query else self.path
