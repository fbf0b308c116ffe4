"""The archive, off the GUI thread: one thread writes, another reads."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from composer_app.services.serial_thread import SerialThread, ThreadStoppedError

if TYPE_CHECKING:
    from composer_app.archive.archive import Archive
    from composer_app.archive.arrivals import Arrivals
    from composer_app.archive.reader import ArchiveReader

T = TypeVar("T")


class ArchiveAccess:
    """Passes jobs to the archive. Any thread may call it; jobs run in turn on the archive's own threads.

    A long search never holds up a write: reading has a connection and a thread of its own, which sees everything
    that was committed before the read began.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._writer: SerialThread[Archive] = SerialThread(
            "archive", self._open, lambda archive: archive.close(), may_pass=_may_pass
        )
        self._reader: SerialThread[ArchiveReader] = SerialThread(
            "archive-reader", self._open_reader, lambda reader: reader.close(), may_pass=_may_pass
        )

    @cached_property
    def arrivals(self) -> Arrivals:
        """Answers that are coming in, and those that did not get into the spool."""
        from composer_app.archive.arrivals import Arrivals  # with sqlite3; the window does not wait for it

        return Arrivals(self._path.with_name("arriving"))

    def write(self, job: Callable[[Archive], T]) -> Future[T]:
        """Run `job` on the writing connection; what it changed is durable when the future is done."""
        return self._writer.ask(job)

    def read(self, job: Callable[[ArchiveReader], T]) -> Future[T]:
        """Run `job` on the reading connection."""
        return self._reader.ask(job)

    def look(self, job: Callable[[ArchiveReader], T]) -> Future[T]:
        """Run a job that only reads in turn with those that write, so that it sees what they do; on the reading
        connection where nothing can be written at all."""
        looked: Future[T] = Future()

        def pass_on(future: Future[T]) -> None:
            error = future.exception()
            if error is None:
                looked.set_result(future.result())
            else:
                looked.set_exception(error)

        def on_answer(future: Future[T]) -> None:
            if not looked.set_running_or_notify_cancel():
                return
            error = future.exception()
            if error is None or not _may_pass(error):
                pass_on(future)
                return
            try:
                self.read(job).add_done_callback(pass_on)
            except ThreadStoppedError as stopped:
                looked.set_exception(stopped)

        self._writer.ask(job).add_done_callback(on_answer)
        return looked

    async def writing(self, job: Callable[[Archive], T]) -> T:
        """`write`, awaited. Once begun it is seen through, even if the waiting task is cancelled."""
        import asyncio  # with ssl it takes 8 MB; a window that only waits needs neither

        return await asyncio.shield(asyncio.wrap_future(self.write(job)))

    async def reading(self, job: Callable[[ArchiveReader], T]) -> T:
        """`read`, awaited."""
        import asyncio

        return await asyncio.wrap_future(self.read(job))

    async def looking(self, job: Callable[[ArchiveReader], T]) -> T:
        """`look`, awaited."""
        import asyncio

        return await asyncio.wrap_future(self.look(job))

    def stop(self, timeout_s: float = 5.0) -> bool:
        """Finish what is waiting and close the file. True if that was done in time."""
        in_time = self._reader.stop(timeout_s)
        return self._writer.stop(timeout_s) and in_time

    def _open(self) -> Archive:
        from composer_app.archive.archive import Archive  # off the GUI thread: it costs the window no time

        return Archive.open(self._path)

    def _open_reader(self) -> ArchiveReader:
        # The writer makes and migrates the file; opened by its own job, it is there before anything is read.
        try:
            return self.write(lambda archive: archive.reader).result()()
        except Exception as error:
            if not _may_pass(error):
                raise
            from composer_app.archive.errors import ArchiveDamaged
            from composer_app.archive.reader import ArchiveReader

            try:
                return ArchiveReader.open(self._path)  # nothing can be changed, and everything looked at
            except ArchiveDamaged:
                raise error from None  # an older layout, maybe, which cannot be brought to today's


def _may_pass(error: BaseException) -> bool:
    """The archive cannot be changed now: nothing is wrong with what is in it."""
    from composer_app.archive.errors import ArchiveFull, ArchiveLocked, ArchiveReadOnly

    return isinstance(error, ArchiveFull | ArchiveLocked | ArchiveReadOnly)
