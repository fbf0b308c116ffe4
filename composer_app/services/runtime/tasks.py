"""The way back into the GUI thread: one signal for all that other threads have to tell."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot

log = logging.getLogger(__name__)


class Task(QObject):
    """Handle of one piece of work. Made, signalled and dropped in the GUI thread only.

    Exactly one of the three signals is emitted, once.

    Signals:
        succeeded: what the work returned.
        failed: the exception it raised.
        cancelled: it was cancelled before it ended.
    """

    succeeded = Signal(object)
    failed = Signal(object)
    cancelled = Signal()

    def __init__(self, future: Future[Any]) -> None:
        super().__init__()
        self._future = future
        self._is_done = False

    def cancel(self) -> None:
        """Ask the work to end. It may still succeed or fail first."""
        self._future.cancel()

    @property
    def is_done(self) -> bool:
        """True from the moment its signal is emitted."""
        return self._is_done


class TaskBridge(QObject):
    """Delivers results of other threads in the GUI thread.

    A lambda or a plain method connected to a worker's signal runs in the worker's thread, even when queued; only
    a bound method of a QObject that lives in the GUI thread is called there. This is that QObject, and `_posted`
    is the only signal that crosses threads.

    Args:
        as_told: what a failed call tells of what its work raised.
    """

    _posted = Signal(object)

    def __init__(
        self, parent: QObject | None = None, as_told: Callable[[BaseException], BaseException] = lambda error: error
    ) -> None:
        super().__init__(parent)
        self._as_told = as_told
        self._calls: dict[int, Task] = {}  # owns each call until it is delivered
        self._posted.connect(self._run_posted, Qt.ConnectionType.QueuedConnection)

    def watch(self, future: Future[Any]) -> Task:
        """Turn a future into a `Task`. GUI thread only."""
        call = Task(future)
        key = id(call)
        self._calls[key] = call
        # The future keeps its callbacks: with the call in one, neither would be freed but by the collector.
        future.add_done_callback(lambda _: self.post(lambda: self._deliver(key)))
        return call

    def post(self, job: Callable[[], None]) -> None:
        """Run `job` in the GUI thread, soon. Any thread; does nothing once the application has gone."""
        try:
            self._posted.emit(job)
        except RuntimeError:  # the C++ side is gone: the program is ending, nobody is left to be told
            log.debug("dropped a result that came after the end")

    @Slot(object)
    def _run_posted(self, job: Callable[[], None]) -> None:
        job()

    def _deliver(self, key: int) -> None:
        call = self._calls.pop(key)
        future, call._is_done = call._future, True
        if future.cancelled():
            call.cancelled.emit()
        elif (error := future.exception()) is not None:
            call.failed.emit(self._as_told(error))
        else:
            call.succeeded.emit(future.result())
