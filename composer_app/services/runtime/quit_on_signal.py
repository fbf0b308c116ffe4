"""Ends the program properly on a system signal: closed terminal, logout, shutdown, Ctrl+C."""

from __future__ import annotations

import signal
import socket

from PySide6.QtCore import QCoreApplication, QObject, QSocketNotifier, QTimer

from composer_app.services.runtime.end_signals import EndSignals

_ENDING = "is_ending"


def is_ending() -> bool:
    """Whether the system is ending the program or the session, so that questions are impossible."""
    app = QCoreApplication.instance()
    return app is not None and bool(app.property(_ENDING))


class QuitOnSignal(QObject):
    """Turns end signals into a normal end of the event loop, including signals that arrived before it.

    Python runs its signal handlers between two of its own instructions, and none runs while Qt waits; so the
    signal also writes a byte into a socket that the event loop watches.

    Args:
        signals: handled since the program began and until its end, independent of this object.
    """

    def __init__(self, parent: QObject | None = None, signals: EndSignals | None = None) -> None:
        super().__init__(parent)
        self._is_own = signals is None
        self._signals = EndSignals() if signals is None else signals
        self._read, self._write = socket.socketpair()
        for end in (self._read, self._write):
            end.setblocking(False)
        self._old_wakeup = signal.set_wakeup_fd(self._write.fileno(), warn_on_full_buffer=False)
        self._notifier = QSocketNotifier(self._read.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_woken)
        self._signals.listen(_end_soon)

    def stop(self) -> None:
        """As it was before."""
        app = QCoreApplication.instance()
        if app is not None:
            app.setProperty(_ENDING, False)
        self._signals.listen(None)
        if self._is_own:
            self._signals.stop()
        signal.set_wakeup_fd(self._old_wakeup)
        self._notifier.setEnabled(False)
        self._read.close()
        self._write.close()

    def _on_woken(self) -> None:
        self._read.recv(64)  # Python runs now, and with it the handler


def _end_soon() -> None:
    app = QCoreApplication.instance()
    if app is not None:
        app.setProperty(_ENDING, True)
    QTimer.singleShot(0, _end)  # also works before the event loop has begun; quit() alone does not


def _end() -> None:
    QCoreApplication.quit()  # closes all windows; none may ask, but one may refuse
    QCoreApplication.exit(0)
