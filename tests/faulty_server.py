"""An HTTP server on loopback that misbehaves on command: the network and the service at their worst.

It runs on a thread of its own and speaks through real sockets, so it can be used from any kind of test. What it does
with a request is an `Act`; the acts of one path are played in turn, and the last one is played again and again:

    with faulty_server() as server:
        server.plays("POST", "/email/3/send", reset_after_body(), accepts())
        server.plays("GET", "/email/1/logs", answers({"results": []}))
        ... server.url ...
        assert len(server.asked("/email/3/send")) == 1
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
import struct
import threading
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from tests.loop_thread import LoopThread, end, listening
from tests.patience import PATIENCE_S


@dataclass(frozen=True)
class Part:
    """One field or file of a form."""

    name: str
    content: bytes
    file_name: str | None = None
    content_type: str = ""


@dataclass
class Request:
    """A request as it came. `body` is what was read of it, which is all unless the act broke off."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes = b""

    @property
    def path(self) -> str:
        return urlsplit(self.target).path

    @property
    def query(self) -> list[tuple[str, str]]:
        return parse_qsl(urlsplit(self.target).query, keep_blank_values=True)

    @property
    def length(self) -> int:
        return int(self.headers.get("content-length", "0"))

    def asked_for(self, name: str) -> list[str]:
        """The values of one query parameter."""
        return [value for key, value in self.query if key == name]

    @property
    def parts(self) -> list[Part]:
        """The body as a form, files byte for byte."""
        boundary = self.headers["content-type"].partition("boundary=")[2].strip('"').encode()
        pieces = (b"\r\n" + self.body).split(b"\r\n--" + boundary)
        assert pieces[-1].strip() == b"--", "a form that does not end"
        return [_part(piece) for piece in pieces[1:-1]]

    def field(self, name: str) -> list[str]:
        """The values of one field of the form."""
        return [part.content.decode() for part in self.parts if part.name == name and part.file_name is None]


def _part(piece: bytes) -> Part:
    head, _, content = piece.removeprefix(b"\r\n").partition(b"\r\n\r\n")
    headers = dict(line.decode().split(": ", 1) for line in head.split(b"\r\n"))
    headers = {name.lower(): value for name, value in headers.items()}
    words = [word.strip() for word in headers["content-disposition"].split(";")]
    said = {name: value.strip('"') for name, _, value in (word.partition("=") for word in words)}
    return Part(said["name"], content, said.get("filename"), headers.get("content-type", ""))


class Exchange:
    """One request and what can be done about it. Acts use it; the head was read, the body was not."""

    def __init__(
        self,
        request: Request,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        clock: Callable[[], datetime] | None = None,
    ) -> None:
        self.request = request
        self.clock = clock
        self.reader = reader
        self.writer = writer
        self.is_over = False
        """True once the connection is of no more use."""

    async def read_body(self, at_most: int | None = None) -> None:
        """Read what is missing of the body."""
        wanted = self.request.length if at_most is None else min(at_most, self.request.length)
        while (missing := wanted - len(self.request.body)) > 0:
            block = await self.reader.read(missing)
            if not block:
                raise ConnectionResetError("the client went away")
            self.request.body += block

    async def write(self, data: bytes) -> None:
        self.writer.write(data)
        await self.writer.drain()

    async def answer(
        self,
        status: int,
        body: bytes,
        headers: dict[str, str] | None = None,
        content_type: str = "application/json",
        length: int | None = None,
    ) -> None:
        """A whole answer, or, with a `length` that is not its own, one that promises something else."""
        lines = [f"HTTP/1.1 {status} Said", f"Content-Length: {len(body) if length is None else length}"]
        lines += [f"Content-Type: {content_type}"] if content_type else []
        lines += [f"Date: {format_datetime(self.clock(), usegmt=True)}"] if self.clock else []
        lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
        await self.write("\r\n".join(lines).encode() + b"\r\n\r\n" + body)

    def close(self) -> None:
        self.is_over = True
        self.writer.close()

    def reset(self) -> None:
        """RST instead of FIN: what a crashed peer or a firewall does."""
        self.is_over = True
        sock = self.writer.get_extra_info("socket")
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.writer.transport.abort()


Act = Callable[[Exchange], Awaitable[None]]


class Gate:
    """Holds a request until the test lets it go on. `seen` is set when one has come to it."""

    def __init__(self) -> None:
        self.seen = threading.Event()
        self._opened = threading.Event()
        self._waiting: list[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = []

    def wait_until_seen(self) -> None:
        assert self.seen.wait(PATIENCE_S), "no request came to the gate"

    def release(self) -> None:
        self._opened.set()
        for loop, event in self._waiting:
            loop.call_soon_threadsafe(event.set)

    def hold(self) -> None:
        """The same for a thread without a loop: it stands still until the gate is released."""
        self.seen.set()
        assert self._opened.wait(PATIENCE_S), "nobody released the gate"

    async def passed(self) -> None:
        event = asyncio.Event()
        self._waiting.append((asyncio.get_running_loop(), event))
        self.seen.set()
        if not self._opened.is_set():
            await event.wait()


# -- acts


def answers(
    said: object = b"", status: int = 200, headers: dict[str, str] | None = None, content_type: str = "application/json"
) -> Act:
    """Answer; anything but bytes becomes JSON."""
    body = said if isinstance(said, bytes) else json.dumps(said).encode()

    async def act(exchange: Exchange) -> None:
        await exchange.read_body()
        await exchange.answer(status, body, headers, content_type)

    return act


def computes(reply: Callable[[Request], object]) -> Act:
    """Answer 200 with what `reply` makes of the request."""

    async def act(exchange: Exchange) -> None:
        await exchange.read_body()
        await exchange.answer(200, json.dumps(reply(exchange.request)).encode())

    return act


def accepts() -> Act:
    """Take a form as the service does: every TO address is pending."""
    return computes(_accepted)


def _accepted(request: Request) -> object:
    status = {"groupId": 1, "groupName": "PENDING", "id": 26, "name": "PENDING_ACCEPTED", "description": "Taken"}
    bulk = request.field("bulkId")[0]
    given = request.field("messageId")
    to = request.field("to")
    ids = given if len(given) == len(to) else [f"{bulk}-own-{number}" for number in range(len(to))]
    return {
        "bulkId": bulk,
        "messages": [{"to": one, "messageId": id_, "status": status} for one, id_ in zip(to, ids, strict=True)],
    }


def says_no(status: int, headers: dict[str, str] | None = None, code: str = "REFUSED", text: str = "No.") -> Act:
    """An error in the vendor's old envelope."""
    return answers({"requestError": {"serviceException": {"messageId": code, "text": text}}}, status, headers)


def shows_page(status: int) -> Act:
    """HTML where JSON is due, as proxies and load balancers do."""
    return answers(b"<html><body><h1>Oops</h1></body></html>", status, content_type="text/html")


def redirects(location: str, status: int = 302) -> Act:
    return answers(b"", status, {"Location": location})


def cuts(said: object, keep: int) -> Act:
    """The first `keep` bytes of an answer that promised more, then the end of the connection."""
    body = said if isinstance(said, bytes) else json.dumps(said).encode()

    async def act(exchange: Exchange) -> None:
        await exchange.read_body()
        await exchange.answer(200, body[:keep], length=len(body))
        exchange.close()

    return act


def writes(*pieces: bytes | Gate, then_closes: bool = True) -> Act:
    """Just these bytes, head and all; at a gate it waits."""

    async def act(exchange: Exchange) -> None:
        await exchange.read_body()
        for piece in pieces:
            if isinstance(piece, Gate):
                await piece.passed()
            else:
                await exchange.write(piece)
        if then_closes:
            exchange.close()

    return act


def reset_at_once() -> Act:
    """RST as soon as the head is there; of the body nothing was read."""

    async def act(exchange: Exchange) -> None:
        exchange.reset()

    return act


def reset_in_body(after: int) -> Act:
    """RST when that many bytes of the body have come."""

    async def act(exchange: Exchange) -> None:
        await exchange.read_body(after)
        exchange.reset()

    return act


def reset_after_body() -> Act:
    """RST when all was received: the mail was taken, the answer is lost."""

    async def act(exchange: Exchange) -> None:
        await exchange.read_body()
        exchange.reset()

    return act


def closes_after_body() -> Act:
    """The same with a polite FIN."""

    async def act(exchange: Exchange) -> None:
        await exchange.read_body()
        exchange.close()

    return act


def waits(gate: Gate, then: Act, reads: int | None = None) -> Act:
    """Take the body (or `reads` bytes of it), say nothing until the gate is released, then go on with `then`."""

    async def act(exchange: Exchange) -> None:
        await exchange.read_body(reads)
        await gate.passed()
        await then(exchange)

    return act


# -- the server


@dataclass
class _Play:
    acts: list[Act]
    at: int = 0

    def next(self) -> Act:
        act = self.acts[min(self.at, len(self.acts) - 1)]
        self.at += 1
        return act


@dataclass
class FaultyServer:
    """See the head of this file. `looks` is called with each request before a byte of its body is read. `clock` is the
    service's own, in UTC; without one its answers have no Date.
    """

    looks: Callable[[Request], None] | None = None
    requests: list[Request] = field(default_factory=list)
    url: str = ""
    port: int = 0
    clock: Callable[[], datetime] | None = None
    certificate: Path | None = None
    """With it the server speaks TLS."""

    def __post_init__(self) -> None:
        self._plays: dict[tuple[str, str], _Play] = {}
        self._faults: list[BaseException] = []
        self._incoming_answer = threading.Condition()
        self._talks: set[asyncio.Task[None]] = set()
        self._thread = LoopThread(self._serve, "faulty-server")

    def plays(self, method: str, path: str, *acts: Act) -> None:
        """What is done with requests of this path from now on."""
        self._plays[method, path] = _Play(list(acts))

    def asked(self, path: str) -> list[Request]:
        """The requests of one path so far."""
        return [request for request in self.requests if request.path == path]

    def wait_for(self, path: str, count: int = 1) -> list[Request]:
        """Wait until that many requests of a path have come."""
        with self._incoming_answer:
            assert self._incoming_answer.wait_for(lambda: len(self.asked(path)) >= count, PATIENCE_S), (
                f"{len(self.asked(path))} of {count} requests of {path}"
            )
        return self.asked(path)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """End every connection. Raises what went wrong in acts: a fault of the test."""
        self._thread.stop()
        if self._faults:
            raise self._faults[0]

    async def _serve(self) -> None:
        server, self.url = await listening(self._talk, self.certificate, self.port)
        await self._thread.until_stopped()
        await end(server, self._talks)

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._talks.add(task)
        try:
            while await self._exchange(reader, writer):
                pass
        except (OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass  # the client went away, which is its right, or the test is over
        except BaseException as fault:
            self._faults.append(fault)
        finally:
            if self._thread.is_stopping:  # TLS would wait for the farewell of a client that lives on
                writer.transport.abort()
            writer.close()
            try:
                await writer.wait_closed()
            except OSError:
                pass
            except asyncio.CancelledError:  # the test has ended while the client was still to take the last bytes
                writer.transport.abort()
            self._talks.discard(task)

    async def _exchange(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """One request; False if the connection is at its end."""
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        method, target, _ = head[0].split(" ")
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in head[1:] if line)}
        request = Request(method, target, headers)
        if self.looks is not None:
            self.looks(request)
        with self._incoming_answer:
            self.requests.append(request)
            self._incoming_answer.notify_all()
        play = self._plays.get((method, request.path))
        assert play is not None, f"there is no play for {method} {target}"
        exchange = Exchange(request, reader, writer, self.clock)
        await play.next()(exchange)
        return not exchange.is_over


LOOPBACK = Path(__file__).parent / "data" / "tls" / "loopback.pem"
"""The certificate of a company for 127.0.0.1, with its key."""


@contextlib.contextmanager
def faulty_server(certificate: Path | None = None, port: int = 0) -> Iterator[FaultyServer]:
    """A server until the end of the block. `certificate`: it speaks TLS. `port`: where it listens; 0: anywhere."""
    server = FaultyServer(port=port, certificate=certificate)
    server.start()
    try:
        yield server
    finally:
        server.stop()


def unused_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])
