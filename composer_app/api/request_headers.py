"""The headers of every request."""

from __future__ import annotations

from composer_app import __version__


def request_headers(host: bytes, authorization: bytes) -> list[tuple[bytes, bytes]]:
    return [
        (b"Host", host),
        (b"Authorization", authorization),
        (b"Accept", b"application/json"),
        # Not compressed: little can be read of a compressed body that is cut off, and reports come once.
        (b"Accept-Encoding", b"identity"),
        (b"User-Agent", b"mail-composer/" + __version__.encode()),
    ]
