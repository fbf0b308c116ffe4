"""Builds the transport to a host: TLS, system proxy, connection pool."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Generic, TypeVar
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import httpcore
import httpx
import truststore

from composer_app.api.asyncio_backend import AsyncioBackend
from composer_app.api.errors import Unreachable
from composer_app.api.pool_transport import PoolTransport
from composer_app.api.recorded_stream import RecordingBackend
from composer_app.domain.account import is_loopback
from composer_app.domain.problem import ProblemCode

_MAX_CONNECTIONS, _MAX_IDLE = 16, 8
_IDLE_S = 3.0
"""Shorter than servers' own 5 s and more: a connection that the server closes just as a mail is written to it would
leave the mail in doubt."""
_PROBES = {"TCP_KEEPIDLE": 60, "TCP_KEEPALIVE": 60, "TCP_KEEPINTVL": 30, "TCP_KEEPCNT": 8}
"""Keep-alive: a silent peer is probed after a minute, and counts as dead after five. macOS has its own option name."""
_KEEP_ALIVE = [(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)] + [
    (socket.IPPROTO_TCP, getattr(socket, name), value) for name, value in _PROBES.items() if hasattr(socket, name)
]
P = TypeVar("P")


@dataclass(frozen=True)
class _Kinds(Generic[P]):
    """The classes of httpcore, for asyncio or for threads."""

    direct: Callable[..., P]
    http_proxy: Callable[..., P]
    socks_proxy: Callable[..., P]


_ASYNC: _Kinds[httpcore.AsyncConnectionPool] = _Kinds(
    httpcore.AsyncConnectionPool, httpcore.AsyncHTTPProxy, httpcore.AsyncSOCKSProxy
)
_SYNC: _Kinds[httpcore.ConnectionPool] = _Kinds(httpcore.ConnectionPool, httpcore.HTTPProxy, httpcore.SOCKSProxy)


def open_transport(base_url: str, extra_ca: Path | None = None) -> httpx.AsyncBaseTransport:
    """A transport for this host. TLS uses the system's trust store, and certificates are always checked.

    Args:
        base_url: where to.
        extra_ca: a PEM file with additional certificates, such as a company's own.

    Raises:
        Unreachable: the computer's proxy setting or the file of certificates cannot be used.
    """
    return PoolTransport(_pool(base_url, extra_ca, _ASYNC, network_backend=AsyncioBackend()))


def open_recorded_pool(base_url: str, extra_ca: Path | None = None) -> httpcore.ConnectionPool:
    """The same way for threads, over connections that are recorded (`recorded_stream`) and that find a dead peer.

    Raises:
        Unreachable: as above.
    """
    proxy = proxy_for(base_url) or ""
    tls_layers = base_url.startswith("https:") + proxy.startswith("https:")
    backend = RecordingBackend(tls_layers)
    return _pool(base_url, extra_ca, _SYNC, network_backend=backend, socket_options=_KEEP_ALIVE)


def _pool(base_url: str, extra_ca: Path | None, kinds: _Kinds[P], **more: Any) -> P:
    proxy = proxy_for(base_url)
    trust = _trust(extra_ca)
    how: dict[str, Any] = {
        "ssl_context": trust,
        "max_connections": _MAX_CONNECTIONS,
        "max_keepalive_connections": _MAX_IDLE,
        "keepalive_expiry": _IDLE_S,
        **more,
    }
    if proxy is None:
        return kinds.direct(**how)
    try:
        through = httpx.Proxy(proxy)  # knows which schemes there are, and takes user and password out of the address
        url = through.url
        how["proxy_url"] = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
        how["proxy_auth"] = through.raw_auth
        if url.scheme in ("http", "https"):
            return kinds.http_proxy(**how, proxy_ssl_context=trust if url.scheme == "https" else None)
        import_module("socksio")  # httpcore's error for a missing one is less clear
        how.pop("socket_options", None)  # a SOCKS proxy of httpcore takes none
        return kinds.socks_proxy(**how)
    except (ValueError, ImportError, httpx.InvalidURL) as error:
        raise Unreachable(ProblemCode.PROXY_REFUSED, detail=str(error)) from None


def _trust(extra_ca: Path | None) -> ssl.SSLContext:
    trust = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    if extra_ca is not None:
        try:
            trust.load_verify_locations(cafile=str(extra_ca))
        except OSError as error:  # ssl.SSLError among them
            detail = f"the file of the company certificate, {extra_ca.name}: {error.strerror or error}"
            raise Unreachable(ProblemCode.TLS, detail=detail) from None
    return trust


def proxy_for(base_url: str) -> str | None:
    """The system proxy for that host, if there is one; never for loopback."""
    parts = urlsplit(base_url)
    host = parts.hostname or ""
    if is_loopback(host) or proxy_bypass(host):
        return None
    proxies = getproxies()
    proxy = proxies.get(parts.scheme) or proxies.get("all")
    return proxy if not proxy or "://" in proxy else f"http://{proxy}"
