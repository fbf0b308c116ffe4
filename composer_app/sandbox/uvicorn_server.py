"""uvicorn's server, configured for a small child process."""

import asyncio
import contextlib
import logging
import socket
from collections.abc import Iterator

from starlette.types import ASGIApp
from uvicorn.config import Config
from uvicorn.server import Server

from composer_app.sandbox.web.connection import SandboxProtocol

# What is no HTTP or no form is answered 400. A line about each would fill a pipe that no process reads, and stop us.
for _name in ("uvicorn.error", "python_multipart"):
    logging.getLogger(_name).setLevel(logging.ERROR)


class SandboxServer(Server):
    """Serves one listening socket and reports when it is ready. ``should_exit`` ends it."""

    def __init__(self, app: ASGIApp, grace_s: float) -> None:
        config = Config(
            app,
            loop="asyncio",
            http=SandboxProtocol,
            ws="none",
            lifespan="off",
            interface="asgi3",
            log_config=None,
            access_log=False,
            proxy_headers=False,
            server_header=False,
            # The Date header is the Sandbox's own: see web/auth_middleware.py.
            date_header=False,
            timeout_graceful_shutdown=1,
        )
        self._grace_s = grace_s
        self._waiting: list[socket.socket] = []
        self._reopening: asyncio.TimerHandle | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        super().__init__(config)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        for listener in sockets or []:
            host, port = listener.getsockname()[:2]
            print(f"listening on http://{f'[{host}]' if ':' in host else host}:{port}", flush=True)

    async def refuse_for(self, seconds: float) -> None:
        """Refuses connections for a while: the port stays bound, but does not listen."""
        for server in self.servers:
            for listener in server.sockets:
                address, family = listener.getsockname(), listener.family
                server.close()
                # With its protocol named: asyncio sends without delay only on sockets that are known to be TCP.
                waiting = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
                waiting.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                waiting.bind(address)
                self._waiting.append(waiting)
        for connection in list(self.server_state.connections):
            connection.shutdown()
        if self._reopening is not None:
            self._reopening.cancel()
        loop = asyncio.get_running_loop()
        self._reopening = loop.call_later(seconds, lambda: self._tasks.add(loop.create_task(self._listen_again())))

    async def _listen_again(self) -> None:
        waiting, self._waiting = self._waiting, []
        await super().startup(waiting)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        if self._reopening is not None:
            self._reopening.cancel()
        for waiting in self._waiting:
            waiting.close()
        asyncio.get_running_loop().call_later(self._grace_s, self._hang_up)
        await super().shutdown(sockets)

    def _hang_up(self) -> None:
        """Ends the connections whose requests are still arriving: they were not accepted, so nothing is lost."""
        for connection in list(self.server_state.connections):
            if isinstance(connection, SandboxProtocol):
                connection.transport.abort()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        # uvicorn's own handlers raise the signal once more at the end, which would skip our cleaning up.
        yield
