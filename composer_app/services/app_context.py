"""Application context: threads, archive, connections, clock."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Signal

from composer_app.domain.clock import Clock, utc_now
from composer_app.services.connections.connections import Connections
from composer_app.services.connections.credentials import Credentials
from composer_app.services.profile import Profile
from composer_app.services.report_receiver.process import ReceiverProcess
from composer_app.services.runtime.archive_access import ArchiveAccess
from composer_app.services.runtime.error_mapping import Failed
from composer_app.services.runtime.sandbox_process import SandboxProcess
from composer_app.services.runtime.serial_thread import ThreadStoppedError
from composer_app.services.runtime.tasks import Task, TaskBridge

if TYPE_CHECKING:
    import asyncio

    from composer_app.archive.archive import Archive
    from composer_app.archive.archive_reader import ArchiveReader
    from composer_app.services.runtime.http_worker import HttpWorker

T = TypeVar("T")


class AppContext(QObject):
    """Runs work off the GUI thread and returns its result as a `Task`. One per program, in the GUI thread.

    After `shutdown` new tasks are cancelled at once.

    Signals:
        archive_rescued: another program took the archive's file away; it continues in a new one (`Rescued`).
    """

    archive_rescued = Signal(object)

    def __init__(
        self,
        profile: Profile,
        clock: Clock = utc_now,
        credentials: Credentials | None = None,
        sandbox: SandboxProcess | None = None,
        receiver: ReceiverProcess | None = None,
    ) -> None:
        super().__init__()
        self.profile = profile
        self.clock = clock
        self.archive = ArchiveAccess(profile.archive)
        self.credentials = credentials or Credentials()
        self.sandbox = sandbox or SandboxProcess(profile.sandbox)
        self.receiver = receiver or ReceiverProcess()
        self.connections = Connections(self.credentials, self.sandbox)
        self._bridge = TaskBridge(self)
        self._is_shut_down = False
        self.archive.on_rescued = lambda rescued: self.post(lambda: self.archive_rescued.emit(rescued))

    @cached_property
    def worker(self) -> HttpWorker:
        """Created on first use: an idle window needs neither asyncio nor its thread."""
        from composer_app.services.runtime.http_worker import HttpWorker

        return HttpWorker(on_close=self.connections.close)

    def run(self, work: Callable[[], Coroutine[Any, Any, T]], shielded: bool = False) -> Task[T]:
        """Run a coroutine on the worker's loop. `shielded`: a shutdown lets it end first."""
        return self._begun(lambda: self.worker.submit(work, shielded))

    def shielded(self, work: Coroutine[Any, Any, T]) -> asyncio.Future[T]:
        """Shield a part of some work from cancellation, see `HttpWorker.shielded`. On the worker's loop only."""
        return self.worker.shielded(work)

    def write(self, job: Callable[[Archive], T]) -> Task[T]:
        """Change the archive; the change is durable when the task succeeds."""
        return self._begun(lambda: self.archive.write(job))

    def read(self, job: Callable[[ArchiveReader], T]) -> Task[T]:
        """Read from the archive, in parallel with writes."""
        return self._begun(lambda: self.archive.read(job))

    def search(self, job: Callable[[ArchiveReader], T]) -> Task[T]:
        """`read` for jobs that may take long; cancelling the task stops a job that runs."""
        return self._begun(lambda: self.archive.search(job))

    def count(self, job: Callable[[ArchiveReader], T]) -> Task[T]:
        """`search` for the sums around a list, on a thread of its own; cancelling the task stops a job that runs."""
        return self._begun(lambda: self.archive.count(job))

    def read_after_writes(self, job: Callable[[ArchiveReader], T]) -> Task[T]:
        """Read from the archive after all earlier writes. Also works on a read-only archive."""
        return self._begun(lambda: self.archive.read_after_writes(job))

    def watch(self, future: Future[T]) -> Task[T]:
        """Make a task of a future from a service's own thread."""
        return self._bridge.watch(future)

    def show_failures_with(self, handler: Callable[[Failed], object]) -> None:
        """Pass each failure without a handler to this bound method of a QObject, which shows it in the window."""
        self._bridge.show_failures_with(handler)

    @property
    def tasks_under_way(self) -> int:
        """The number of tasks not delivered yet."""
        return self._bridge.under_way

    def post(self, job: Callable[[], None]) -> None:
        """Run `job` in the GUI thread, soon. Any thread."""
        self._bridge.post(job)

    def shutdown(self) -> bool:
        """End all threads and the Sandbox, in the order of their dependencies. Bounded; True if all ended."""
        self._is_shut_down = True
        worker_ended = self.worker.shutdown() if "worker" in vars(self) else True
        self.receiver.stop()
        self.credentials.stop()
        archive_ended = self.archive.stop()
        self.sandbox.stop()
        return worker_ended and archive_ended

    def _begun(self, begin: Callable[[], Future[T]]) -> Task[T]:
        try:
            if self._is_shut_down:
                raise ThreadStoppedError("the program is ending")
            future = begin()
        except ThreadStoppedError:
            future = Future()
            future.cancel()
        return self._bridge.watch(future)
