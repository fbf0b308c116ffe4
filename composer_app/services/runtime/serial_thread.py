"""A thread that owns one resource and runs jobs one after the other."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from typing import Generic, TypeVar

R = TypeVar("R")
T = TypeVar("T")

OPEN_AGAIN_AFTER_S = 5.0

_Job = tuple[Callable[[R], object], "Future[object]"]


class ThreadStoppedError(RuntimeError):
    """The thread is stopping and refuses the job."""


class SerialThread(Generic[R]):
    """Opens a resource on its own thread, runs jobs on it in turn, closes it there.

    The archive's connection and the keyring live on such threads: neither may be used by two threads or block the
    window. The thread is a daemon, so that a hanging keyring does not keep the program from ending.

    Any thread may call `ask` and `stop`.

    Args:
        name: of the thread.
        open_resource: called on the thread before the first job; its exception is the result of every job.
        close_resource: called on the thread at the end.
        may_pass: whether an exception of `open_resource` is worth a retry, made by a job at least `OPEN_AGAIN_AFTER_S`
            later.
    """

    def __init__(
        self,
        name: str,
        open_resource: Callable[[], R],
        close_resource: Callable[[R], None] = lambda resource: None,
        may_pass: Callable[[BaseException], bool] = lambda error: False,
    ) -> None:
        self._open = open_resource
        self._close = close_resource
        self._may_pass = may_pass
        self._jobs: queue.SimpleQueue[_Job[R] | None] = queue.SimpleQueue()
        self._lock = threading.Lock()  # no job is queued after the end marker
        self._is_stopping = False
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def ask(self, job: Callable[[R], T]) -> Future[T]:
        """Run `job` with the resource; the future holds its result or exception.

        Raises:
            ThreadStoppedError: after `stop`.
        """
        future: Future[T] = Future()
        with self._lock:
            if self._is_stopping:
                raise ThreadStoppedError(self._thread.name)
            self._jobs.put((job, future))  # type: ignore[arg-type]  # one queue for jobs of every type
        return future

    def stop(self, timeout_s: float = 5.0) -> bool:
        """Finish waiting jobs, close the resource and end. True if that was done in time."""
        with self._lock:
            if not self._is_stopping:
                self._is_stopping = True
                self._jobs.put(None)
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _run(self) -> None:
        waiting: _Job[R] | None = None
        while True:
            try:
                resource = self._open()
            except BaseException as error:
                waiting = self._refused(error, waiting)
                if waiting is None:
                    return
            else:
                break
        while (entry := waiting or self._jobs.get()) is not None:
            waiting = None
            job, future = entry
            if future.set_running_or_notify_cancel():
                try:
                    future.set_result(job(resource))
                except BaseException as error:
                    future.set_exception(error)
            del job, future, entry  # drop references to a finished job while waiting for the next
        self._close(resource)

    def _refused(self, error: BaseException, waiting: _Job[R] | None) -> _Job[R] | None:
        """Fail the waiting job and later ones with `error`. Returns the first job for which to open the resource
        again, or None at the end."""
        again_at = time.monotonic() + OPEN_AGAIN_AFTER_S
        while (entry := waiting or self._jobs.get()) is not None:
            if waiting is None and self._may_pass(error) and time.monotonic() >= again_at:
                return entry
            waiting = None
            if entry[1].set_running_or_notify_cancel():
                entry[1].set_exception(error)
            del entry
        return None
