"""A proxy on loopback that leads every CONNECT to one place, whatever host was asked for."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterator

from tests.loop_thread import LoopThread, listening
from tests.unit.api.samples import DATA

HOST = "api.example.com"
CERTIFICATE = DATA / "tls" / "example.pem"
"""Of HOST, with its key."""


class Proxied:
    """A TLS server that answers every request with `body`, and a proxy before it, on a thread of their own."""

    def __init__(self, body: bytes) -> None:
        self.url = ""
        self.asked: list[str] = []
        """The first line of each CONNECT and of each request behind it."""
        self._body = body
        self._writers: list[asyncio.StreamWriter] = []
        self._thread = LoopThread(self._serve, "proxy")

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._thread.stop()

    async def _serve(self) -> None:
        service, _ = await listening(self._answer, CERTIFICATE)
        self._behind = service.sockets[0].getsockname()[1]
        proxy, self.url = await listening(self._pass_on)
        await self._thread.until_stopped()
        for server in (proxy, service):
            server.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        for writer in self._writers:
            writer.transport.abort()
        for server in (proxy, service):
            await server.wait_closed()
        for _ in range(5):  # what is aborted is closed by the loop, TLS in several turns
            await asyncio.sleep(0)

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.append(writer)
        with contextlib.suppress(OSError, EOFError):
            while True:
                self._note(await reader.readuntil(b"\r\n\r\n"))
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(self._body), self._body))
                await writer.drain()

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.append(writer)
        self._note(await reader.readuntil(b"\r\n\r\n"))
        there, back = await asyncio.open_connection("127.0.0.1", self._behind)
        self._writers.append(back)
        writer.write(b"HTTP/1.1 200 Connected\r\n\r\n")
        await asyncio.gather(_pump(reader, back), _pump(there, writer))

    def _note(self, head: bytes) -> None:
        self.asked.append(head.partition(b"\r\n")[0].decode())


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    writer.close()


@contextlib.contextmanager
def proxied(body: bytes) -> Iterator[Proxied]:
    """To be found by whoever looks at `https_proxy`."""
    running = Proxied(body)
    running.start()
    try:
        yield running
    finally:
        running.stop()
