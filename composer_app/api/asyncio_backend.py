"""TCP and TLS for httpcore, straight on asyncio.

httpcore comes with a backend on anyio, which costs 1.5 times the CPU per mail. Decision 8 has the figures; the
bench group `send` measures both.
"""

from __future__ import annotations

import asyncio
import ipaddress
import ssl
from collections import deque
from collections.abc import Iterable
from typing import Any

import httpcore

_READ_AHEAD_BYTES = 1024 * 1024


class AsyncioBackend(httpcore.AsyncNetworkBackend):
    """Opens connections. Uses the first address of a host that answers (RFC 8305)."""

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's signature
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        loop = asyncio.get_running_loop()
        # With a delay asyncio leaves its socket open where it is cancelled at the moment of connecting; an address is
        # the only one of its host, and needs none.
        delay_s = None if _is_address(host) else 0.25
        try:
            async with asyncio.timeout(timeout):
                _, line = await loop.create_connection(_Line, host, port, happy_eyeballs_delay=delay_s)
        except TimeoutError as error:
            raise httpcore.ConnectTimeout from error
        except OSError as error:
            raise httpcore.ConnectError(str(error)) from error
        return _Stream(line)


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


class _Line(asyncio.Protocol):
    """The receiving side of a connection. Bytes received before it broke can still be read."""

    def __init__(self) -> None:
        self.received: deque[bytes] = deque()
        self.is_over = False
        self._size = 0
        self._fault: Exception | None = None
        self._reader: asyncio.Future[None] | None = None
        self._writer: asyncio.Future[None] | None = None
        self._is_full = False
        self.transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.received.append(data)
        self._size += len(data)
        if self._size > _READ_AHEAD_BYTES:
            self.transport.pause_reading()
        _wake(self._reader)

    def eof_received(self) -> bool:
        self.is_over = True
        _wake(self._reader)
        return False

    def connection_lost(self, exc: Exception | None) -> None:
        self.is_over = True
        self._fault = exc
        _wake(self._reader)
        _wake(self._writer)

    def pause_writing(self) -> None:
        self._is_full = True

    def resume_writing(self) -> None:
        self._is_full = False
        _wake(self._writer)

    async def read(self) -> bytes:
        """The next bytes; b"" at the end. Raises OSError if the connection broke and everything received has been
        read."""
        while not self.received and not self.is_over:
            self._reader = asyncio.get_running_loop().create_future()
            await self._reader
        if not self.received:
            if self._fault is not None:
                raise self._fault
            return b""
        data = self.received.popleft()
        if self._size > _READ_AHEAD_BYTES >= self._size - len(data) and not self.is_over:
            self.transport.resume_reading()
        self._size -= len(data)
        return data

    async def write(self, data: bytes) -> None:
        """Send, and wait while the peer does not read. Raises OSError if the connection broke."""
        if self.is_over:
            raise self._fault or ConnectionResetError("closed by the other side")
        self.transport.write(data)
        while self._is_full and not self.is_over:
            self._writer = asyncio.get_running_loop().create_future()
            await self._writer


class _Stream(httpcore.AsyncNetworkStream):
    def __init__(self, line: _Line) -> None:
        self._line = line

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109
        """All buffered bytes, even more than `max_bytes`: httpcore takes any size."""
        try:
            async with asyncio.timeout(timeout):
                return await self._line.read()
        except TimeoutError as error:
            raise httpcore.ReadTimeout from error
        except OSError as error:
            raise httpcore.ReadError(str(error)) from error

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109
        try:
            async with asyncio.timeout(timeout):
                await self._line.write(buffer)
        except TimeoutError as error:
            raise httpcore.WriteTimeout from error
        except OSError as error:
            raise httpcore.WriteError(str(error)) from error

    async def aclose(self) -> None:
        # Nothing is closed before its answer is read or given up, so nothing that is still on its way matters.
        self._line.transport.abort()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109
    ) -> httpcore.AsyncNetworkStream:
        line = self._line
        try:
            async with asyncio.timeout(timeout):
                transport = await asyncio.get_running_loop().start_tls(
                    line.transport, line, ssl_context, server_hostname=server_hostname
                )
        except TimeoutError as error:
            line.transport.abort()
            raise httpcore.ConnectTimeout from error
        except OSError as error:
            line.transport.abort()
            raise httpcore.ConnectError(str(error)) from error
        except BaseException:
            line.transport.abort()
            raise
        assert transport is not None
        line.transport = transport
        return self

    def get_extra_info(self, info: str) -> Any:
        if info == "is_readable":  # for an idle connection, readable means that the peer closed it
            return self._line.is_over or bool(self._line.received)
        return self._line.transport.get_extra_info(info)


def _wake(waiter: asyncio.Future[None] | None) -> None:
    if waiter is not None and not waiter.done():
        waiter.set_result(None)
