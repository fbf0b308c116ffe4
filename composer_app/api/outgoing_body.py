"""A body being sent, with a count of the bytes that may have left."""

from __future__ import annotations

import binascii
from collections.abc import AsyncIterator, Callable, Iterator

import httpx

from composer_app.api.api_request import Body, FilePiece
from composer_app.api.errors import AttachmentGone

BLOCK_BYTES = 256 * 1024
# Base64 turns 3 bytes into 4; a multiple of 3 keeps padding out of the middle.
_BASE64_BLOCK_BYTES = 192 * 1024

Progress = Callable[[int, int], None]


class OutgoingBody(httpx.AsyncByteStream):
    """Hands out a body in blocks of at most 256 KiB (a small one in one block) and counts them.

    `handed_over` grows *before* a block is given to the connection, and `on_progress(handed_over, total)` is called
    then: as long as it is 0, not a byte of the body has left. Files are opened one after the other, never read whole.
    """

    def __init__(self, body: Body, on_progress: Progress | None = None) -> None:
        self._body = body
        self._on_progress = on_progress
        self.total = body.length
        self.handed_over = 0

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for block in _blocks(self._body, self.total):
            self.handed_over += len(block)
            if self._on_progress:
                self._on_progress(self.handed_over, self.total)
            yield block


def check_files(body: Body) -> None:
    """Raises AttachmentGone unless every file exists with its stored length, before the first byte is sent."""
    for piece in body.pieces:
        if isinstance(piece, FilePiece):
            try:
                is_whole = piece.path.stat().st_size == piece.size_bytes
            except OSError:
                is_whole = False
            if not is_whole:
                raise AttachmentGone(piece.file_name)


def _blocks(body: Body, total: int) -> Iterator[bytes]:
    pieces = (_file_blocks(piece) if isinstance(piece, FilePiece) else (piece,) for piece in body.pieces)
    blocks = (block for piece in pieces for block in piece)
    if total <= BLOCK_BYTES:
        yield b"".join(blocks)
    else:
        yield from blocks


def _file_blocks(piece: FilePiece) -> Iterator[bytes]:
    size = _BASE64_BLOCK_BYTES if piece.is_base64 else BLOCK_BYTES
    try:
        with piece.path.open("rb") as file:
            while block := file.read(size):
                yield binascii.b2a_base64(block, newline=False) if piece.is_base64 else block
    except OSError:
        raise AttachmentGone(piece.file_name) from None
