"""Fetches an image from any server: no key, no cookie and no referrer goes there."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path

import httpx

from composer_app.api.transport_factory import open_transport

log = logging.getLogger(__name__)

MOST_BYTES = 5_000_000
MOST_REDIRECTS = 3
PATIENCE_S = 10.0
_HEADERS = {"User-Agent": "Mail Composer", "Accept": "image/*"}


async def fetch_image(
    address: str, extra_ca: Path | None = None, *, patience_s: float = PATIENCE_S
) -> tuple[bytes, str] | None:
    """Content and media type; None: it is no image, it is too big, or it cannot be had."""
    try:
        async with asyncio.timeout(patience_s):
            for _ in range(MOST_REDIRECTS + 1):
                found = await _ask(address, extra_ca)
                if not isinstance(found, str):
                    return found
                address = found
    except Exception as error:  # strange addresses and answers make the libraries raise more than they say
        log.info("an image cannot be loaded: %s", type(error).__name__)
    return None


async def _ask(address: str, extra_ca: Path | None) -> tuple[bytes, str] | str | None:
    """The image, or where else it is."""
    url = httpx.URL(address)
    if url.scheme not in ("http", "https") or not url.host:
        return None
    transport = open_transport(f"{url.scheme}://{url.netloc.decode('ascii')}", extra_ca)
    async with (
        httpx.AsyncClient(transport=transport, headers=_HEADERS, trust_env=False) as client,
        client.stream("GET", url) as response,
    ):
        if response.has_redirect_location:
            return str(url.join(response.headers["Location"]))
        media_type = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        if response.status_code != 200 or not media_type.startswith("image/"):
            return None
        content = bytearray()
        async for block in response.aiter_bytes():
            content += block
            if len(content) > MOST_BYTES:
                return None
        return bytes(content), media_type
