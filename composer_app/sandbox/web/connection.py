"""The connection below a request, for outcomes that no answer can express."""

import asyncio

from starlette.types import Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol


class SandboxProtocol(H11Protocol):
    """uvicorn's HTTP/1.1 that lets a request find its transport, as ``scope["state"]["transport"]``."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        # uvicorn copies app_state into every request's scope.
        self.app_state = {**self.app_state, "transport": transport}
        super().connection_made(transport)


class HangUp:
    """Answers nothing: ends the connection. In the place of a response."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        transport: asyncio.Transport = scope["state"]["transport"]
        transport.close()
        # uvicorn answers 500 for an application that returns silently, unless it has seen the connection end.
        while (await receive())["type"] != "http.disconnect":
            pass
