"""Parses a recorded answer to a GET, head and body, complete or not."""

from __future__ import annotations

import re
from collections.abc import Mapping

import h11
import msgspec

from composer_app.api.content_coding import decoded

MAX_HEAD_BYTES = 100 * 1024  # as httpcore has it
_STATUS = re.compile(rb"HTTP/1\.[01] (\d{3})(?=[ \r\n]|$)")
_GAP = re.compile(rb"\r?\n\r?\n")
_CODING = re.compile(rb"^content-encoding:[ \t]*([^\r\n]*)", re.IGNORECASE | re.MULTILINE)


class RecordedAnswer(msgspec.Struct, frozen=True):
    """A recorded answer. `status` 0: no head. `is_whole` False: it is cut off, or its head is invalid."""

    status: int
    body: bytes = b""
    is_whole: bool = False
    headers: Mapping[str, str] = {}
    """Their names in small letters; of one that comes twice, both values."""


NONE = RecordedAnswer(0)


def read_recorded(raw: bytes) -> RecordedAnswer:
    """The answer in what was recorded.

    If the head is invalid, the body is everything after it; without a head, everything is body, with status 200, since
    it may hold reports.
    """
    connection = h11.Connection(h11.CLIENT, max_incomplete_event_size=MAX_HEAD_BYTES)
    connection.send(h11.Request(method="GET", target="/", headers=[("Host", "there")]))
    connection.send(h11.EndOfMessage())
    response, blocks, is_whole = None, [], False
    try:
        connection.receive_data(raw)
        connection.receive_data(b"")
        while True:
            event = connection.next_event()
            if isinstance(event, h11.Response):
                response = event
            elif isinstance(event, h11.Data):
                blocks.append(bytes(event.data))
            elif not isinstance(event, h11.InformationalResponse):
                is_whole = isinstance(event, h11.EndOfMessage)
                break
    except h11.RemoteProtocolError:
        if response is None:
            return _roughly(raw)
        if _is_chunked(response):  # an invalid or cut-off chunk: append the bytes that h11 did not read
            blocks.append(_behind(connection))
    if response is None:
        return _roughly(raw)
    if is_whole:  # its end may be a wrong one: a length that counts characters
        blocks.append(_behind(connection))
    headers: dict[str, str] = {}
    for name, value in ((name.decode("latin-1"), value.decode("latin-1")) for name, value in response.headers):
        headers[name] = f"{headers[name]}, {value}" if name in headers else value
    body = decoded(b"".join(blocks), headers.get("content-encoding", ""))
    return RecordedAnswer(response.status_code, body, is_whole, headers)


def _is_chunked(response: h11.Response) -> bool:
    return any(name == b"transfer-encoding" for name, _ in response.headers)


def _behind(connection: h11.Connection) -> bytes:
    """Bytes after the end of the answer; b"" if they are only white space."""
    behind = bytes(connection.trailing_data[0])
    return behind if behind.strip() else b""


def _roughly(raw: bytes) -> RecordedAnswer:
    head, gap, body = _head_and_body(raw)
    status = _STATUS.match(head)
    while status is not None and gap and status[1].startswith(b"1"):  # 1xx: announces the answer
        head, gap, body = _head_and_body(body)
        status = _STATUS.match(head)
    if status is None:
        is_something = raw.strip(b"\0\r\n\t ") and not b"HTTP/1.".startswith(raw[:7])
        return RecordedAnswer(200, decoded(raw)) if is_something else NONE
    if not gap:
        return NONE
    coding = _CODING.search(head)
    return RecordedAnswer(int(status[1]), decoded(body, coding[1].decode("latin-1") if coding else ""))


def _head_and_body(raw: bytes) -> tuple[bytes, bytes, bytes]:
    gap = _GAP.search(raw)
    return (raw, b"", b"") if gap is None else (raw[: gap.start()], gap[0], raw[gap.end() :])
