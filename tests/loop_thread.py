"""Servers on loopback that run beside a test: an event loop on a thread of its own."""

from __future__ import annotations

import asyncio
import ssl
import threading
from collections.abc import Callable, Coroutine
from pathlib import Path

from tests.patience import PATIENCE_S

_TURNS = 10
"""So many turns of the loop a connection may take until it has its task, and until its socket is closed."""
Talk = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Coroutine[None, None, None]]


class LoopThread:
    """Runs `serve`, which opens servers, awaits `until_stopped`, and closes them."""

    def __init__(self, serve: Callable[[], Coroutine[None, None, None]], name: str) -> None:
        self._serve = serve
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._stopping = asyncio.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    @property
    def is_stopping(self) -> bool:
        return self._stopping.is_set()

    def start(self) -> None:
        """Begin, and wait until the servers listen."""
        self._thread.start()
        assert self._ready.wait(PATIENCE_S)

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._stopping.set)
        self._thread.join(PATIENCE_S)
        assert not self._thread.is_alive()

    async def until_stopped(self) -> None:
        """For `serve`, when its servers listen."""
        self._ready.set()
        await self._stopping.wait()

    def _run(self) -> None:
        try:
            self._loop.run_until_complete(self._serve())
        finally:
            self._loop.close()


async def listening(talk: Talk, certificate: Path | None = None, port: int = 0) -> tuple[asyncio.Server, str]:
    """A server and its address. `certificate`: it speaks TLS. `port`: where it listens; 0: anywhere."""
    trust = None
    if certificate is not None:
        trust = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        trust.load_cert_chain(certificate)
    server = await asyncio.start_server(talk, "127.0.0.1", port, ssl=trust)
    return server, f"http{'s' if trust else ''}://127.0.0.1:{server.sockets[0].getsockname()[1]}"


async def end(server: asyncio.Server, talks: set[asyncio.Task[None]]) -> None:
    """Listen no more, and cancel what is still talking."""
    server.close()
    for _ in range(_TURNS):
        await asyncio.sleep(0)
    for talk in list(talks):
        talk.cancel()
    await asyncio.gather(*talks, return_exceptions=True)
    for _ in range(_TURNS):  # a transport closes its socket in a later turn
        await asyncio.sleep(0)
    await server.wait_closed()
