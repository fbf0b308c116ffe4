"""Maps httpx exceptions to errors that say whether a mail may have left."""

from __future__ import annotations

import errno
import socket
import ssl
from collections.abc import Iterator

import httpx

from composer_app.api.errors import ApiError, MaybeSent, Unreachable
from composer_app.domain.problem import ProblemCode

_NEVER_CONNECTED = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)
_ANSWERS_WITHOUT_TLS = {"WRONG_VERSION_NUMBER", "RECORD_LAYER_FAILURE", "UNKNOWN_PROTOCOL", "PACKET_LENGTH_TOO_LONG"}
"""OpenSSL's reasons, by its version, where the first bytes of an answer are no TLS."""


def error_of_transport(
    error: Exception, *, may_have_left: bool, http_status: int | None = None, raw: bytes = b""
) -> ApiError:
    """The ApiError for an exception of the transport.

    Args:
        error: any exception of httpx, or an OSError that it let through.
        may_have_left: True if the request can have been understood: a byte of its body was handed to the
            connection, or it has no body.
        http_status: of an answer that had begun.
        raw: the part of its body received.
    """
    if isinstance(error, _NEVER_CONNECTED) or not may_have_left:
        return Unreachable(_code_of(error), detail=_words(error))
    timed_out = isinstance(error, (httpx.TimeoutException, TimeoutError))
    return MaybeSent(timed_out=timed_out, detail=_words(error), http_status=http_status, raw=raw)


def _code_of(error: Exception) -> ProblemCode:
    chain = tuple(_causes(error))
    for kind, code in (
        (httpx.ProxyError, _proxy_code(error)),
        ((ssl.SSLEOFError, ssl.SSLZeroReturnError), ProblemCode.NO_CONNECTION),
        (ssl.SSLError, _tls_code(chain)),
        (socket.gaierror, ProblemCode.HOST_UNKNOWN),
        (ConnectionRefusedError, ProblemCode.REFUSED),
        ((httpx.TimeoutException, TimeoutError), ProblemCode.CONNECT_TIMEOUT),
    ):
        if any(isinstance(cause, kind) for cause in chain):
            return code
    # For a host with several addresses asyncio puts all attempts into one text.
    if any(f"[Errno {errno.ECONNREFUSED}]" in str(cause) for cause in chain):
        return ProblemCode.REFUSED
    return ProblemCode.NO_CONNECTION


def _tls_code(chain: tuple[BaseException, ...]) -> ProblemCode:
    reasons = {getattr(cause, "reason", None) for cause in chain if isinstance(cause, ssl.SSLError)}
    return ProblemCode.NO_TLS if reasons & _ANSWERS_WITHOUT_TLS else ProblemCode.TLS


def _proxy_code(error: Exception) -> ProblemCode:
    """httpcore's words for a tunnel that is refused begin with the proxy's status."""
    return ProblemCode.PROXY_SIGN_IN if str(error).startswith("407") else ProblemCode.PROXY_REFUSED


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """The error and its causes; the attempts on several addresses of a host come as a group."""
    while error is not None:
        yield error
        if isinstance(error, BaseExceptionGroup):
            for one in error.exceptions:
                yield from _causes(one)
        error = error.__cause__ or error.__context__


def _words(error: Exception) -> str:
    """httpx's message; the class name for timeouts, whose message is empty."""
    return str(error) or type(error).__name__
