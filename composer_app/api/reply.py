"""An HTTP answer as it came."""

from __future__ import annotations

import httpx
import msgspec


class Reply(msgspec.Struct, frozen=True, kw_only=True):
    """A success (2xx). `fault` is what cut the body off, if anything did; `tls_version` is "" without TLS."""

    status: int
    headers: httpx.Headers
    body: bytes
    fault: Exception | None
    elapsed_s: float
    tls_version: str
