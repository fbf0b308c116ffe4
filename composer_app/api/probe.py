"""What "Test connection" finds out, without sending a mail and without pulling a report (reports come only once)."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable

import msgspec

from composer_app.api.answers import ApiReply, ReadingProblem
from composer_app.api.api_request import ApiRequest
from composer_app.api.endpoints.logs import build_logs, parse_logs
from composer_app.api.endpoints.send import build_empty_send
from composer_app.api.error_body_text import is_page
from composer_app.api.errors import (
    ApiError,
    AuthFailed,
    Forbidden,
    MaybeSent,
    NotThisApi,
    RateLimited,
    Rejected,
    ServerFault,
    Unavailable,
    Unreachable,
)
from composer_app.domain.account import Generation
from composer_app.domain.probe import ProbeCheck, ProbeCode, ProbeLine, ProbeResult
from composer_app.domain.problem import ProblemCode
from composer_app.domain.queries import LogQuery

_UNREACHED = {
    ProblemCode.HOST_UNKNOWN: ProbeCode.DNS,
    ProblemCode.REFUSED: ProbeCode.REFUSED,
    ProblemCode.TLS: ProbeCode.TLS,
    ProblemCode.NO_TLS: ProbeCode.NO_TLS,
    ProblemCode.CONNECT_TIMEOUT: ProbeCode.TIMEOUT,
    ProblemCode.PROXY_REFUSED: ProbeCode.PROXY,
    ProblemCode.PROXY_SIGN_IN: ProbeCode.PROXY,
    ProblemCode.NO_CONNECTION: ProbeCode.OTHER,
}


class _Seen(msgspec.Struct, frozen=True):
    error: ApiError | None
    elapsed_ms: int
    tls_version: str = ""

    def line(self, line: ProbeLine, code: ProbeCode) -> ProbeCheck:
        if self.error is None or code is ProbeCode.OK:
            return ProbeCheck(line, code, self.elapsed_ms)
        detail = " ".join(filter(None, (self.error.vendor_code, self.error.vendor_text, self.error.detail)))
        return ProbeCheck(line, code, self.elapsed_ms, self.error.http_status, detail)


async def probe(ask: Callable[[ApiRequest], Awaitable[ApiReply]], generation: Generation) -> ProbeResult:
    """Read one log entry (address, key, right to read logs), then send an empty request (right to send).

    `ask` gives a success or raises ApiError.
    """
    logs = await _seen_logs(ask, generation)
    code = _code_of(logs.error)
    if code is ProbeCode.NOT_THIS_API or isinstance(logs.error, (Unreachable, MaybeSent)):
        return _only(logs.line(ProbeLine.ADDRESS, code))
    if isinstance(logs.error, AuthFailed):
        reached = ProbeCheck(
            ProbeLine.ADDRESS, ProbeCode.OK if logs.error.http_status else ProbeCode.NOT_CHECKED, logs.elapsed_ms
        )
        return _only(reached, logs.line(ProbeLine.KEY, code))
    sent = await _seen(ask, build_empty_send(generation))
    # A refusal of the empty mail is what was hoped for: the key may send.
    sent_code = ProbeCode.OK if isinstance(sent.error, Rejected) else _code_of(sent.error)
    is_known = any(seen is None or isinstance(seen, (Forbidden, Rejected)) for seen in (logs.error, sent.error))
    return ProbeResult(
        (
            ProbeCheck(ProbeLine.ADDRESS, ProbeCode.OK, logs.elapsed_ms),
            ProbeCheck(ProbeLine.KEY, ProbeCode.OK if is_known else ProbeCode.NOT_CHECKED, logs.elapsed_ms),
            sent.line(ProbeLine.SEND, sent_code),
            logs.line(ProbeLine.LOGS, code),
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


async def _seen(ask: Callable[[ApiRequest], Awaitable[ApiReply]], call: ApiRequest) -> _Seen:
    started = time.perf_counter()
    error, tls_version = None, ""
    try:
        tls_version = (await ask(call)).tls_version
    except ApiError as raised:
        error = raised
    return _Seen(error, round((time.perf_counter() - started) * 1000), tls_version)


def _only(*checks: ProbeCheck) -> ProbeResult:
    """These, and every line behind them not checked."""
    rest = [ProbeCheck(line, ProbeCode.NOT_CHECKED) for line in ProbeLine][len(checks) :]
    return ProbeResult((*checks, *rest))


def _code_of(error: ApiError | None) -> ProbeCode:
    if error is None:
        return ProbeCode.OK
    if isinstance(error, Unreachable):
        return _UNREACHED[error.code]
    if error.http_status == 407:
        return ProbeCode.PROXY
    if error.http_status is not None and is_page(error.raw):
        return ProbeCode.NOT_THIS_API
    for kind, code in (
        (MaybeSent, ProbeCode.NO_ANSWER),
        (NotThisApi, ProbeCode.NOT_THIS_API),
        (AuthFailed, ProbeCode.KEY_REFUSED),
        (Forbidden, ProbeCode.NO_RIGHT),
        (RateLimited, ProbeCode.BUSY),
        (Unavailable, ProbeCode.UNAVAILABLE),
        (ServerFault, ProbeCode.SERVER_FAULT),
    ):
        if isinstance(error, kind):
            return code
    return ProbeCode.REJECTED
