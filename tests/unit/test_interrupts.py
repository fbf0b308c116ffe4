"""Tests of signals hold in the background of a shell as well."""

from __future__ import annotations

import signal
from typing import Any

import pytest

from tests.interrupts import heed_interrupts


@pytest.mark.parametrize("before", [signal.SIG_IGN, signal.default_int_handler])
def test_an_interrupt_is_heeded_whatever_the_shell_says(before: Any) -> None:
    own = signal.signal(signal.SIGINT, before)
    try:
        heed_interrupts()
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    finally:
        signal.signal(signal.SIGINT, own)
