"""From exceptions of the transport to what they mean. Over real sockets: test_session_faults and test_network."""

from __future__ import annotations

import errno
import socket
import ssl

import httpx
import pytest

from composer_app.api.errors import MaybeSent, Unreachable
from composer_app.api.transport_errors import error_of_transport
from composer_app.domain.problem import ProblemCode


def caused(error: Exception, cause: BaseException) -> Exception:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (httpx.ConnectTimeout(""), ProblemCode.CONNECT_TIMEOUT),
        (httpx.PoolTimeout(""), ProblemCode.CONNECT_TIMEOUT),
        (httpx.ProxyError("407 Proxy Authentication Required"), ProblemCode.PROXY_SIGN_IN),
        (httpx.ProxyError("502 Bad Gateway"), ProblemCode.PROXY_REFUSED),
        (caused(httpx.ConnectError("x"), socket.gaierror(-2, "unknown")), ProblemCode.HOST_UNKNOWN),
        (caused(httpx.ConnectError("x"), ConnectionRefusedError()), ProblemCode.REFUSED),
        (caused(httpx.ConnectError("x"), ssl.SSLCertVerificationError("bad")), ProblemCode.TLS),
        (caused(httpx.ConnectError("x"), ssl.SSLEOFError("gone")), ProblemCode.NO_CONNECTION),
        (
            caused(httpx.ConnectError("x"), ExceptionGroup("two", [OSError(), ConnectionRefusedError()])),
            ProblemCode.REFUSED,
        ),
        (
            httpx.ConnectError(f"Multiple exceptions: [Errno {errno.ECONNREFUSED}] a, [Errno 101] b"),
            ProblemCode.REFUSED,
        ),
        (httpx.ConnectError("Network is unreachable"), ProblemCode.NO_CONNECTION),
    ],
)
def test_without_a_connection_nothing_left(error: Exception, code: ProblemCode) -> None:
    fault = error_of_transport(error, may_have_left=True)
    assert isinstance(fault, Unreachable)
    assert fault.code is code
    assert not fault.may_have_been_sent


LOST = [httpx.ReadTimeout(""), httpx.ReadError(""), httpx.WriteError(""), httpx.RemoteProtocolError(""), OSError()]


@pytest.mark.parametrize("error", LOST)
def test_a_loss_is_doubtful_only_if_something_may_have_left(error: Exception) -> None:
    assert isinstance(error_of_transport(error, may_have_left=False), Unreachable)
    doubt = error_of_transport(error, may_have_left=True, http_status=200, raw=b"{")
    assert isinstance(doubt, MaybeSent)
    assert doubt.timed_out is isinstance(error, httpx.TimeoutException)
    assert (doubt.http_status, doubt.raw) == (200, b"{")


def test_there_are_always_some_words() -> None:
    assert error_of_transport(httpx.ReadTimeout(""), may_have_left=True).detail == "ReadTimeout"
