"""Running the Sandbox as a process: socket, signals, the parent's end, a clean stop."""

import asyncio
import contextlib
import ipaddress
import os
import shutil
import signal
import socket
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from composer_app.sandbox.clock import Clock
from composer_app.sandbox.command import PARENT_VARIABLE

if TYPE_CHECKING:
    from composer_app.sandbox.server import SandboxServer
    from composer_app.sandbox.settings import Settings

# How long a request under way may take to end once the server is told to stop.
_GRACE_S = 0.3


def serve(host: str, port: int, data: Path | None, settings: "Settings") -> int:
    """Serves until SIGTERM, SIGINT, or the end of a parent that asked to be watched. Main thread only.

    Prints ``listening on http://HOST:PORT`` once connections are accepted.

    Args:
        port: 0 takes a free one.
        data: the folder that keeps everything; None is a temporary one, removed at the end.

    Returns:
        The exit code: 0 after a clean stop, 1 when the port or the data cannot be used.
    """
    try:
        listener = _bind(host, port)
    except OSError as error:
        print(f"cannot listen on {host}:{port}: {error}", file=sys.stderr)
        return 1
    if not _is_loopback(listener):
        print(
            f"warning: {host} is not a loopback address: whoever reaches this computer reaches the Sandbox",
            file=sys.stderr,
        )
    with listener:
        return _run(listener, data, settings)


def _run(listener: socket.socket, data: Path | None, settings: "Settings") -> int:
    # Imported late: a port that cannot be used is told at once, and --help stays quick.
    from composer_app.sandbox.memory import give_back_memory
    from composer_app.sandbox.server import SandboxServer
    from composer_app.sandbox.store.database import WrongData
    from composer_app.sandbox.store.messages import Store
    from composer_app.sandbox.web.app import build_app

    with contextlib.ExitStack() as stack:
        try:
            store = Store(stack.enter_context(_data_folder(data)), settings.choices.reports == "shared")
        except (OSError, WrongData) as error:
            print(f"cannot use the data folder: {error}", file=sys.stderr)
            return 1
        stack.callback(store.close)

        async def refuse_for(seconds: float) -> None:
            await server.refuse_for(seconds)

        server = SandboxServer(build_app(store, Clock(), settings, refuse_for), _GRACE_S)

        def stop(_signal: int, _frame: FrameType | None) -> None:
            server.should_exit = True

        signal.signal(signal.SIGINT, stop)
        signal.signal(signal.SIGTERM, stop)
        if os.environ.get(PARENT_VARIABLE) == "stdin":
            threading.Thread(target=_watch_parent, args=(server,), daemon=True).start()
        give_back_memory()
        asyncio.run(server.serve([listener]))
    return 0


@contextlib.contextmanager
def _data_folder(data: Path | None) -> Iterator[Path]:
    if data is not None:
        data.mkdir(parents=True, exist_ok=True)
        yield data
        return
    folder = Path(tempfile.mkdtemp(prefix="composer-sandbox-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _bind(host: str, port: int) -> socket.socket:
    family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    listener = socket.socket(family, kind, protocol)
    if os.name == "posix":
        # On Windows this option would let another program take the same port.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(address)
    except OSError:
        listener.close()
        raise
    return listener


def _is_loopback(listener: socket.socket) -> bool:
    return ipaddress.ip_address(listener.getsockname()[0].partition("%")[0]).is_loopback


def _watch_parent(server: "SandboxServer") -> None:
    """Stops the server when standard input ends: however the parent died, no orphan stays."""
    # os.read, because a thread inside sys.stdin.read() would abort the interpreter's shutdown.
    with contextlib.suppress(OSError):
        while os.read(0, 4096):
            pass
    server.should_exit = True
