"""Decompresses a body, also if its Content-Encoding is wrong or missing.

Nothing compressed is asked for (`Accept-Encoding: identity`), and it comes all the same: with a label that is wrong or
missing, or with a plain body under the label of a compressed one.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator

_GZIP = b"\x1f\x8b"
_BLOCK = 64
_LAYERS = 3
"""So often a body may be compressed over again: by the service, and by what stands between."""
MAX_BYTES = 256 * 1024 * 1024
"""A small body can stand for terabytes."""


def decoded(body: bytes, content_encoding: str = "") -> bytes:
    """The body without its compression; as it is where there is none, or where it is not known here.

    Of a compressed body that breaks off, it gives what can be read before the break.
    """
    labels = [label.strip().lower() for label in content_encoding.split(",")]
    for _ in range(_LAYERS):
        inner = _inflated(body, is_deflate="deflate" in labels)
        if inner is None:
            break
        body = inner
    return body


def _inflated(body: bytes, *, is_deflate: bool) -> bytes | None:
    """None: this is not compressed. The bytes decide; a text begins with none of these, but for raw deflate."""
    if body.startswith(_GZIP):
        return _run(body, 16 + zlib.MAX_WBITS)
    if len(body) > 1 and body[0] & 0x0F == 8 and int.from_bytes(body[:2], "big") % 31 == 0:  # RFC 1950, 2.2
        return _run(body, zlib.MAX_WBITS)
    return _run(body, -zlib.MAX_WBITS) if is_deflate else None


def _run(body: bytes, window_bits: int) -> bytes | None:
    """None: it is nothing of that kind after all."""
    whole, has_ended = b"", False
    while body and len(whole) < MAX_BYTES:
        unpacking = zlib.decompressobj(window_bits)
        try:
            part = unpacking.decompress(body, MAX_BYTES - len(whole))
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
    """What comes out before a place that is damaged."""
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
    """A fault keeps back all that its call would have given: of a short body, everything."""
    for at in range(len(block)):
        try:
            yield unpacking.decompress(block[at : at + 1])
        except zlib.error:
            return
