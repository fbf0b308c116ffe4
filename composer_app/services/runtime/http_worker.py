"""The httpx worker thread: the asyncio loop that makes all API calls."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import threading
from collections.abc import Awaitable, Callable, Coroutine
from concurrent.futures import Future
from typing import Any, TypeVar

from composer_app.services.runtime.serial_thread import ThreadStoppedError

log = logging.getLogger(__name__)

T = TypeVar("T")


class HttpWorker:
    """Runs coroutines on its own thread, and can cancel them.

    A synchronous client cannot be interrupted, an asyncio task can, within milliseconds. The thread is started
    by the first `submit`, so that it costs no time before the window is shown.

    Any thread may call `submit`; `shutdown` belongs to the GUI thread.

    Args:
        on_close: awaited on the loop at the very end, to close connections.
        grace_s: how long `shutdown` waits for shielded work.
    """

    def __init__(self, on_close: Callable[[], Awaitable[None]] | None = None, grace_s: float = 3.0) -> None:
        self.grace_s = grace_s
        self._shielded: set[asyncio.Task[Any]] = set()
        self._ordinary: set[asyncio.Task[Any]] = set()
        self._on_close = on_close
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._closing = False

    def submit(self, work: Callable[[], Coroutine[Any, Any, T]], shielded: bool = False) -> Future[T]:
        """Run the coroutine that `work` makes. Cancelling the future cancels it.

        Args:
            work: makes the coroutine.
            shielded: a shutdown waits some seconds for it. For work whose interruption loses data or leaves doubt: a
                pull of reports, a send.

        Raises:
            ThreadStoppedError: after `shutdown`.
        """
        with self._lock:
            if self._closing:
                raise ThreadStoppedError("the worker is shutting down")
            return asyncio.run_coroutine_threadsafe(self._noted(work, shielded), self._started())

    def shielded(self, work: Coroutine[Any, Any, T]) -> asyncio.Future[T]:
        """Shield a part of some work from cancellation; a shutdown waits for it. On the loop only.

        Cancelling the caller does not cancel it.
        """
        task = asyncio.ensure_future(work)
        self._shielded.add(task)
        task.add_done_callback(self._shielded.discard)
        return asyncio.shield(task)

    def begin_shutdown(self) -> None:
        """Refuse new work, and cancel running work. Shielded work has `grace_s` to end by itself."""
        with self._lock:
            self._closing = True
            loop = self._loop
        if loop is not None:
            with contextlib.suppress(RuntimeError):  # the loop is closed: this is the second call
                loop.call_soon_threadsafe(self._stop.set)

    def shutdown(self, timeout_s: float = 5.0) -> bool:
        """`begin_shutdown`, and wait for all work to end. True if that was done in time."""
        self.begin_shutdown()
        thread = self._thread
        if thread is None:
            return True
        thread.join(timeout_s)
        if thread.is_alive():
            log.warning("the HTTP worker did not end within %s s", timeout_s)
        return not thread.is_alive()

    async def _noted(self, work: Callable[[], Coroutine[Any, Any, T]], shielded: bool) -> T:
        task = asyncio.current_task()
        assert task is not None
        kind = self._shielded if shielded else self._ordinary
        kind.add(task)
        try:
            await asyncio.sleep(0)  # a cancelled future cancels this task here, before the work begins
            return await work()
        finally:
            kind.discard(task)

    def _started(self) -> asyncio.AbstractEventLoop:
        if self._loop is None:
            self._loop = asyncio.new_event_loop()
            self._loop.set_exception_handler(_log_loop_error)
            self._stop = asyncio.Event()
            self._thread = threading.Thread(target=self._run, args=(self._loop,), name="httpx-worker", daemon=True)
            self._thread.start()
        return self._loop

    def _run(self, loop: asyncio.AbstractEventLoop) -> None:
        asyncio.set_event_loop(loop)
        try:
            loop.run_until_complete(self._until_stopped())
            loop.run_until_complete(loop.shutdown_asyncgens())
        finally:
            loop.close()

    async def _until_stopped(self) -> None:
        await self._stop.wait()
        for task in self._ordinary:
            task.cancel()
        if self._shielded:
            await asyncio.wait(self._shielded, timeout=self.grace_s)
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._on_close is not None:
            await self._on_close()


def _log_loop_error(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    log.critical("in the HTTP worker: %s", context["message"], exc_info=context.get("exception"))
