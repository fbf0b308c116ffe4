"""API session of one account: sends requests, returns answers, turns every failure into an ApiError."""

from __future__ import annotations

import asyncio
import ssl
import time
from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from pathlib import Path

import httpx

from composer_app.api.answers import Answer, ApiReply, ParsedLogs, ParsedReports, SendAnswer
from composer_app.api.api_request import ApiRequest
from composer_app.api.authorization import MASKED, authorization, quoted_secret
from composer_app.api.connection_test_requests import run_connection_test
from composer_app.api.content_coding import decoded
from composer_app.api.endpoints.bulks import (
    build_bulk_statuses,
    build_bulk_times,
    build_change_bulk,
    build_move_bulk,
    parse_bulk_statuses,
    parse_bulk_times,
)
from composer_app.api.endpoints.logs import build_logs, parse_logs
from composer_app.api.endpoints.reports import parse_reports
from composer_app.api.endpoints.send import build_send
from composer_app.api.endpoints.send_answer import parse_send_answer
from composer_app.api.error_responses import error_of_response, is_foreign_page
from composer_app.api.errors import AttachmentGone, MaybeSent, NotThisApi
from composer_app.api.foreign_error_bodies import error_words
from composer_app.api.outgoing_body import OutgoingBody, Progress, check_files
from composer_app.api.read_retries import Sleep, with_retries
from composer_app.api.recorded_answer import read_recorded
from composer_app.api.report_source import ReportSource
from composer_app.api.request_headers import request_headers
from composer_app.api.timeouts import LIMITS, Timeouts
from composer_app.api.transport_errors import error_of_transport
from composer_app.api.transport_factory import open_transport
from composer_app.api.wire_time import read_http_date
from composer_app.domain.account import Account, BadBaseUrl, BaseUrlProblem, normalise_base_url
from composer_app.domain.clock import Clock, utc_now
from composer_app.domain.connection_test_result import ConnectionTestResult
from composer_app.domain.encoded_text import EncodedText
from composer_app.domain.ids import BulkId
from composer_app.domain.queries import LogQuery
from composer_app.domain.scheduled_bulk import BulkStatus, ScheduledBulk
from composer_app.domain.secret import Secret
from composer_app.domain.submission import Submission

"""Replaces a key that an answer quotes."""


class ApiSession:
    """API session of one account. All calls must run in the same event loop.

    There is no httpx.AsyncClient: this program wants none of its cookies, redirects and header merging, and the
    transport alone costs a fifth less CPU per mail. Nothing is opened before the first call.

    Args:
        account: decides the API generation and the authorization scheme.
        base_url: where; the account's own, or that of the running Sandbox.
        secret: the key or token; `user:password` for Basic.
        extra_ca: certificates trusted in addition to the system's, see `open_transport`.
        transport: replaces the network.
        clock: the time of day, for `received_at`.
        sleep: waits between the tries of a read.
        limits: timeouts and size limits.

    Raises:
        BadBaseUrl: no usable address, or plain http to another computer.
    """

    def __init__(
        self,
        account: Account,
        base_url: str,
        secret: Secret,
        *,
        extra_ca: Path | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
        clock: Clock = utc_now,
        sleep: Sleep = asyncio.sleep,
        limits: Timeouts = LIMITS,
    ) -> None:
        self.account = account
        try:
            self._base_url = httpx.URL(normalise_base_url(base_url))
        except httpx.InvalidURL:  # a host that httpx has stricter rules for
            raise BadBaseUrl(BaseUrlProblem.NOT_AN_ADDRESS) from None
        self._urls: dict[str, httpx.URL] = {}
        self._secret = secret
        self._extra_ca = extra_ca
        self._transport = transport
        self._clock = clock
        self._sleep = sleep
        self._limits = limits

    @property
    def report_source(self) -> ReportSource:
        """The data that a `ReportPuller` needs for this account."""
        return ReportSource(
            account=self.account,
            base_url=str(self._base_url),
            secret=self._secret,
            extra_ca=str(self._extra_ca.absolute()) if self._extra_ca else "",
            limits=self._limits,
        )

    async def aclose(self) -> None:
        """Close the connections. The session may be used again; it opens new ones then."""
        transport, self._transport = self._transport, None
        if transport is not None:
            await transport.aclose()

    async def send(
        self, submission: Submission, blob_path: Callable[[str], Path], on_progress: Progress | None = None
    ) -> SendAnswer:
        """Send once; never tries again by itself.

        `on_progress(bytes, total)` is called before each block is handed to the connection, at least once. A caller
        that cancels and was never called knows that the mail did not leave; after the first call it may have.

        Raises:
            ApiError: `may_have_been_sent` says whether the mail can be on its way.
        """
        call = build_send(self.account.generation, submission, blob_path)
        reply = await self._exchange(call, on_progress)
        if reply.fault is not None:
            raise error_of_transport(reply.fault, may_have_left=True, http_status=reply.status, raw=reply.body)
        return parse_send_answer(reply.status, reply.body)

    def recorded_answer(self, raw: bytes, received_at: datetime) -> Answer | None:
        """The answer that a `ReportPuller` recorded; None if no report was handed out: no bytes, or a refusal.

        An unreadable answer is returned too, since it may hold reports.
        """
        found = read_recorded(raw)
        if not 200 <= found.status < 300:
            return None
        return Answer(
            status=found.status,
            content_type=found.headers.get("content-type", ""),
            body=self.quoted.masked(found.body, MASKED),
            is_complete=found.is_whole,
            received_at=received_at,
            elapsed_s=0.0,
            served_at=read_http_date(found.headers.get("date")),
        )

    def refuse_page(self, answer: Answer) -> None:
        """Raises NotThisApi for a web page without an answer of the API inside. Call it when the answer is stored."""
        _refuse_page(answer.status, answer.content_type, answer.body)

    async def fetch_logs(self, query: LogQuery, cursor: str | None = None) -> Answer:
        """One page of logs. Raises ApiError."""
        return await self._read(build_logs(self.account.generation, query, cursor))

    def read_reports(self, answer: Answer) -> ParsedReports:
        """The reports in an answer; some 5 ms per 1,000. Never raises on any body. Any thread."""
        return parse_reports(self.account.generation, answer.body, is_complete=answer.is_complete)

    def read_logs(self, answer: Answer) -> ParsedLogs:
        """The log entries in an answer, as with read_reports."""
        return parse_logs(self.account.generation, answer.body, is_complete=answer.is_complete)

    async def fetch_bulk(self, bulk_id: BulkId) -> ScheduledBulk:
        """A scheduled send as the service has it. Raises ApiError; `http_status` 404: it does not know the id."""
        statuses = await self._read(build_bulk_statuses(bulk_id))
        times = await self._read(build_bulk_times(bulk_id))
        return ScheduledBulk(
            parse_bulk_statuses(statuses.status, statuses.body), parse_bulk_times(times.status, times.body)
        )

    async def move_bulk(self, bulk_id: BulkId, send_at: datetime) -> None:
        """Move a scheduled send to another time, once.

        Raises:
            ApiError: `may_have_been_sent` says whether it may be moved nevertheless.
        """
        await self._exchange(build_move_bulk(bulk_id, send_at))

    async def change_bulk(self, bulk_id: BulkId, status: BulkStatus) -> None:
        """Pause, resume or cancel a scheduled send, once; errors as with `move_bulk`."""
        await self._exchange(build_change_bulk(bulk_id, status))

    async def run_connection_test(self) -> ConnectionTestResult:
        """Test the connection, without sending a mail or pulling a report. Never raises ApiError."""
        return await run_connection_test(self._exchange, self.account.generation)

    async def _read(self, call: ApiRequest) -> Answer:
        async def once() -> Answer:
            reply = await self._exchange(call)
            return Answer(
                status=reply.status,
                content_type=reply.headers.get("content-type", ""),
                body=reply.body,
                is_complete=reply.fault is None,
                received_at=self._clock(),
                elapsed_s=reply.elapsed_s,
                served_at=read_http_date(reply.headers.get("date")),
            )

        return await with_retries(once, self._sleep)

    async def _exchange(self, call: ApiRequest, on_progress: Progress | None = None) -> ApiReply:
        """One request and its answer, if that is a success; a body that breaks off comes back with its fault."""
        request, outgoing = self._request(call, on_progress)
        started = time.perf_counter()
        try:
            # The time to send depends on the size; silence after it still times out.
            async with asyncio.timeout(self._limits.answer_s if outgoing is None else None):
                response = await self._open().handle_async_request(request)
        except AttachmentGone as error:
            if outgoing is None or outgoing.handed_over == 0:
                raise
            raise MaybeSent(timed_out=False, detail=str(error)) from None  # a part of the body has left
        except (httpx.HTTPError, OSError) as error:
            may_have_left = outgoing is None or outgoing.handed_over > 0
            raise error_of_transport(error, may_have_left=may_have_left) from None
        body, fault = await _body(response, self._limits)
        reply = ApiReply(
            status=response.status_code,
            headers=response.headers,
            body=self.quoted.masked(decoded(body, response.headers.get("content-encoding", "")), MASKED),
            fault=fault,
            elapsed_s=time.perf_counter() - started,
            tls_version=_tls_version(response),
        )
        self._refuse_failure(reply)
        return reply

    def _refuse_failure(self, reply: ApiReply) -> None:
        """Raises the ApiError of an answer that is no success, or that is a web page."""
        if not 200 <= reply.status < 300:
            now = read_http_date(reply.headers.get("date")) or self._clock()
            is_whole = reply.fault is None
            raise error_of_response(reply.status, reply.headers, reply.body, now, is_whole=is_whole)
        _refuse_page(reply.status, reply.headers.get("content-type", ""), reply.body)

    @cached_property
    def quoted(self) -> EncodedText:
        """Finds the request's secret in an answer, so that it is masked before it is stored or shown."""
        return quoted_secret(self.account.auth, self._secret)

    def _request(self, call: ApiRequest, on_progress: Progress | None) -> tuple[httpx.Request, OutgoingBody | None]:
        headers = request_headers(self._base_url.netloc, authorization(self.account.auth, self._secret))
        outgoing = None
        if call.body is not None:
            if call.body.has_files:
                check_files(call.body)
            outgoing = OutgoingBody(call.body, on_progress)
            headers.append((b"Content-Type", call.body.content_type.encode()))
            headers.append((b"Content-Length", str(outgoing.total).encode()))
        request = httpx.Request(
            call.method,
            self._url(call),
            headers=headers,
            stream=outgoing,
            extensions={"timeout": self._limits.extension(is_send=outgoing is not None)},
        )
        return request, outgoing

    def _url(self, call: ApiRequest) -> httpx.URL:
        if call.query:
            return self._base_url.join(call.target)
        if call.path not in self._urls:  # a mail goes to the same place as the one before; taking URLs apart is slow
            self._urls[call.path] = self._base_url.join(call.path)
        return self._urls[call.path]

    def _open(self) -> httpx.AsyncBaseTransport:
        if self._transport is None:
            self._transport = open_transport(str(self._base_url), self._extra_ca)
        return self._transport


async def _body(response: httpx.Response, limits: Timeouts) -> tuple[bytes, Exception | None]:
    """The body, and the error that cut it off."""
    blocks: list[bytes] = []
    size = 0
    try:
        async with asyncio.timeout(limits.answer_s):
            assert isinstance(response.stream, httpx.AsyncByteStream)
            async for block in response.stream:  # raw: httpx decompresses by the label, which may be wrong
                blocks.append(block)
                size += len(block)
                if size > limits.answer_bytes:
                    return b"".join(blocks), OSError("the answer is too long")
    except (httpx.HTTPError, OSError) as error:
        return b"".join(blocks), error
    finally:
        await response.aclose()
    return b"".join(blocks), None


def _refuse_page(status: int, content_type: str, body: bytes) -> None:
    if is_foreign_page(content_type, body):
        raise NotThisApi(http_status=status, vendor_text=error_words(body).text, raw=body)


def _tls_version(response: httpx.Response) -> str:
    """`TLSv1.3`, or "" without TLS."""
    stream = response.extensions.get("network_stream")
    tls = stream.get_extra_info("ssl_object") if stream is not None else None
    return (tls.version() or "") if isinstance(tls, (ssl.SSLObject, ssl.SSLSocket)) else ""
