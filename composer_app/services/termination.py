"""Ends the program properly when the system asks it to: a logout, a shutdown, Ctrl+C."""

from __future__ import annotations

import signal
import socket
from types import FrameType

from PySide6.QtCore import QCoreApplication, QObject, QSocketNotifier, QTimer

_TOLD = "is_told_to_end"


def is_told_to_end() -> bool:
    """The system ends the program or the session: nobody is there to be asked anything."""
    app = QCoreApplication.instance()
    return app is not None and bool(app.property(_TOLD))


class Termination(QObject):
    """Turns SIGTERM and SIGINT into a normal end of the event loop.

    Python runs its signal handlers between two of its own instructions, and none runs while Qt waits; so the
    signal also writes a byte into a socket that the event loop watches.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._read, self._write = socket.socketpair()
        for end in (self._read, self._write):
            end.setblocking(False)
        self._old_wakeup = signal.set_wakeup_fd(self._write.fileno(), warn_on_full_buffer=False)
        self._notifier = QSocketNotifier(self._read.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_woken)
        self._old = {number: signal.signal(number, _quit) for number in (signal.SIGTERM, signal.SIGINT)}

    def stop(self) -> None:
        """As it was before."""
        app = QCoreApplication.instance()
        if app is not None:
            app.setProperty(_TOLD, False)
        for number, handler in self._old.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._old_wakeup)
        self._notifier.setEnabled(False)
        self._read.close()
        self._write.close()

    def _on_woken(self) -> None:
        self._read.recv(64)  # now Python is running, and with it the handler


def _quit(_number: int, _frame: FrameType | None) -> None:
    app = QCoreApplication.instance()
    if app is not None:
        app.setProperty(_TOLD, True)
    QTimer.singleShot(0, QCoreApplication.quit)  # also holds if the event loop has not begun yet; quit() alone does not
