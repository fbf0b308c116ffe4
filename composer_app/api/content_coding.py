"""Decompresses a body, also if its Content-Encoding is wrong or missing.

The program asks for no compression (`Accept-Encoding: identity`). Some servers compress all the same, with a wrong
label or none, or label a plain body as compressed.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from composer_app.api.answer_size_limit import LONGEST_ANSWER_BYTES

_GZIP = b"\x1f\x8b"
_BLOCK = 64
_LAYERS = 3
"""Most layers of compression: by the service, and by servers between."""


def decoded(body: bytes, content_encoding: str = "") -> bytes:
    """The decompressed body; unchanged if it is not compressed, or by an unknown method.

    Of a body that is cut off, returns what can be decompressed.
    """
    labels = [label.strip().lower() for label in content_encoding.split(",")]
    for _ in range(_LAYERS):
        inner = _inflated(body, is_deflate="deflate" in labels)
        if inner is None:
            break
        body = inner
    return body


def _inflated(body: bytes, *, is_deflate: bool) -> bytes | None:
    """None: not compressed, judged by the first bytes. Text begins with none of these signatures, except raw
    deflate."""
    if body.startswith(_GZIP):
        return _run(body, 16 + zlib.MAX_WBITS)
    if len(body) > 1 and body[0] & 0x0F == 8 and int.from_bytes(body[:2], "big") % 31 == 0:  # RFC 1950, 2.2
        return _run(body, zlib.MAX_WBITS)
    return _run(body, -zlib.MAX_WBITS) if is_deflate else None


def _run(body: bytes, window_bits: int) -> bytes | None:
    """None: the bytes have another format."""
    whole, has_ended = b"", False
    while body and len(whole) < LONGEST_ANSWER_BYTES:
        unpacking = zlib.decompressobj(window_bits)
        try:
            part = unpacking.decompress(body, LONGEST_ANSWER_BYTES - len(whole))
        except zlib.error:
            part = _before_the_fault(body, window_bits)
        whole += part
        if not unpacking.eof:
            break
        has_ended = True
        body = unpacking.unused_data.lstrip(b"\0")
        if not body.startswith(_GZIP):  # RFC 1952, 2.2: there may be several members
            break
    return whole if whole or has_ended else None


def _before_the_fault(body: bytes, window_bits: int) -> bytes:
    """The output before a damaged place."""
    unpacking = zlib.decompressobj(window_bits)
    pieces: list[bytes] = []
    for at in range(0, len(body), _BLOCK):
        block, before = body[at : at + _BLOCK], unpacking.copy()
        try:
            pieces.append(unpacking.decompress(block))
        except zlib.error:
            if window_bits > 0:  # raw deflate is only a guess, and the first bytes of anything may pass for it
                pieces += _byte_by_byte(before, block)
            break
    return b"".join(pieces)


def _byte_by_byte(unpacking: zlib._Decompress, block: bytes) -> Iterator[bytes]:
    """Feeds small pieces: zlib drops the whole output of a call that fails."""
    for at in range(len(block)):
        try:
            yield unpacking.decompress(block[at : at + 1])
        except zlib.error:
            return
