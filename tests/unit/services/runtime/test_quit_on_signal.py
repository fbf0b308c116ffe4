"""A signal of the system is a normal end of the event loop, also while Qt waits and no Python runs."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest

from composer_app.services.runtime.quit_on_signal import QuitOnSignal
from tests.patience import PATIENCE_S
from tests.unit.programs import line_of, running

PROGRAM = """
import sys
from PySide6.QtCore import QCoreApplication, QTimer
from composer_app.services.runtime.quit_on_signal import QuitOnSignal, is_ending
app = QCoreApplication([])
quit_on_signal = QuitOnSignal(app)
if sys.argv[1] == "running":
    QTimer.singleShot(0, lambda: print("ready", flush=True))
else:
    print("ready", flush=True)
    sys.stdin.readline()
code = app.exec()
told = is_ending()
quit_on_signal.stop()
print("ended", code, told, is_ending(), flush=True)
"""


@pytest.fixture(params=["running", "starting"])
def program(request: pytest.FixtureRequest) -> Iterator[subprocess.Popen[str]]:
    """A program whose event loop runs, or is about to."""
    with running(PROGRAM, request.param) as process:
        assert line_of(process) == "ready"
        yield process


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP], ids=["SIGTERM", "SIGINT", "SIGHUP"])
def test_a_signal_ends_it_as_if_the_window_was_closed(number: int, program: subprocess.Popen[str]) -> None:
    program.send_signal(number)

    said, _ = program.communicate("go on\n", timeout=PATIENCE_S)

    assert said == "ended 0 True False\n"
    assert program.returncode == 0


def test_afterwards_everything_is_as_it_was(qapp: object) -> None:
    before = [signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)]
    quit_on_signal = QuitOnSignal()
    assert signal.getsignal(signal.SIGTERM) != before[0]

    quit_on_signal.stop()

    assert [signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)] == before
    wakeup = signal.set_wakeup_fd(-1)
    signal.set_wakeup_fd(wakeup)
    assert wakeup == -1 or os.fstat(wakeup)
