"""The least that can ask a server: ready-made bytes over connections that stay open."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from urllib.parse import urlsplit

from tests.benchmarks.sandbox import KEY


def request(method: str, path: str, body: bytes = b"", kind: str = "application/json") -> bytes:
    """A whole request as bytes."""
    lines = [f"{method} {path} HTTP/1.1", "Host: sandbox", f"Authorization: App {KEY}"]
    if body:
        lines += [f"Content-Type: {kind}", f"Content-Length: {len(body)}"]
    return "\r\n".join([*lines, "", ""]).encode() + body


class Connection:
    """One connection that stays open."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    @classmethod
    async def open(cls, base_url: str) -> Connection:
        parts = urlsplit(base_url)
        return cls(*await asyncio.open_connection(parts.hostname, parts.port))

    async def ask(self, data: bytes) -> bytes:
        """The body of the answer. Raises RuntimeError for one that is not 200, OSError or EOFError without one."""
        self._writer.write(data)
        await self._writer.drain()
        head = await self._reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0])
        body = await self._reader.readexactly(length)
        if not head.startswith(b"HTTP/1.1 200 "):
            raise RuntimeError(f"{head!r} {body!r}")
        return body

    def close(self) -> None:
        self._writer.close()


def load(base_url: str, make: Callable[[int], bytes], count: int, connections: int = 1) -> tuple[float, float]:
    """Asks so many times over so many connections; returns requests a second and the 99th percentile in ms."""
    times: list[float] = []

    async def one(numbers: Sequence[int]) -> None:
        connection = await Connection.open(base_url)
        for number in numbers:
            began = time.perf_counter()
            await connection.ask(make(number))
            times.append(time.perf_counter() - began)
        connection.close()

    async def all_of_them() -> float:
        began = time.perf_counter()
        await asyncio.gather(*(one(range(first, count, connections)) for first in range(connections)))
        return time.perf_counter() - began

    took = asyncio.run(all_of_them())
    times.sort()
    return count / took, times[int(len(times) * 0.99)] * 1000
