"""Ctrl+C reaches the tests and what they start."""

from __future__ import annotations

import signal


def heed_interrupts() -> None:
    """From now on, also if a shell started the tests in the background, which has them and their children ignore it."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
