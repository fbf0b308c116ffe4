"""Request bodies, with a size limit."""

import json
from collections.abc import AsyncIterator

from starlette.requests import Request

from composer_app.sandbox.behaviour_options import BehaviourOptions
from composer_app.sandbox.web.error_answers import Problem


class Bodies:
    """Reads all bodies except forms."""

    def __init__(self, choices: BehaviourOptions) -> None:
        self._too_large = int(choices.oversize)

    async def blocks(self, request: Request, most_bytes: int) -> AsyncIterator[bytes]:
        """Yields the body as it arrives.

        Raises:
            Problem: 413 (or 400, by choice), as soon as it is known that the body is too long.
        """
        announced = request.headers.get("content-length", "")
        if announced.isdigit() and int(announced[:18]) > most_bytes:
            raise Problem(self._too_large, text="The request is too large")
        size = 0
        async for block in request.stream():
            size += len(block)
            if size > most_bytes:
                raise Problem(self._too_large, text="The request is too large")
            yield block

    async def all(self, request: Request, most_bytes: int) -> bytes:
        """Returns the whole body. Raises Problem like ``blocks``."""
        body = bytearray()
        async for block in self.blocks(request, most_bytes):
            body += block
        return bytes(body)

    async def json(self, request: Request, most_bytes: int) -> dict[str, object]:
        """Returns the JSON object that the body is.

        Raises:
            Problem: 415 for another content type, 400 for another body, and like ``blocks``.
        """
        if content_type(request) != "application/json":
            refuse_missing_body(request)
            raise Problem(415, text="Content type must be application/json")
        return read_object(await self.all(request, most_bytes))


def refuse_missing_body(request: Request) -> None:
    """Raises Problem 400 for a request that has no body at all: there is no type to find fault with."""
    headers = request.headers
    if "transfer-encoding" not in headers and headers.get("content-length", "0") == "0":
        raise Problem(400, text="Required request body is missing")


def content_type(request: Request) -> str:
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


def read_object(body: bytes) -> dict[str, object]:
    """Returns the JSON object in a body.

    Raises:
        Problem: 400.
    """
    try:
        found = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Problem(400, text="The body is not valid JSON.") from error
    if not isinstance(found, dict):
        raise Problem(400, text="The body must be a JSON object.")
    return found
