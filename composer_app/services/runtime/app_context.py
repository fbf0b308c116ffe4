"""The machinery under every use case: threads, archive, connections, clock."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Signal

from composer_app.domain.clock import Clock, utc_now
from composer_app.services.accounts.connections import Connections
from composer_app.services.accounts.credentials import Credentials
from composer_app.services.profile import Profile
from composer_app.services.runtime.archive_access import ArchiveAccess
from composer_app.services.runtime.error_mapping import Failed, failures_told, of_archive
from composer_app.services.runtime.sandbox_process import SandboxProcess
from composer_app.services.runtime.serial_thread import ThreadStoppedError
from composer_app.services.runtime.tasks import Task, TaskBridge
from composer_app.services.sync.report_receiver.process import ReceiverProcess

if TYPE_CHECKING:
    import asyncio

    from composer_app.archive.archive import Archive
    from composer_app.archive.archive_reader import ArchiveReader
    from composer_app.services.runtime.http_worker import HttpWorker

T = TypeVar("T")


class AppContext(QObject):
    """Runs work off the GUI thread and brings its result back. Made once, lives in the GUI thread.

    Work that fails is told as `Failed`, whatever went wrong underneath. After `shutdown` nothing is done any more:
    a late click gets a call that is cancelled.

    Signals:
        archive_rescued: another program took the archive's file away; it goes on in a new one (`Rescued`).
    """

    archive_rescued = Signal(object)

    def __init__(
        self,
        profile: Profile,
        clock: Clock = utc_now,
        credentials: Credentials | None = None,
        sandbox: SandboxProcess | None = None,
        receiver: ReceiverProcess | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.profile = profile
        self.clock = clock
        self.archive = ArchiveAccess(profile.archive)
        self.credentials = credentials or Credentials()
        self.sandbox = sandbox or SandboxProcess(profile.sandbox)
        self.receiver = receiver or ReceiverProcess()
        self.connections = Connections(self.credentials, self.sandbox)
        self._bridge = TaskBridge(self, as_told=self._as_told)
        self._is_shut_down = False
        self.archive.on_rescued = lambda rescued: self.post(lambda: self.archive_rescued.emit(rescued))

    @cached_property
    def _worker(self) -> HttpWorker:
        """Made when it is first needed: a window that only waits needs neither asyncio nor a thread for it."""
        from composer_app.services.runtime.http_worker import HttpWorker

        return HttpWorker(on_close=self.connections.close)

    def run(self, work: Callable[[], Coroutine[Any, Any, T]], shielded: bool = False) -> Task:
        """Run a coroutine on the worker's loop. `shielded`: a shutdown lets it end first."""

        async def told() -> T:
            with failures_told(self.clock()):
                return await work()

        return self._watch_begun(lambda: self._worker.submit(told, shielded))

    def shielded(self, work: Coroutine[Any, Any, T]) -> asyncio.Future[T]:
        """A part of some work that must not be cut off, see `HttpWorker.shielded`. On the worker's loop only."""
        return self._worker.shielded(work)

    def write(self, job: Callable[[Archive], T]) -> Task:
        """Change the archive; durable when the call has succeeded."""

        def told(archive: Archive) -> T:
            with failures_told(self.clock()):
                return job(archive)

        return self._watch_begun(lambda: self.archive.write(told))

    def read(self, job: Callable[[ArchiveReader], T]) -> Task:
        """Read from the archive, beside whatever is being written."""

        def told(reader: ArchiveReader) -> T:
            with failures_told(self.clock()):
                return job(reader)

        return self._watch_begun(lambda: self.archive.read(told))

    def read_after_writes(self, job: Callable[[ArchiveReader], T]) -> Task:
        """Read from the archive as it stands after all that was to be written before; also where nothing can be
        written."""

        def told(reader: ArchiveReader) -> T:
            with failures_told(self.clock()):
                return job(reader)

        return self._watch_begun(lambda: self.archive.read_after_writes(told))

    def watch(self, future: Future[Any]) -> Task:
        """Follow work of a thread that a service owns itself."""
        return self._bridge.watch(future)

    def post(self, job: Callable[[], None]) -> None:
        """Run `job` in the GUI thread, soon. Any thread."""
        self._bridge.post(job)

    def shutdown(self) -> bool:
        """End every thread and the Sandbox, in the order in which they need each other. Bounded; True if all went."""
        self._is_shut_down = True
        worker_ended = self._worker.shutdown() if "_worker" in vars(self) else True
        self.receiver.stop()
        self.credentials.stop()
        archive_ended = self.archive.stop()
        self.sandbox.stop()
        return worker_ended and archive_ended

    def _as_told(self, error: BaseException) -> BaseException:
        """An archive that cannot be opened is the answer to jobs that had no chance to tell it in our way."""
        problem = of_archive(error) if isinstance(error, Exception) and not isinstance(error, Failed) else None
        return error if problem is None else Failed(problem)

    def _watch_begun(self, begin: Callable[[], Future[Any]]) -> Task:
        try:
            if self._is_shut_down:
                raise ThreadStoppedError("the program is ending")
            future = begin()
        except ThreadStoppedError:
            future = Future()
            future.cancel()
        return self._bridge.watch(future)
