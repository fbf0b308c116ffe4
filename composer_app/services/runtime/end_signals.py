"""Signals that end the program, handled from its first moment: closed terminal, logout, shutdown, Ctrl+C.

Imports no Qt: the command line listens before anything heavy is loaded. A handler that raised (as Python's own does for
Ctrl+C) would raise in the middle of an import or of a slot of Qt, which swallows it: the window would stay, half made.
"""

from __future__ import annotations

import signal
from collections.abc import Callable
from types import FrameType
from typing import Any

_NAMES = ("SIGHUP", "SIGTERM", "SIGINT", "SIGBREAK")


class EndSignals:
    """Records the first end signal, and notifies one listener. Main thread only.

    A signal that was ignored when the program started stays ignored: that is how `nohup` and a shell's background jobs
    ask for it.
    """

    def __init__(self) -> None:
        self.number: int | None = None
        """The received signal, or None."""
        self._listener: Callable[[], object] | None = None
        self._old: dict[int, Any] = {}
        for name in _NAMES:
            number = getattr(signal, name, None)
            if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
                self._old[number] = signal.signal(number, self._on_signal)

    def listen(self, listener: Callable[[], object] | None) -> None:
        """Set the listener: called at each signal, and at once if there was one; None removes it."""
        self._listener = listener
        if self.number is not None and listener is not None:
            listener()

    def ignore(self) -> None:
        """Ignore signals from now on. The ending interpreter would restore their default actions, and a second Ctrl+C
        would make a regular end look like a crash.
        """
        self._listener = None
        for number in self._old:
            signal.signal(number, signal.SIG_IGN)

    def stop(self) -> None:
        """The handlers that were there before."""
        self._listener = None
        for number, handler in self._old.items():
            signal.signal(number, handler)

    def _on_signal(self, number: int, _frame: FrameType | None) -> None:
        if self.number is None:
            self.number = number
        if self._listener is not None:
            self._listener()
