"""Tasks: work on other threads, with the result delivered in the GUI thread."""

from __future__ import annotations

import logging
import sys
import weakref
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, Generic, Self, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot

from composer_app.services.runtime.error_mapping import Failed, failure_of

log = logging.getLogger(__name__)

H = TypeVar("H", bound=Callable[..., object])
T_co = TypeVar("T_co", covariant=True)


class Task(Generic[T_co]):
    """One piece of work on another thread. It ends once: with a result, with a failure, or cancelled.

    Handlers get the result:

        self._records.bulks(account_id).on_success(self._on_bulks).on_failure(self._on_no_bulks)

    Handlers run in the GUI thread, in the order in which they were added. A handler is a bound method of a QObject
    that lives in the GUI thread; anything else is refused with a TypeError. The task does not keep that object alive,
    and a deleted object is skipped. A failure without a living handler goes to the default handler, which shows it in
    the window (`TaskBridge.show_failures_with`).

    GUI thread only. Add the handlers in the same turn of the event loop in which the task is made.
    """

    def __init__(self, future: Future[T_co]) -> None:
        self._future = future
        self._is_done = False
        self._on_success: list[weakref.WeakMethod[Callable[[T_co], object]]] = []
        self._on_failure: list[weakref.WeakMethod[Callable[[Failed], object]]] = []
        self._on_cancel: list[weakref.WeakMethod[Callable[[], object]]] = []

    def on_success(self, handler: Callable[[T_co], object]) -> Self:
        """Call `handler` with the result."""
        self._on_success.append(_weak(handler))
        return self

    def on_failure(self, handler: Callable[[Failed], object]) -> Self:
        """Call `handler` with the failure, in place of the default handler."""
        self._on_failure.append(_weak(handler))
        return self

    def on_cancel(self, handler: Callable[[], object]) -> Self:
        """Call `handler` when the work was cancelled before it ended."""
        self._on_cancel.append(_weak(handler))
        return self

    def cancel(self) -> None:
        """Ask the work to end. It may still succeed or fail first."""
        self._future.cancel()

    def result(self) -> T_co:
        """The result, once `is_done`. Raises the work's exception."""
        return self._future.result(timeout=0)

    @property
    def is_done(self) -> bool:
        """True as soon as its handlers are called."""
        return self._is_done

    def _deliver(self, failure: Failed | None, show: Callable[[Failed], object]) -> None:
        self._is_done = True
        if self._future.cancelled():
            for on_cancel in _living(self._on_cancel):
                _guarded(on_cancel)
        elif failure is None:
            for on_success in _living(self._on_success):
                _guarded(on_success, self._future.result())
        else:
            for handler in _living(self._on_failure) or [show]:
                _guarded(handler, failure)


class TaskBridge(QObject):
    """Makes tasks from futures, and delivers their results in the GUI thread.

    `_posted` is the only signal that crosses threads. Qt calls a lambda or a plain function that is connected to a
    signal in the thread that emits it, even over a queued connection; `_run_posted` is a method of a QObject that lives
    in the GUI thread.
    """

    _posted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks: dict[int, Task[Any]] = {}  # owns each task until it is delivered
        self._show: weakref.WeakMethod[Callable[[Failed], object]] | None = None
        self._posted.connect(self._run_posted, Qt.ConnectionType.QueuedConnection)

    def show_failures_with(self, handler: Callable[[Failed], object]) -> None:
        """Set the default handler: it gets each failure without another handler. A bound method of a QObject."""
        self._show = _weak(handler)

    def watch(self, future: Future[T_co]) -> Task[T_co]:
        """Follow a future. GUI thread only."""
        task = Task(future)
        key = id(task)
        self._tasks[key] = task
        # The future keeps its callbacks: one with the task would form a cycle.
        future.add_done_callback(lambda done: self._on_done(key, done))
        return task

    @property
    def under_way(self) -> int:
        """The number of tasks not delivered yet."""
        return len(self._tasks)

    def post(self, job: Callable[[], None]) -> None:
        """Run `job` in the GUI thread, soon. Any thread; does nothing once the application is gone."""
        try:
            self._posted.emit(job)
        except RuntimeError:  # the C++ side is gone: the program is ending
            log.debug("dropped a result that came after the end")

    def _on_done(self, key: int, future: Future[Any]) -> None:
        """The worker's thread."""
        error = None if future.cancelled() else future.exception()
        failure = None if error is None else failure_of(error)
        self.post(lambda: self._deliver(key, failure))

    @Slot(object)
    def _run_posted(self, job: Callable[[], None]) -> None:
        job()

    def _deliver(self, key: int, failure: Failed | None) -> None:
        self._tasks.pop(key)._deliver(failure, self._show_failure)

    def _show_failure(self, failure: Failed) -> None:
        if self._show is None:  # no window: a command or a test
            log.error("a task failed: %s", failure.problem)
            raise failure
        handlers = _living([self._show])
        if not handlers:
            log.error("a task failed after its window was gone: %s", failure.problem)
        for handler in handlers:
            handler(failure)


def _weak(handler: H) -> weakref.WeakMethod[H]:
    owner = getattr(handler, "__self__", None)
    if not isinstance(owner, QObject) or not hasattr(handler, "__func__"):
        raise TypeError(f"a handler is a bound method of a QObject, not {handler!r}")
    if owner.thread() is not QThread.currentThread():
        raise TypeError(f"{owner!r} lives in another thread")
    return weakref.WeakMethod(handler)


def _living(handlers: list[weakref.WeakMethod[H]]) -> list[H]:
    """The handlers whose object still exists."""
    found = [handler() for handler in handlers]
    return [one for one in found if one is not None and shiboken6.isValid(one.__self__)]  # type: ignore[attr-defined]


def _guarded(handler: Callable[..., object], *arguments: object) -> None:
    """Call it as Qt calls a slot: an exception is reported, and other handlers are still called."""
    try:
        handler(*arguments)
    except Exception:
        sys.excepthook(*sys.exc_info())
