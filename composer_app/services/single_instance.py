"""One window a profile: whoever starts the program a second time gets the window that is there."""

from __future__ import annotations

import hashlib
import threading
import time
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_ANSWER = b"raised\n"
_ANSWER_MS = 2000
_AGAIN_AFTER_S = 0.05
_PATIENCE_S = 10.0


def server_name(folder: Path) -> str:
    """The name under which the window of a profile can be called; the same for every spelling of the folder."""
    digest = hashlib.sha256(str(folder.resolve()).encode("utf-8", "surrogateescape")).hexdigest()
    return f"mail-composer-{digest[:24]}"


class SingleInstance(QObject):
    """Listens for programs that are started on the same profile. Whoever makes it has the sender's role.

    Signals:
        raise_wanted: the window is to come to the front.
    """

    raise_wanted = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)
        name = server_name(folder)
        QLocalServer.removeServer(name)  # left by a program that was killed: the role is ours
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
            socket.write(_ANSWER)
            socket.flush()
            self.raise_wanted.emit()


def raise_other(folder: Path, patience_s: float = _PATIENCE_S) -> bool:
    """Have the window of the program that runs on this profile come to the front. True if it said that it did.

    It may be just starting and not listen yet; then it is called again, until `patience_s` is over.
    """
    until = time.monotonic() + patience_s
    name = server_name(folder)
    while True:
        socket = QLocalSocket()
        socket.connectToServer(name)
        if socket.waitForConnected(_ANSWER_MS) and (socket.bytesAvailable() or socket.waitForReadyRead(_ANSWER_MS)):
            return True
        if time.monotonic() > until:
            return False
        threading.Event().wait(_AGAIN_AFTER_S)
