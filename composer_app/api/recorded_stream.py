"""Connections that record their answers before anything parses them.

A report is handed out once. So received bytes, decrypted if TLS is used, go to a `Recorder` before the HTTP parser;
invalid answers are recorded as well. The thread that makes a request sets `EXCHANGE` for that time.
"""

from __future__ import annotations

import contextlib
import ssl
import time
from collections.abc import Iterable, Mapping
from contextvars import ContextVar
from typing import Any, Protocol

import httpcore

_BLOCK = 64 * 1024
_AT_ONCE_S = 5.0
"""Timeout for bytes already received; TLS may need a few more to decrypt them."""
_MOST_DRAINED = 64 * 1024 * 1024


class Recorder(Protocol):
    """Stores the bytes received for one request. Belongs to the thread of that request; never raises."""

    def begin(self) -> None:
        """Start a new request: the bytes from now on are its answer. Earlier ones handed out no report."""

    def append(self, data: bytes) -> None:
        """Append bytes; they are stored when this returns."""

    def goes_on_waiting(self, silence_s: float) -> bool:
        """Whether to keep waiting after that much silence on a live connection."""


class Exchange:
    """A request of one thread, and its answer while it is received."""

    def __init__(self, recorder: Recorder) -> None:
        self.recorder = recorder
        self.is_misunderstood = False
        """The parser failed: later bytes are still recorded, until there is silence."""
        self.stream: RecordedStream | None = None
        """The connection on which the request left."""
        self.is_on_used_connection = False
        """It has served another request, so that the server may have closed it meanwhile."""

    def trace(self, name: str, info: Mapping[str, Any]) -> None:
        """For httpcore's extension `trace`: reports a parser failure before the connection is closed."""
        if name.endswith(".failed") and isinstance(info.get("exception"), _MISUNDERSTOOD):
            self.is_misunderstood = True

    def take_rest(self) -> None:
        """Record bytes after the end of the answer, since the parser may have placed the end too early."""
        if self.stream is not None:
            self.stream.take_rest()


EXCHANGE: ContextVar[Exchange | None] = ContextVar("EXCHANGE", default=None)
_MISUNDERSTOOD = (httpcore.RemoteProtocolError, httpcore.LocalProtocolError)


class RecordingBackend(httpcore.NetworkBackend):
    """Opens recording connections.

    Args:
        tls_layers: number of TLS handshakes until the service answers. Bytes before that are the proxy's.
    """

    def __init__(self, tls_layers: int) -> None:
        self._inner = httpcore.SyncBackend()
        self._tls_layers = tls_layers

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        stream = self._inner.connect_tcp(host, port, timeout, local_address, socket_options)
        return RecordedStream(stream, self._tls_layers)


class RecordedStream(httpcore.NetworkStream):
    """Records the bytes it reads, then returns them."""

    def __init__(self, stream: httpcore.NetworkStream, tls_layers: int) -> None:
        self._stream = stream
        self._tls_layers = tls_layers
        self._exchange: Exchange | None = None
        self._timeout: float | None = None
        self._has_served = False
        self._is_spent = False
        """The peer sent bytes after its answer, or closes the connection after it."""

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """httpcore's `read`, except that after `timeout` the recorder decides whether to keep waiting.

        After a suspend the timeout may be over although bytes are there: they are read.
        """
        self._timeout = timeout
        recorder = self._exchange.recorder if self._exchange is not None else None
        since = time.monotonic()
        while True:
            try:
                data = self._stream.read(max_bytes, timeout)
            except httpcore.ReadTimeout:
                if self._has_more():
                    continue
                if recorder is not None and recorder.goes_on_waiting(time.monotonic() - since):
                    continue
                raise
            if recorder is not None:
                recorder.append(data)
            return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        if buffer:
            self._exchange = EXCHANGE.get() if self._tls_layers == 0 else None
            if self._exchange is not None:
                if self._exchange.stream is None:
                    self._exchange.stream = self
                    self._exchange.is_on_used_connection = self._has_served
                    self._has_served = True
                self._exchange.recorder.begin()
        self._stream.write(buffer, timeout)

    def take_rest(self) -> None:
        """Record bytes already received, before any reader takes them."""
        if self._exchange is not None:
            with contextlib.suppress(httpcore.ReadError, httpcore.ReadTimeout):
                while self._has_more():
                    self._is_spent = True
                    data = self._stream.read(_BLOCK, _AT_ONCE_S)
                    if not data:
                        break
                    self._exchange.recorder.append(data)

    def close(self) -> None:
        exchange, self._exchange = self._exchange, None
        if exchange is not None and exchange is EXCHANGE.get() and exchange.is_misunderstood:
            self._drain(exchange.recorder)
        self._stream.close()

    def _drain(self, recorder: Recorder) -> None:
        left = _MOST_DRAINED
        with contextlib.suppress(httpcore.ReadError, httpcore.ReadTimeout):
            while left > 0 and (data := self.read(_BLOCK, self._timeout)):
                recorder.append(data)
                left -= len(data)

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return RecordedStream(self._stream.start_tls(ssl_context, server_hostname, timeout), self._tls_layers - 1)

    def get_extra_info(self, info: str) -> Any:
        if info == "is_readable" and self._is_spent:  # for an idle connection: it is not reused then
            return True
        return self._stream.get_extra_info(info)

    def _has_more(self) -> bool:
        """True if the system holds bytes of the other side, or its end, or if some are decrypted already."""
        tls = self._stream.get_extra_info("ssl_object")
        return bool(self._stream.get_extra_info("is_readable")) or (tls is not None and tls.pending() > 0)
