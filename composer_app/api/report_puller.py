"""Pulls delivery reports; each byte is recorded before it is parsed."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import cached_property, partial
from pathlib import Path
from typing import Protocol

import httpcore
import httpx
import msgspec

from composer_app.api.api_request import ApiRequest
from composer_app.api.authorization import MASKED, authorization, quoted_secret
from composer_app.api.endpoints.reports import build_reports
from composer_app.api.error_responses import error_of_response
from composer_app.api.errors import Unreachable
from composer_app.api.pool_transport import as_httpx
from composer_app.api.read_retries import repeated
from composer_app.api.recorded_answer import MAX_HEAD_BYTES, read_recorded
from composer_app.api.recorded_stream import EXCHANGE, Exchange, Recorder
from composer_app.api.report_source import ReportSource
from composer_app.api.request_headers import request_headers
from composer_app.api.transport_errors import error_of_transport
from composer_app.api.transport_factory import open_recorded_pool
from composer_app.api.wire_time import read_http_date
from composer_app.domain.clock import utc_now
from composer_app.domain.encoded_text import EncodedText
from composer_app.domain.queries import ReportQuery

_CLOSED = (httpx.RemoteProtocolError, httpx.ReadError)
_REFUSAL_BYTES = MAX_HEAD_BYTES + 64 * 1024


class Recording(Recorder, Protocol):
    """A recorder that can be read."""

    def recorded(self, at_most: int) -> bytes:
        """The first bytes received since `begin`."""


class PulledAnswer(msgspec.Struct, frozen=True):
    """An answer that was recorded. `is_whole`: it was received to its end."""

    is_whole: bool


class ReportPuller:
    """Pulls reports of one account from any thread; each call waits for its own answer. Connections are reused.

    Args:
        source: where, and who asks.
        sleep: waits between tries; an exception of it ends them.
    """

    def __init__(self, source: ReportSource, sleep: Callable[[float], None]) -> None:
        self._source = source
        self._base_url = httpx.URL(source.base_url)
        self._sleep = sleep
        self._lock = threading.Lock()
        self._pool: httpcore.ConnectionPool | None = None

    @cached_property
    def quoted(self) -> EncodedText:
        """Finds the request's secret in an answer."""
        return quoted_secret(self._source.account.auth, self._source.secret)

    def pull(self, query: ReportQuery, recording: Recording) -> PulledAnswer:
        """Pull matching reports; the vendor deletes them. Waits for the answer while the connection lives.

        `recording` has every byte received, also of other servers. Retries only if no report was handed out.

        Raises:
            ApiError: no report was handed out. MaybeSent: no answer, but reports may have been handed out.
        """
        call = build_reports(self._source.account.generation, query)
        return repeated(partial(self._once, call, recording), self._sleep)

    def close(self) -> None:
        """Close the connections."""
        with self._lock:
            pool, self._pool = self._pool, None
        if pool is not None:
            pool.close()

    def _open(self) -> httpcore.ConnectionPool:
        extra_ca = Path(self._source.extra_ca) if self._source.extra_ca else None
        with self._lock:
            if self._pool is None:
                self._pool = open_recorded_pool(self._source.base_url, extra_ca)
            return self._pool

    def _once(self, call: ApiRequest, recording: Recording) -> PulledAnswer:
        fault: Exception | None = None
        pool, exchange = self._open(), Exchange(recording)
        token = EXCHANGE.set(exchange)
        try:
            with as_httpx():
                fault = self._receive(pool, self._request(call, exchange), exchange)
        except (httpx.HTTPError, OSError) as error:
            fault = error
        finally:
            EXCHANGE.reset(token)
        if isinstance(fault, _CLOSED) and exchange.is_on_used_connection and not recording.recorded(1):
            return self._once(call, recording)  # closed while it was idle: nothing was read there (RFC 9112, 9.3.1)
        if fault is not None and isinstance(unsent := error_of_transport(fault, may_have_left=True), Unreachable):
            raise unsent from None
        found = read_recorded(recording.recorded(_REFUSAL_BYTES))
        if 200 <= found.status < 300:
            return PulledAnswer(is_whole=fault is None)
        if fault is not None and not found.is_whole:
            raise error_of_transport(fault, may_have_left=True, http_status=found.status or None) from None
        now = read_http_date(found.headers.get("date")) or utc_now()
        raise error_of_response(
            found.status, found.headers, self.quoted.masked(found.body, MASKED), now, is_whole=found.is_whole
        )

    def _receive(
        self, pool: httpcore.ConnectionPool, request: httpcore.Request, exchange: Exchange
    ) -> Exception | None:
        """Read the answer to its end, which records it. Returns the error that cut it off, if it was ours."""
        response = pool.handle_request(request)
        size = 0
        try:
            for block in response.iter_stream():
                size += len(block)
                if size > self._source.limits.answer_bytes:
                    return OSError("the answer is too long")
            exchange.take_rest()
        finally:
            response.close()
        return None

    def _request(self, call: ApiRequest, exchange: Exchange) -> httpcore.Request:
        url = self._base_url.join(call.target)
        source = self._source
        return httpcore.Request(
            call.method,
            httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
            headers=request_headers(url.netloc, authorization(source.account.auth, source.secret)),
            extensions={"timeout": source.limits.extension(is_send=False), "trace": exchange.trace},
        )
