"""Receiving an answer straight into a place of the caller's, so that it is there when the process dies.

The caller sets `LANDING` for the time of a call; the connection that carries the call receives into it.
"""

from __future__ import annotations

import asyncio
import re
from contextvars import ContextVar
from typing import Protocol

import h11
import httpx

_STATUS = re.compile(rb"HTTP/1\.[01] (\d{3})(?=[ \r\n]|$)")
_GAP = re.compile(rb"\r?\n\r?\n")
MAX_HEAD_BYTES = 100 * 1024  # as httpcore has it


class Place(Protocol):
    """Memory that outlives the process. On the loop only."""

    is_open: bool
    is_whole: bool
    """False: some of the answer did not get into it."""

    def clear(self) -> None:
        """A request is about to leave: what comes from now on is its answer, and whole so far."""

    def room(self) -> memoryview:
        """Where the next bytes go; never empty. Raises OSError."""

    def filled(self, count: int) -> bytes:
        """So many came; gives a copy of them."""


class Listener(Protocol):
    """What an asyncio.Protocol hears."""

    def data_received(self, data: bytes) -> None: ...
    def eof_received(self) -> bool | None: ...
    def connection_lost(self, exc: Exception | None) -> None: ...
    def pause_writing(self) -> None: ...
    def resume_writing(self) -> None: ...


LANDING: ContextVar[Place | None] = ContextVar("LANDING", default=None)


class LandingProtocol(asyncio.BufferedProtocol):
    """Has the system put the bytes into the place, and tells the connection's own protocol of them afterwards."""

    def __init__(self, listener: Listener, place: Place) -> None:
        self._listener = listener
        self._place = place
        self._spare: bytearray | None = None

    def get_buffer(self, sizehint: int) -> memoryview | bytearray:
        self._spare = None
        if self._place.is_open and self._place.is_whole:
            try:
                return self._place.room()
            except OSError:  # the disk has run full: what is there is there, and the rest is in memory
                self._place.is_whole = False
        self._spare = bytearray(max(sizehint, 64 * 1024))
        return self._spare

    def buffer_updated(self, nbytes: int) -> None:
        data = self._place.filled(nbytes) if self._spare is None else bytes(self._spare[:nbytes])
        self._listener.data_received(data)

    def eof_received(self) -> bool | None:
        return self._listener.eof_received()

    def connection_lost(self, exc: Exception | None) -> None:
        self._listener.connection_lost(exc)

    def pause_writing(self) -> None:
        self._listener.pause_writing()

    def resume_writing(self) -> None:
        self._listener.resume_writing()


def as_it_lands(status: int, body: bytes) -> bytes:
    """An answer as `read_landed` reads it: for one that did not come over the wire into a place."""
    return b"HTTP/1.1 %d Landed\r\nContent-Length: %d\r\n\r\n%s" % (status, len(body), body)


def read_landed(raw: bytes) -> tuple[int, bytes, bool]:
    """Status, body and whether it is whole, of an answer to a GET as it stands on the wire; status 0: none began.

    Of an answer whose head breaks the rules the body is what follows the head; what has no head at all is all body.
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
    except h11.RemoteProtocolError:  # it breaks off
        pass
    if response is None:
        return _roughly(raw)
    return response.status_code, _plain(b"".join(blocks), response), is_whole


def _roughly(raw: bytes) -> tuple[int, bytes, bool]:
    head, gap, body = _head_and_body(raw)
    status = _STATUS.match(head)
    while status is not None and gap and status[1].startswith(b"1"):  # it announces the answer, and is none
        head, gap, body = _head_and_body(body)
        status = _STATUS.match(head)
    if status is None:
        return (200, raw, False) if raw.strip(b"\0\r\n\t ") and not b"HTTP/1.".startswith(raw[:7]) else (0, b"", False)
    return (int(status[1]), body, False) if gap else (0, b"", False)


def _head_and_body(raw: bytes) -> tuple[bytes, bytes, bytes]:
    gap = _GAP.search(raw)
    return (raw, b"", b"") if gap is None else (raw[: gap.start()], gap[0], raw[gap.end() :])


def _plain(body: bytes, response: h11.Response) -> bytes:
    """Without the compression that was not asked for; as it is where that cannot be undone."""
    try:
        return httpx.Response(response.status_code, headers=list(response.headers), content=body).content
    except httpx.DecodingError:
        return body
