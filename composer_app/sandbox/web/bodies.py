"""Request bodies, never longer than allowed."""

from collections.abc import AsyncIterator

from starlette.requests import Request

from composer_app.sandbox.web.problems import Problem


async def blocks_of(request: Request, most_bytes: int) -> AsyncIterator[bytes]:
    """Yields the body as it arrives.

    Raises:
        Problem: 413, as soon as it is known that the body is too long.
    """
    announced = request.headers.get("content-length", "")
    if announced.isdigit() and int(announced[:18]) > most_bytes:
        raise Problem(413)
    size = 0
    async for block in request.stream():
        size += len(block)
        if size > most_bytes:
            raise Problem(413)
        yield block
