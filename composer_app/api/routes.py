"""The way to a host: TLS, the computer's proxy, the pool of connections."""

from __future__ import annotations

import ssl
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import httpcore
import httpx
import truststore

from composer_app.api.errors import Unreachable, UnreachableReason
from composer_app.api.network import AsyncioBackend
from composer_app.api.pool_transport import PoolTransport
from composer_app.domain.account import is_loopback

_MAX_CONNECTIONS, _MAX_IDLE = 16, 8
_IDLE_S = 3.0
"""Shorter than servers' own 5 s and more: a connection that the server closes just as a mail is written to it would
leave the mail in doubt."""


def open_transport(base_url: str, extra_ca: Path | None = None) -> httpx.AsyncBaseTransport:
    """A transport for this host. TLS trusts what the computer trusts, and is always checked.

    Args:
        base_url: where to.
        extra_ca: a PEM file with certificates that are trusted as well, such as a company's own.

    Raises:
        Unreachable: the computer's proxy setting or the file of certificates cannot be used.
    """
    trust = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    if extra_ca is not None:
        try:
            trust.load_verify_locations(cafile=str(extra_ca))
        except OSError as error:  # ssl.SSLError among them
            detail = f"the file of the company certificate, {extra_ca.name}: {error.strerror or error}"
            raise Unreachable(UnreachableReason.TLS, detail=detail) from None
    proxy = _proxy_for(base_url)
    try:
        return PoolTransport(_pool(trust, proxy))
    except (ValueError, ImportError, httpx.InvalidURL) as error:
        raise Unreachable(UnreachableReason.PROXY, detail=str(error)) from None


def _pool(trust: ssl.SSLContext, proxy: str | None) -> httpcore.AsyncConnectionPool:
    """Every way leads over our own network backend: it is what receives reports into their place (`landing`)."""
    how: dict[str, Any] = {
        "ssl_context": trust,
        "max_connections": _MAX_CONNECTIONS,
        "max_keepalive_connections": _MAX_IDLE,
        "keepalive_expiry": _IDLE_S,
        "network_backend": AsyncioBackend(),
    }
    if proxy is None:
        return httpcore.AsyncConnectionPool(**how)
    through = httpx.Proxy(proxy)  # knows which schemes there are, and takes user and password out of the address
    url = through.url
    how["proxy_url"] = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
    how["proxy_auth"] = through.raw_auth
    if url.scheme in ("http", "https"):
        return httpcore.AsyncHTTPProxy(**how, proxy_ssl_context=trust if url.scheme == "https" else None)
    import_module("socksio")  # httpcore tells less clearly that it is missing
    return httpcore.AsyncSOCKSProxy(**how)


def _proxy_for(base_url: str) -> str | None:
    """The proxy set on this computer, if it stands between us and that host; never for loopback."""
    parts = urlsplit(base_url)
    host = parts.hostname or ""
    if is_loopback(host) or proxy_bypass(host):
        return None
    proxies = getproxies()
    proxy = proxies.get(parts.scheme) or proxies.get("all")
    return proxy if not proxy or "://" in proxy else f"http://{proxy}"
