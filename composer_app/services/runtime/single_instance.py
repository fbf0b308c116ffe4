"""Single instance per profile, and the channel by which other programs on the profile reach it.

A program connects to the window's local socket, writes one line (a `WindowRequest`), and reads one line of JSON.
The socket only accepts the user's own programs.
"""

from __future__ import annotations

import hashlib
import os
import sys
import threading
import time
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

import msgspec
import shiboken6
from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_CONNECT_MS = 2000
_AGAIN_AFTER_S = 0.05
_PATIENCE_S = 10.0
_SANDBOX_MS = 30_000
"""The Sandbox may have to be started first."""


class WindowRequest(StrEnum):
    """Kinds of requests to the window."""

    RAISE = "raise"
    SANDBOX = "sandbox"
    """The address and key of the window's Sandbox, since two must not share one data folder."""
    ACCOUNTS_CHANGED = "accounts changed"
    MAIL_CHANGED = "mail changed"


class SandboxAddress(msgspec.Struct, frozen=True):
    """Address and key of the window's Sandbox; both empty if it does not run."""

    base_url: str = ""
    key: str = ""


class WindowReply:
    """The reply to one request, given once, now or later. GUI thread only."""

    def __init__(self, socket: QLocalSocket) -> None:
        self._socket = socket

    def give(self, value: object) -> None:
        """Send the answer, as JSON, unless the other program has gone."""
        if not shiboken6.isValid(self._socket):
            return
        self._socket.write(msgspec.json.encode(value) + b"\n")
        self._socket.flush()


class SingleInstance(QObject):
    """Listens for other programs on the same profile. Belongs to the program that holds the `SenderLock`.

    Signals:
        raise_wanted: bring the window to the front.
        sandbox_wanted: a `WindowReply` that expects a `SandboxAddress`.
        accounts_changed, mail_changed: another program has changed the archive.
    """

    raise_wanted = Signal()
    sandbox_wanted = Signal(object)
    accounts_changed = Signal()
    mail_changed = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)
        name = server_name(folder)
        QLocalServer.removeServer(name)  # left by a killed program: this one holds the lock
        self._server.listen(name)

    @property
    def is_listening(self) -> bool:
        return self._server.isListening()

    def stop(self) -> None:
        self._server.close()

    @Slot()
    def _on_connection(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            socket.readyRead.connect(self._on_line)
            self._read(socket)  # the line may have arrived with the connection

    @Slot()
    def _on_line(self) -> None:
        socket = self.sender()
        if isinstance(socket, QLocalSocket):
            self._read(socket)

    def _read(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            return
        request, reply = bytes(socket.readLine().data()).decode("utf-8", "replace").strip(), WindowReply(socket)
        if request == WindowRequest.SANDBOX:
            self.sandbox_wanted.emit(reply)
            return
        signals: dict[str, Callable[[], None]] = {
            WindowRequest.RAISE: self.raise_wanted.emit,
            WindowRequest.ACCOUNTS_CHANGED: self.accounts_changed.emit,
            WindowRequest.MAIL_CHANGED: self.mail_changed.emit,
        }
        reply.give(request in signals)
        if request in signals:
            signals[request]()


def server_name(folder: Path) -> str:
    """The socket name of a profile's window; the same for every spelling of the folder."""
    digest = hashlib.sha256(str(folder.resolve()).encode("utf-8", "surrogateescape")).hexdigest()
    return f"mail-composer-{digest[:24]}"


def raise_other(folder: Path, patience_s: float = _PATIENCE_S) -> bool:
    """Raise the window of the program that runs on this profile. True if it confirmed.

    A starting program may not listen yet, so it is retried for `patience_s`.
    """
    until = time.monotonic() + patience_s
    while True:
        if _ask(folder, WindowRequest.RAISE, _CONNECT_MS):
            return True
        if time.monotonic() > until:
            return False
        threading.Event().wait(_AGAIN_AFTER_S)


def sandbox_of_window(folder: Path) -> SandboxAddress | None:
    """The Sandbox of an open window of this profile. None: no window is open, or it does not answer."""
    line = _ask(folder, WindowRequest.SANDBOX, _SANDBOX_MS)
    try:
        return msgspec.json.decode(line, type=SandboxAddress) if line else None
    except msgspec.DecodeError:
        return None


def notify_window(folder: Path, request: WindowRequest) -> None:
    """Notify an open window, if there is one, that the archive has changed."""
    _ask(folder, request, _CONNECT_MS)


def _ask(folder: Path, request: WindowRequest, answer_ms: int) -> bytes:
    """The window's reply, or b""."""
    socket = QLocalSocket()
    socket.connectToServer(server_name(folder))
    if not socket.waitForConnected(_CONNECT_MS) or not _is_own(socket, folder):
        return b""
    socket.write(f"{request.value}\n".encode())
    socket.flush()
    while not socket.canReadLine():
        if not socket.waitForReadyRead(answer_ms):
            return b""
    return bytes(socket.readLine().data())


def _is_own(socket: QLocalSocket, folder: Path) -> bool:
    """Whether the socket belongs to the owner of the profile, or to this user.

    It is in the folder for temporary files, where any user can create one of that name, and could name a Sandbox of
    theirs to receive the mail.
    """
    if sys.platform == "win32":  # a named pipe has no file
        return True
    try:
        return os.lstat(socket.fullServerName()).st_uid in (os.geteuid(), folder.stat().st_uid)
    except OSError:
        return False
