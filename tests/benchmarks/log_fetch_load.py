"""Fetching many log entries while Logs shows a big archive: entries a second, and how evenly the window goes.

The Sandbox of the profile answers, a process of its own, with messages of the last 48 hours.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer, Slot

from composer_app.app import Program
from composer_app.domain.ids import SANDBOX_ACCOUNT
from composer_app.domain.queries import LogQuery
from composer_app.services.profile import Profile
from composer_app.services.sync.sync_result import SyncResult
from tests.benchmarks.figures import Figure
from tests.benchmarks.many_messages import fill

ENTRIES = 20_000
RATE_GOAL = 2_000
"""Entries for each second of the processor that the archive's thread takes."""
FRAMES_GOAL = 2.0
_FRAME_MS = 16
_AT_REST_S = 10.0


def prepare(profile: Profile) -> None:
    """Fill the Sandbox of the profile. Before it starts."""
    fill(profile.sandbox, ENTRIES)


def measure(program: Program, until: Callable[[Callable[[], bool]], None]) -> list[Figure]:
    """The figures of one fetch, with the program at rest before it.

    Args:
        until: runs the event loop until a condition holds.
    """
    account = program.services.accounts.get(SANDBOX_ACCOUNT)
    assert account is not None
    end = time.perf_counter() + _AT_REST_S
    at_rest = Frames()
    until(lambda: time.perf_counter() > end)
    at_rest.stop()
    fetched, before, frames = _Fetched(), _archive_cpu_s(program), Frames()
    program.services.sync.fetch_all_logs(account, LogQuery()).on_success(fetched.on_fetched)
    until(lambda: fetched.result is not None)
    frames.stop()
    assert fetched.result is not None
    assert fetched.result.new >= ENTRIES
    rate = fetched.result.new / (_archive_cpu_s(program) - before)
    return [
        Figure("window.logs.fetch_rate", "rows/s", rate, RATE_GOAL, 1.0, "higher"),
        Figure("window.logs.fetch_frames_p99", "ms", frames.p99(), at_rest.p99(), FRAMES_GOAL, "lower"),
    ]


def _archive_cpu_s(program: Program) -> float:
    """Seconds of the processor that the archive's thread has taken."""
    return program.services.context.archive.write(lambda _archive: time.thread_time()).result()


class _Fetched(QObject):
    """Takes the result of the fetch."""

    def __init__(self) -> None:
        super().__init__()
        self.result: SyncResult | None = None

    @Slot(object)
    def on_fetched(self, result: SyncResult) -> None:
        self.result = result


class Frames(QObject):
    """How long the frames last: the times between the turns of an event loop that is asked for one every 16 ms."""

    def __init__(self) -> None:
        super().__init__()
        self._lasted_ms: list[float] = []
        self._clock = QElapsedTimer()
        self._clock.start()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_FRAME_MS)
        self._timer.timeout.connect(self._on_frame)
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def p99(self) -> float:
        """In milliseconds."""
        return statistics.quantiles(self._lasted_ms, n=100)[98]

    @Slot()
    def _on_frame(self) -> None:
        self._lasted_ms.append(self._clock.nsecsElapsed() / 1e6)
        self._clock.start()
