"""The transport on its own. Through the session: test_network, test_session_faults and, with a proxy, test_routes."""

from __future__ import annotations

import asyncio

import httpcore
import httpx
import pytest

from composer_app.api.asyncio_backend import AsyncioBackend
from composer_app.api.pool_transport import PoolTransport
from tests.unit.api.rude_server import Talk, rude_server, unused_port


def answered(url: str) -> httpx.Response:
    async def run() -> httpx.Response:
        transport = PoolTransport(httpcore.AsyncConnectionPool(network_backend=AsyncioBackend()))
        try:
            response = await transport.handle_async_request(httpx.Request("GET", url))
            await response.aread()
            await response.aclose()
            return response
        finally:
            await transport.aclose()

    return asyncio.run(run())


def test_it_answers_as_httpx_does() -> None:
    async def script(talk: Talk) -> None:
        await talk.read_request()
        await talk.answer("201 Created", b"hello", "text/plain", X_Asked=talk.request_line)

    async def run() -> httpx.Response:
        async with rude_server(script) as url:
            return await asyncio.to_thread(answered, f"{url}/a%20b?c=d")

    response = asyncio.run(run())
    assert (response.status_code, response.text) == (201, "hello")
    assert response.headers["x-asked"] == "GET /a%20b?c=d HTTP/1.1"


def test_it_raises_what_httpx_raises() -> None:
    with pytest.raises(httpx.ConnectError):
        answered(f"http://127.0.0.1:{unused_port()}")


@pytest.mark.parametrize(
    "name",
    [
        name
        for name, kind in vars(httpcore).items()
        if isinstance(kind, type)
        and issubclass(
            kind, (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError, httpcore.ProxyError)
        )
    ],
)
def test_every_exception_has_its_namesake(name: str) -> None:
    assert issubclass(getattr(httpx, name), httpx.TransportError)
