"""Bytes go into the place first, and an answer can be read from there."""

from __future__ import annotations

import asyncio
import gzip

import pytest

from composer_app.api.landing import LandingProtocol, as_it_lands, read_landed
from composer_app.api.session import ApiSession
from composer_app.domain.query import LogQuery, ReportQuery
from tests.faulty_server import answers, cuts, faulty_server, says_no
from tests.unit.api.samples import account, secret

REPORTS, LOGS = "/email/1/reports", "/email/1/logs"
BODY = b'{"results": [{"messageId": "m-1"}]}'


class Memory:
    """A place that is none of a disk."""

    def __init__(self, size: int = 1 << 20) -> None:
        self.is_open = self.is_whole = True
        self.clears = 0
        self._all = bytearray(size)
        self._at = 0

    @property
    def content(self) -> bytes:
        return bytes(self._all[: self._at])

    def clear(self) -> None:
        self.clears += 1
        self.is_whole = True
        self._at = 0

    def room(self) -> memoryview:
        if self._at >= len(self._all):
            raise OSError("full")
        return memoryview(self._all)[self._at :]

    def filled(self, count: int) -> bytes:
        self._at += count
        return bytes(self._all[self._at - count : self._at])


class Nobody:
    """Listens to nothing."""

    def data_received(self, data: bytes) -> None: ...
    def eof_received(self) -> bool | None: ...
    def connection_lost(self, exc: Exception | None) -> None: ...
    def pause_writing(self) -> None: ...
    def resume_writing(self) -> None: ...


async def at_once(_pause_s: float) -> None:
    return None


def pulled(place: Memory, *acts: object, logs_after: bool = False) -> bytes:
    """The body that the session gives."""
    with faulty_server() as server:
        server.plays("GET", REPORTS, *acts)  # type: ignore[arg-type]
        server.plays("GET", LOGS, answers({"results": ["not to be kept"]}))

        async def run() -> bytes:
            session = ApiSession(account(), server.url, secret(), sleep=at_once)
            try:
                answer = await session.pull_reports(ReportQuery(), place)
                place.is_open = False
                if logs_after:
                    await session.fetch_logs(LogQuery())
                return answer.body
            finally:
                await session.aclose()

        return asyncio.run(run())


def test_the_answer_is_in_the_place_as_it_stands_on_the_wire() -> None:
    place = Memory()

    assert pulled(place, answers(BODY)) == BODY
    assert place.content.startswith(b"HTTP/1.1 200 ")
    assert read_landed(place.content) == (200, BODY, True)


def test_other_answers_of_the_same_connection_are_not() -> None:
    place = Memory()
    pulled(place, answers(BODY), logs_after=True)

    assert read_landed(place.content) == (200, BODY, True)
    assert b"not to be kept" not in place.content


def test_each_try_begins_anew() -> None:
    place = Memory()
    pulled(place, says_no(503, {"Retry-After": "0"}), answers(BODY))

    assert place.clears == 2
    assert read_landed(place.content) == (200, BODY, True)


def test_an_answer_that_breaks_off() -> None:
    place = Memory()
    pulled(place, cuts(BODY, 10))

    assert read_landed(place.content) == (200, BODY[:10], False)


def test_without_room_the_rest_is_in_memory() -> None:
    place = Memory(size=20)

    assert pulled(place, answers(BODY)) == BODY
    assert not place.is_whole
    place._all.extend(bytes(1000))  # room that comes later is of no use: there would be a hole before it
    assert LandingProtocol(Nobody(), place).get_buffer(10).__class__ is bytearray


def test_an_answer_can_be_laid_down_as_if_it_had_landed() -> None:
    assert read_landed(as_it_lands(200, BODY)) == (200, BODY, True)


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
    ],
)
def test_answers_as_they_stand_on_the_wire(raw: bytes, read: tuple[int, bytes, bool]) -> None:
    assert read_landed(raw) == read


def test_the_connection_hears_of_everything() -> None:
    heard: list[object] = []

    class Line:
        def data_received(self, data: bytes) -> None:
            heard.append(data)

        def eof_received(self) -> bool | None:
            heard.append("eof")
            return False

        def connection_lost(self, exc: Exception | None) -> None:
            heard.append(exc)

        def pause_writing(self) -> None:
            heard.append("pause")

        def resume_writing(self) -> None:
            heard.append("resume")

    landing = LandingProtocol(Line(), Memory())
    landing.get_buffer(-1)[:2] = b"ab"
    landing.buffer_updated(2)
    landing.pause_writing()
    landing.resume_writing()
    landing.eof_received()
    landing.connection_lost(None)

    assert heard == [b"ab", "pause", "resume", "eof", None]
