"""Test connection: checks an account without sending a mail or pulling a report (reports come only once)."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable

import msgspec

from composer_app.api.answers import ApiReply
from composer_app.api.api_request import ApiRequest
from composer_app.api.endpoints.logs import build_logs, parse_logs
from composer_app.api.endpoints.send import build_empty_send
from composer_app.api.endpoints.send_answer import parse_send_answer
from composer_app.api.errors import (
    ApiError,
    AuthFailed,
    BadReply,
    Forbidden,
    MaybeSent,
    NotThisApi,
    Rejected,
    Unreachable,
)
from composer_app.api.foreign_error_bodies import is_page
from composer_app.domain.account import Generation
from composer_app.domain.connection_test_result import ConnectionCheck, ConnectionLine, ConnectionTestResult
from composer_app.domain.problem import ProblemCode
from composer_app.domain.queries import LogQuery
from composer_app.domain.reading_problem import ReadingProblem


class _Seen(msgspec.Struct, frozen=True):
    error: ApiError | None
    elapsed_ms: int
    tls_version: str = ""

    @property
    def problem(self) -> ProblemCode | None:
        """Why the request failed; None if it did not."""
        if (error := self.error) is None:
            return None
        if error.http_status == 407:
            return ProblemCode.PROXY_SIGN_IN
        if error.http_status is not None and is_page(error.raw):
            return ProblemCode.NOT_THIS_API
        if isinstance(error, (Forbidden, Rejected)) and not error.is_vendors_refusal:
            return ProblemCode.FOREIGN_ANSWER
        return error.code

    @property
    def is_refused_by_service(self) -> bool:
        """The service knows the key, and refuses the request in its own words."""
        return isinstance(self.error, (Forbidden, Rejected)) and self.error.is_vendors_refusal

    @property
    def proves_the_key(self) -> bool:
        """True only for an answer of the service itself: a proxy or firewall does not check keys."""
        return self.error is None or self.is_refused_by_service

    def line(self, line: ConnectionLine, problem: ProblemCode | None) -> ConnectionCheck:
        """The check of a line that this request answers."""
        if self.error is None or problem is None:
            return ConnectionCheck(line, elapsed_ms=self.elapsed_ms)
        detail = " ".join(filter(None, (self.error.vendor_code, self.error.vendor_text, self.error.detail)))
        return ConnectionCheck(line, problem, self.elapsed_ms, self.error.http_status, detail)


async def run_connection_test(
    ask: Callable[[ApiRequest], Awaitable[ApiReply]], generation: Generation
) -> ConnectionTestResult:
    """Read one log entry (address, key, right to read logs), then send an empty request (right to send).

    `ask` gives a success or raises ApiError.
    """
    logs = await _seen_logs(ask, generation)
    problem = logs.problem
    is_elsewhere = problem in (ProblemCode.NOT_THIS_API, ProblemCode.PROXY_SIGN_IN)
    if is_elsewhere or isinstance(logs.error, (Unreachable, MaybeSent)):
        return _only(logs.line(ConnectionLine.ADDRESS, problem))
    if isinstance(logs.error, AuthFailed):
        is_reached = bool(logs.error.http_status)
        reached = ConnectionCheck(ConnectionLine.ADDRESS, elapsed_ms=logs.elapsed_ms, is_checked=is_reached)
        return _only(reached, logs.line(ConnectionLine.KEY, problem))
    sent = await _seen_send(ask, generation)
    # The refusal of the empty mail is the expected result: the key may send.
    send_problem = None if sent.is_refused_by_service and isinstance(sent.error, Rejected) else sent.problem
    is_known = logs.proves_the_key or sent.proves_the_key
    return ConnectionTestResult(
        (
            ConnectionCheck(ConnectionLine.ADDRESS, elapsed_ms=logs.elapsed_ms),
            ConnectionCheck(ConnectionLine.KEY, elapsed_ms=logs.elapsed_ms, is_checked=is_known),
            sent.line(ConnectionLine.SEND, send_problem),
            logs.line(ConnectionLine.LOGS, problem),
        ),
        logs.tls_version,
    )


async def _seen_logs(ask: Callable[[ApiRequest], Awaitable[ApiReply]], generation: Generation) -> _Seen:
    async def ask_and_read(call: ApiRequest) -> ApiReply:
        reply = await ask(call)
        parsed = parse_logs(generation, reply.body)
        if parsed.problem in (ReadingProblem.NOT_JSON, ReadingProblem.NO_TEXT, ReadingProblem.NO_LIST):
            raise NotThisApi(http_status=reply.status, raw=reply.body)
        return reply

    return await _seen(ask_and_read, build_logs(generation, LogQuery(limit=1)))


async def _seen_send(ask: Callable[[ApiRequest], Awaitable[ApiReply]], generation: Generation) -> _Seen:
    async def ask_and_read(call: ApiRequest) -> ApiReply:
        reply = await ask(call)
        try:
            parse_send_answer(reply.status, reply.body)
        except BadReply:
            raise NotThisApi(http_status=reply.status, raw=reply.body) from None
        return reply

    return await _seen(ask_and_read, build_empty_send(generation))


async def _seen(ask: Callable[[ApiRequest], Awaitable[ApiReply]], call: ApiRequest) -> _Seen:
    started = time.perf_counter()
    error, tls_version = None, ""
    try:
        tls_version = (await ask(call)).tls_version
    except ApiError as raised:
        error = raised
    return _Seen(error, round((time.perf_counter() - started) * 1000), tls_version)


def _only(*checks: ConnectionCheck) -> ConnectionTestResult:
    """These checks, and the remaining lines as not checked."""
    rest = [ConnectionCheck(line, is_checked=False) for line in ConnectionLine][len(checks) :]
    return ConnectionTestResult((*checks, *rest))
