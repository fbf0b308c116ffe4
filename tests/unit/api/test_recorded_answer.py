"""An answer can be read as it was recorded from the wire."""

from __future__ import annotations

import gzip
import zlib

import pytest

from composer_app.api.recorded_answer import read_recorded

BODY = b'{"results": [{"messageId": "m-1"}]}'


def _zipped(body: bytes) -> bytes:
    packed = gzip.compress(body)
    return b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n%s" % (len(packed), packed)


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        (b"", (0, b"", False)),
        (b"HTTP/1.1 200 OK\r\nContent-Le", (0, b"", False)),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbody", (200, b"body", True)),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbo", (200, b"bo", False)),
        (b"HTTP/1.1 200 OK\r\n\r\nuntil the end", (200, b"until the end", True)),
        (
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nbo\r\n2\r\ndy\r\n0\r\n\r\n",
            (200, b"body", True),
        ),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nbo\r\n2\r\nd", (200, b"bod", False)),
        (b"HTTP/1.1 100 Go on\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx", (200, b"x", True)),
        (b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n", (503, b"", True)),
        (b"nothing of HTTP", (200, b"nothing of HTTP", False)),
        (b"HTTP/1.1 200 OK\r\nNo colon here\r\n\r\nbody", (200, b"body", False)),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nbody", (200, b"body", False)),
        (b"HTTP/1.1 500 No\r\nNo colon here\r\n\r\nbody", (500, b"body", False)),
        (b"HTTP/1.1 100 Go on\r\n\r\nHTTP/1.1 200 OK\r\nNo colon here\r\n\r\nbody", (200, b"body", False)),
        (b"HTTP/1.1 200 OK\nNo colon here\n\nbody", (200, b"body", False)),
        (b"HTT", (0, b"", False)),
        (_zipped(BODY), (200, BODY, True)),
        (_zipped(BODY)[:-8], (200, BODY, False)),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\nno gzip", (200, b"no gzip", True)),
        (b"HTTP/1.1 200 OK\r\nOdd\r\n\r\n" + gzip.compress(BODY), (200, BODY, False)),
        (
            b"HTTP/1.1 200 OK\r\nOdd\r\nContent-Encoding: deflate\r\n\r\n" + zlib.compress(BODY)[2:-4],
            (200, BODY, False),
        ),
        # a length that counts characters, and one that is no length
        (b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nbo\xc3\xb6dy", (200, b"bo\xc3\xb6dy", True)),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbody\r\n", (200, b"body", True)),
        (b"HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\nbody", (200, b"body", False)),
        (
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbody\r\nno chunk",
            (200, b"bodyno chunk", False),
        ),
    ],
)
def test_answers_as_they_stand_on_the_wire(raw: bytes, read: tuple[int, bytes, bool]) -> None:
    found = read_recorded(raw)
    assert (found.status, found.body, found.is_whole) == read


def test_its_headers_are_there() -> None:
    raw = b"HTTP/1.1 200 OK\r\nDate: now\r\nVia: a\r\nVia: b\r\nContent-Length: 0\r\n\r\n"
    assert read_recorded(raw).headers == {"date": "now", "via": "a, b", "content-length": "0"}
