"""Stands between the program and its service, and knows what was asked and what was handed out.

The bytes pass as they are.
"""

from __future__ import annotations

import asyncio
import contextlib
import enum
import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from tests.loop_thread import LoopThread, end, listening
from tests.patience import PATIENCE_S

_BLOCK = 64 * 1024
_LAST_WORDS_S = 1.0
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_CHUNKED = re.compile(rb"\r\ntransfer-encoding: *chunked", re.IGNORECASE)


class Moment(enum.StrEnum):
    """What can be seen of an exchange while it happens."""

    ASKED = "asked"
    """Its first bytes came from the program."""
    ANSWERING = "answering"
    """The first bytes of the answer were passed on."""
    ANSWERED = "answered"
    """All of them were."""


@dataclass(eq=False)
class Exchange:
    """One request and its answer, as far as they came."""

    asked: bytes = b""
    answer: bytes = b""
    is_whole: bool = False
    """The answer was handed out in full."""

    @property
    def method(self) -> str:
        return self.asked.partition(b" ")[0].decode("latin-1")

    @property
    def path(self) -> str:
        return urlsplit(self.asked.split(b" ", 2)[1].decode("latin-1")).path if self.asked.count(b" ") > 1 else ""

    @property
    def status(self) -> int:
        return int(self.answer[9:12]) if self.answer else 0

    @property
    def body(self) -> bytes:
        head, _, body = self.answer.partition(b"\r\n\r\n")
        return _unchunked(body) if _CHUNKED.search(head) else body

    def add_to_answer(self, data: bytes) -> None:
        self.answer += data
        head, gap, body = self.answer.partition(b"\r\n\r\n")
        if not gap:
            return
        length = _LENGTH.search(head)
        self.is_whole = len(body) >= int(length[1]) if length else body.endswith(b"0\r\n\r\n")


def _unchunked(body: bytes) -> bytes:
    whole = b""
    while body:
        size, _, rest = body.partition(b"\r\n")
        count = int(size or b"0", 16)
        whole, body = whole + rest[:count], rest[count + 2 :] if count else b""
    return whole


OnMoment = Callable[[Exchange, Moment], None]


@dataclass
class Relay:
    """Passes connections on to `target`. `on_moment` is called on the relay's own thread; make it short.

    With a `certificate` the program speaks TLS to it; the service behind does not.
    """

    target: tuple[str, int]
    certificate: Path | None = None
    on_moment: OnMoment = lambda _exchange, _moment: None
    exchanges: list[Exchange] = field(default_factory=list)
    url: str = ""

    def __post_init__(self) -> None:
        self._idle = threading.Condition()
        self._talks: set[asyncio.Task[None]] = set()
        self._thread = LoopThread(self._serve, "relay")

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._thread.stop()

    def wait_until_idle(self) -> None:
        """Until every connection has ended, those of processes that outlive the program among them."""
        with self._idle:
            assert self._idle.wait_for(lambda: not self._talks, PATIENCE_S), "a connection does not end"

    async def _serve(self) -> None:
        server, self.url = await listening(self._talk, self.certificate)
        await self._thread.until_stopped()
        await end(server, self._talks)

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        with self._idle:
            self._talks.add(task)
        try:
            await _Line(self, reader, writer).run()
        except (OSError, asyncio.CancelledError):
            pass  # either side went away, which is what this is about
        finally:
            with contextlib.suppress(AttributeError):  # closed twice, Python 3.11.2 has nothing left to abort
                writer.transport.abort()
            with self._idle:
                self._talks.discard(task)
                self._idle.notify_all()


class _Line:
    """One connection of the program, and the one to the service behind it."""

    def __init__(self, relay: Relay, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._relay = relay
        self._reader = reader
        self._writer = writer
        self._current: Exchange | None = None
        self._is_answered = asyncio.Event()

    async def run(self) -> None:
        reader, writer = await asyncio.open_connection(*self._relay.target)
        answers = asyncio.ensure_future(self._pass_answers(reader))
        try:
            await self._pass_requests(writer)
        finally:
            # The program has gone. What the service is about to say is waited for: it may hand something out.
            if self._current is not None and not self._current.is_whole and not answers.done():
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._is_answered.wait(), _LAST_WORDS_S)
            answers.cancel()
            await asyncio.gather(answers, return_exceptions=True)
            writer.transport.abort()

    async def _pass_requests(self, service: asyncio.StreamWriter) -> None:
        while data := await self._reader.read(_BLOCK):
            if self._current is None or self._current.is_whole:
                self._is_answered.clear()
                self._current = Exchange(data)
                self._relay.exchanges.append(self._current)
                self._relay.on_moment(self._current, Moment.ASKED)
            else:
                self._current.asked += data
            service.write(data)
            await service.drain()

    async def _pass_answers(self, service: asyncio.StreamReader) -> None:
        try:
            await self._pass_all_answers(service)
        finally:  # the service hung up, or was cut off: so is the program
            self._is_answered.set()
            self._writer.close()

    async def _pass_all_answers(self, service: asyncio.StreamReader) -> None:
        while data := await service.read(_BLOCK):
            current = self._current
            is_first = current is not None and not current.answer
            if current is not None:
                current.add_to_answer(data)
            if not self._writer.transport.is_closing():  # else nobody is there: it was handed out all the same
                with contextlib.suppress(OSError):
                    self._writer.write(data)
                    await self._writer.drain()
            if current is not None and is_first:
                self._relay.on_moment(current, Moment.ANSWERING)
            if current is not None and current.is_whole:
                self._is_answered.set()
                self._relay.on_moment(current, Moment.ANSWERED)


@contextlib.contextmanager
def relay_to(url: str, certificate: Path | None = None) -> Iterator[Relay]:
    parts = urlsplit(url)
    assert parts.hostname is not None
    assert parts.port is not None
    relay = Relay((parts.hostname, parts.port), certificate)
    relay.start()
    try:
        yield relay
    finally:
        relay.stop()
