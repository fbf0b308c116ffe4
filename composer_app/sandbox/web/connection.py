"""Access to the TCP connection of a request, for faults that no answer can express."""

import asyncio
import contextlib
import socket
import struct
import sys

import h11
from starlette.types import Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

# "Linger for no time": the system then ends the connection by a reset, as a crashed machine's router would.
_NO_LINGER = struct.pack("HH" if sys.platform == "win32" else "ii", 1, 0)


class SandboxProtocol(H11Protocol):
    """uvicorn's HTTP/1.1 protocol that exposes its transport as ``scope["state"]["transport"]``."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        # uvicorn copies app_state into every request's scope.
        self.app_state = {**self.app_state, "transport": transport}
        super().connection_made(transport)

    def send_400_response(self, msg: str) -> None:
        """Answers bytes that are no HTTP; when an answer is already on its way, ends the connection after it."""
        if self.conn.our_state in {h11.IDLE, h11.SEND_RESPONSE}:
            super().send_400_response(msg)
        else:
            self.transport.close()
        if self.cycle is not None:
            # uvicorn would still send what a request under way is answered, and fail.
            self.cycle.disconnected = True
            self.cycle.message_event.set()


class HangUp:
    """A response that closes the connection without an answer."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await hang_up(scope, receive)


async def hang_up(scope: Scope, receive: Receive) -> None:
    """Ends the connection in good order, after what was already sent."""
    transport: asyncio.Transport = scope["state"]["transport"]
    transport.close()
    await _seen_end(receive)


async def reset(scope: Scope, receive: Receive) -> None:
    """Resets the connection (TCP RST)."""
    transport: asyncio.Transport = scope["state"]["transport"]
    with contextlib.suppress(OSError):
        transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _NO_LINGER)
    transport.abort()
    await _seen_end(receive)


async def _seen_end(receive: Receive) -> None:
    # uvicorn answers 500 for an application that returns silently, unless it has seen the connection end.
    while (await receive())["type"] != "http.disconnect":
        pass
