"""The way to a host: TLS, the computer's proxy, the pool of connections."""

from __future__ import annotations

import ssl
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import httpx
import truststore

from composer_app.api.direct import DirectTransport
from composer_app.api.errors import Unreachable, UnreachableReason
from composer_app.domain.account import is_loopback

_LIMITS = httpx.Limits(
    max_connections=16,
    max_keepalive_connections=8,
    # Shorter than servers' own 5 s and more: a connection that the server closes just as a mail is written to it
    # would leave the mail in doubt.
    keepalive_expiry=3.0,
)


def open_transport(base_url: str) -> httpx.AsyncBaseTransport:
    """A transport for this host. TLS trusts what the computer trusts, company CAs included, and is always checked.

    Raises:
        Unreachable: the computer's proxy setting cannot be used.
    """
    trust = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    proxy = _proxy_for(base_url)
    if proxy is None:
        return DirectTransport(trust, _LIMITS)
    try:
        return httpx.AsyncHTTPTransport(verify=trust, limits=_LIMITS, trust_env=False, proxy=proxy)
    except (ValueError, ImportError, httpx.InvalidURL) as error:
        raise Unreachable(UnreachableReason.PROXY, detail=str(error)) from None


def _proxy_for(base_url: str) -> str | None:
    """The proxy set on this computer, if it stands between us and that host; never for loopback."""
    parts = urlsplit(base_url)
    host = parts.hostname or ""
    if is_loopback(host) or proxy_bypass(host):
        return None
    proxies = getproxies()
    proxy = proxies.get(parts.scheme) or proxies.get("all")
    return proxy if not proxy or "://" in proxy else f"http://{proxy}"
