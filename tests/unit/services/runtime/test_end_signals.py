"""The signals that end the program are noted from its first moment, and raise nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest

from composer_app.services.runtime.end_signals import EndSignals
from tests.unit import checkout

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a process cannot send itself these there")
NUMBERS = [getattr(signal, name, 0) for name in ("SIGHUP", "SIGTERM", "SIGINT")]


@pytest.fixture
def signals() -> Iterator[EndSignals]:
    made = EndSignals()
    yield made
    made.stop()


@pytest.mark.parametrize("number", NUMBERS)
def test_a_signal_is_noted_and_reported(number: int, signals: EndSignals) -> None:
    reported: list[str] = []
    signals.listen(lambda: reported.append("now"))

    os.kill(os.getpid(), number)

    assert signals.number == number
    assert reported == ["now"]


def test_one_that_came_before_is_reported_as_well_and_the_first_one_counts(signals: EndSignals) -> None:
    os.kill(os.getpid(), signal.SIGTERM)
    os.kill(os.getpid(), signal.SIGINT)
    reported: list[str] = []

    signals.listen(lambda: reported.append("late"))

    assert reported == ["late"]
    assert signals.number == signal.SIGTERM


def test_afterwards_the_handlers_are_as_they_were() -> None:
    before = [signal.getsignal(number) for number in NUMBERS]
    signals = EndSignals()
    assert [signal.getsignal(number) for number in NUMBERS] != before

    signals.stop()

    assert [signal.getsignal(number) for number in NUMBERS] == before


def test_at_the_end_they_do_nothing_any_more(signals: EndSignals) -> None:
    signals.ignore()

    os.kill(os.getpid(), signal.SIGTERM)

    assert signals.number is None
    assert {signal.getsignal(number) for number in NUMBERS} == {signal.SIG_IGN}


def test_nohup_is_heeded() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        signals = EndSignals()
        os.kill(os.getpid(), signal.SIGHUP)
        signals.stop()
    finally:
        signal.signal(signal.SIGHUP, before)

    assert signals.number is None


def test_the_command_line_hears_them_before_it_loads_qt() -> None:
    says = (
        "import sys, composer_app.services.runtime.end_signals;"
        " print([name for name in sys.modules if 'PySide6' in name])"
    )
    done = subprocess.run([sys.executable, "-c", says], capture_output=True, text=True, check=True, cwd=checkout.ROOT)

    assert done.stdout == "[]\n"
