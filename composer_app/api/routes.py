"""The way to a host: TLS, the computer's proxy, the pool of connections."""

from __future__ import annotations

import ssl
from pathlib import Path
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
