"""uvicorn, cut down to what a small child process needs."""

import asyncio
import contextlib
import importlib.util
import logging
import socket
import sys
from collections.abc import Iterator

from starlette.types import ASGIApp


def _import_uvicorn_without_command_line() -> None:
    """Makes the package importable without running its ``__init__``.

    That file imports uvicorn's command line, and with it click: 2 MB and 40 ms that this process, which is
    part of the program's memory, has no use for. Delete this once uvicorn imports it lazily.
    """
    spec = importlib.util.find_spec("uvicorn")
    if spec is None or "uvicorn" in sys.modules:
        return
    package = importlib.util.module_from_spec(spec)
    sys.modules["uvicorn"] = package
    try:
        from uvicorn.config import Config

        # The one name that uvicorn's own modules take from the package.
        package.Config = Config  # type: ignore[attr-defined]
        importlib.import_module("uvicorn.lifespan.off")
        importlib.import_module("uvicorn.server")
    except ImportError:
        # A later uvicorn may want more of its package: then it gets all of it.
        for name in [name for name in sys.modules if name.partition(".")[0] == "uvicorn"]:
            del sys.modules[name]


_import_uvicorn_without_command_line()
# What is no HTTP or no form is answered 400. A line about each would fill a pipe that nobody empties, and stop us.
for _name in ("uvicorn.error", "python_multipart"):
    logging.getLogger(_name).setLevel(logging.ERROR)

from uvicorn.config import Config  # noqa: E402  # after the shortcut above
from uvicorn.server import Server  # noqa: E402

from composer_app.sandbox.web.connection import SandboxProtocol  # noqa: E402


class SandboxServer(Server):
    """Serves one listening socket and says when it is ready. Setting ``should_exit`` ends it."""

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
            # The date is the Sandbox's own: see web/gate.py.
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
        """Lets nobody connect for a while: the port stays taken, but nothing listens on it."""
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
