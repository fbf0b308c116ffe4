"""Transport for httpx on our own connection pool."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Iterator

import httpcore
import httpx


class PoolTransport(httpx.AsyncBaseTransport):
    """Like `httpx.AsyncHTTPTransport`, whose pools take no network backend. Raises the same exceptions."""

    def __init__(self, pool: httpcore.AsyncConnectionPool) -> None:
        self._pool = pool

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        url = request.url
        assert isinstance(request.stream, httpx.AsyncByteStream)
        wanted = httpcore.Request(
            method=request.method,
            url=httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
            headers=request.headers.raw,
            content=request.stream,
            extensions=request.extensions,
        )
        with as_httpx():
            answer = await self._pool.handle_async_request(wanted)
        return httpx.Response(
            status_code=answer.status,
            headers=answer.headers,
            stream=_AnswerStream(answer),
            extensions=answer.extensions,
        )

    async def aclose(self) -> None:
        await self._pool.aclose()


class _AnswerStream(httpx.AsyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    async def __aiter__(self) -> AsyncIterator[bytes]:
        with as_httpx():
            async for block in self._answer.aiter_stream():
                yield block

    async def aclose(self) -> None:
        await self._answer.aclose()


@contextlib.contextmanager
def as_httpx() -> Iterator[None]:
    """httpx has an exception of the same name for each of httpcore's."""
    try:
        yield
    except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError, httpcore.ProxyError) as error:
        raise getattr(httpx, type(error).__name__)(str(error)) from error
