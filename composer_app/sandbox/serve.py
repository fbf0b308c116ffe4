"""Runs the Sandbox process: socket, signals, end of the parent, clean stop."""

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
from composer_app.sandbox.parent_process import is_watched

if TYPE_CHECKING:
    from composer_app.sandbox.settings import Settings
    from composer_app.sandbox.uvicorn_server import SandboxServer

STOPPED, UNUSABLE, IN_USE = 0, 1, 3
# How long running requests may take after a stop request.
_GRACE_S = 0.3


def serve(host: str, port: int, data: Path | None, settings: "Settings") -> int:
    """Serves until SIGTERM, SIGINT, or the end of a parent that asked to be watched. Main thread only.

    Prints ``listening on http://HOST:PORT`` once connections are accepted.

    Args:
        port: 0 takes a free one.
        data: the data folder; None: a temporary one, removed at the end.

    Returns:
        The exit code: 0 after a clean stop, 1 when the port or the data cannot be used, 3 when another Sandbox has
        the data and did not end in time.
    """
    try:
        listener = _bind(host, port)
    except OSError as error:
        return _refused(f"cannot listen on {host}:{port}: {error}", UNUSABLE)
    if not _is_loopback(listener):
        print(
            f"warning: {host} is not a loopback address: every computer that reaches this one reaches the Sandbox",
            file=sys.stderr,
        )
    with listener:
        return _run(listener, data, settings)


class _Stop:
    """Stop request: by a signal or by the end of the parent, possibly before the server exists."""

    def __init__(self) -> None:
        self.is_wanted = threading.Event()
        self._server: SandboxServer | None = None

    def want(self) -> None:
        self.is_wanted.set()
        if self._server is not None:
            self._server.should_exit = True

    def ends(self, server: "SandboxServer") -> None:
        """Connect stop requests to this server."""
        self._server = server
        if self.is_wanted.is_set():
            server.should_exit = True


def _run(listener: socket.socket, data: Path | None, settings: "Settings") -> int:
    from composer_app.sandbox.store.lock import PATIENCE_S, FolderInUse, locked

    stop = _Stop()

    def on_signal(_signal: int, _frame: FrameType | None) -> None:
        stop.want()

    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:  # nohup: the terminal may go
            signal.signal(number, on_signal)
    if is_watched():
        threading.Thread(target=_watch_parent, args=(stop,), daemon=True).start()
    with contextlib.ExitStack() as stack:
        try:
            folder = stack.enter_context(_data_folder(data))
            stack.enter_context(locked(folder, stop.is_wanted, PATIENCE_S))
        except OSError as error:
            return _refused(f"cannot use the data folder: {error}", UNUSABLE)
        except FolderInUse:
            if stop.is_wanted.is_set():
                return STOPPED
            return _refused(f"another Sandbox runs on the data folder {folder}, and did not end in time", IN_USE)
        return _serve_in(folder, listener, settings, stop)


def _serve_in(folder: Path, listener: socket.socket, settings: "Settings", stop: _Stop) -> int:
    # Imported late: a port or folder that cannot be used is reported at once, and --help stays quick.
    from composer_app.sandbox.store.database import WrongData
    from composer_app.sandbox.store.messages import Store
    from composer_app.sandbox.uvicorn_server import SandboxServer
    from composer_app.sandbox.web.app import build_app

    try:
        store = Store(folder, settings.choices.reports == "shared")
    except (OSError, WrongData) as error:
        return _refused(f"cannot use the data folder: {error}", UNUSABLE)
    with contextlib.closing(store):

        async def refuse_for(seconds: float) -> None:
            await server.refuse_for(seconds)

        server = SandboxServer(build_app(store, Clock(), settings, refuse_for), _GRACE_S)
        stop.ends(server)
        asyncio.run(server.serve([listener]))
    return STOPPED


def _refused(sentence: str, code: int) -> int:
    """Print why it does not start, to standard output for a parent program, else to standard error."""
    print(sentence, file=sys.stdout if is_watched() else sys.stderr, flush=True)
    return code


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


def _watch_parent(stop: _Stop) -> None:
    """Stops when standard input ends, so that no orphan stays after any death of the parent."""
    # os.read, because a thread inside sys.stdin.read() would abort the interpreter's shutdown.
    with contextlib.suppress(OSError):
        while os.read(0, 4096):
            pass
    stop.want()
