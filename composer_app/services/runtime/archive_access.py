"""Access to the archive off the GUI thread: one thread writes, another reads, a third one searches."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import closing
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from composer_app.domain.archive_rescue import Rescued
from composer_app.services.runtime.serial_thread import SerialThread, ThreadStoppedError

if TYPE_CHECKING:
    from composer_app.archive.archive import Archive
    from composer_app.archive.archive_reader import ArchiveReader
    from composer_app.archive.incoming_answers import IncomingAnswers

log = logging.getLogger(__name__)

T = TypeVar("T")


class ArchiveAccess:
    """Runs jobs one after the other on the archive's threads. Any thread may call it.

    A long search never delays a write: reads have their own connection and thread, and see everything committed before
    they began.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._is_writable = threading.Event()  # before the threads, which begin at once
        self.rescued: Rescued | None = None
        """The new path of the archive, if another program took its file away."""
        self.on_rescued: Callable[[Rescued], None] = _no_listener
        """Called on the archive's thread."""
        self._writer: SerialThread[Archive] = SerialThread(
            "archive", self._open, lambda archive: archive.close(), may_pass=_may_pass
        )
        self._reader = self._reading_thread("archive-reader")

    @cached_property
    def _searcher(self) -> SerialThread[_Reading]:
        return self._reading_thread("archive-searcher")

    @cached_property
    def _counter(self) -> SerialThread[_Reading]:
        return self._reading_thread("archive-counter")

    def _reading_thread(self, name: str) -> SerialThread[_Reading]:
        return SerialThread(
            name, lambda: _Reading(lambda: self.path, self.write, self._is_writable), lambda one: one.close()
        )

    @cached_property
    def incoming_answers(self) -> IncomingAnswers:
        """Answers being received, and those not stored yet."""
        from composer_app.archive.incoming_answers import (
            IncomingAnswers,  # imports sqlite3; the window does not wait for it
        )

        return IncomingAnswers.beside(self._path)

    @property
    def path(self) -> Path:
        """The file that is in use."""
        return self._path if self.rescued is None else self.rescued.path

    def write(self, job: Callable[[Archive], T]) -> Future[T]:
        """Run `job` on the writing connection; its changes are durable when the future is done."""
        return self._writer.ask(job)

    def read(self, job: Callable[[ArchiveReader], T]) -> Future[T]:
        """Run `job` on the reading connection. Cancelling the future also stops a job that runs."""
        return _asked(self._reader, job)

    def search(self, job: Callable[[ArchiveReader], T]) -> Future[T]:
        """`read` for jobs that may take long: a connection and a thread of its own, so they delay no other read."""
        return _asked(self._searcher, job)

    def count(self, job: Callable[[ArchiveReader], T]) -> Future[T]:
        """`search` for the sums around a list, which come at the same time as the rows."""
        return _asked(self._counter, job)

    def read_after_writes(self, job: Callable[[ArchiveReader], T]) -> Future[T]:
        """Run a reading job after all earlier writes; on the reading connection if the archive is read-only."""
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

        self._writer.ask(lambda archive: job(archive.as_reader)).add_done_callback(on_answer)
        return looked

    async def writing(self, job: Callable[[Archive], T]) -> T:
        """`write`, awaited. Once begun it is completed, even if the caller is cancelled."""
        import asyncio  # imports ssl, 8 MB together; an idle window needs neither

        return await asyncio.shield(asyncio.wrap_future(self.write(job)))

    async def reading(self, job: Callable[[ArchiveReader], T]) -> T:
        """`read`, awaited."""
        import asyncio

        return await asyncio.wrap_future(self.read(job))

    async def reading_after_writes(self, job: Callable[[ArchiveReader], T]) -> T:
        """`read_after_writes`, awaited."""
        import asyncio

        return await asyncio.wrap_future(self.read_after_writes(job))

    def stop(self, timeout_s: float = 5.0) -> bool:
        """Finish waiting jobs and close the file. True if that was done in time."""
        in_time = self._reader.stop(timeout_s)
        for name in ("_searcher", "_counter"):
            if name in vars(self):  # made when it is first used
                in_time = getattr(self, name).stop(timeout_s) and in_time
        return self._writer.stop(timeout_s) and in_time

    def _open(self) -> Archive:
        from composer_app.archive.archive import Archive  # off the GUI thread

        archive = Archive.open(self._path)
        archive.on_rescued = self._on_rescued
        self._is_writable.set()
        return archive

    def _on_rescued(self, rescued: Rescued) -> None:
        log.error("the archive's file is %s; it goes on in another one", rescued.change)
        self.rescued = rescued
        self.on_rescued(rescued)


def _no_listener(_rescued: Rescued) -> None:
    """No listener yet."""


class _Reading:
    """The reading connection. While the archive cannot be opened for writing, each job gets a new one, since it may not
    see later changes. Belongs to one thread.
    """

    def __init__(
        self,
        path: Callable[[], Path],
        write: Callable[[Callable[[Archive], Callable[[], ArchiveReader]]], Future[Callable[[], ArchiveReader]]],
        is_writable: threading.Event,
    ) -> None:
        self._path = path
        self._write = write
        self._is_writable = is_writable
        self._reader: ArchiveReader | None = None
        self._read_at = path()
        self._refusal: Exception | None = None

    def do(self, job: Callable[[ArchiveReader], T], is_unwanted: Callable[[], bool]) -> T:
        """Run the job; it is broken off with `Interrupted` as soon as it `is_unwanted`."""
        if self._reader is not None and self._read_at != self._path():
            self._reader.close()  # the writer has left that file
            self._reader = None
        if self._reader is None and (self._refusal is None or self._is_writable.is_set()):
            # The writer makes and migrates the file; opened by its own job, it is there before anything is read.
            try:
                self._reader = self._write(lambda archive: archive.reader).result()()
                self._read_at = self._path()
            except Exception as error:
                if not _may_pass(error):
                    raise error.with_traceback(None) from None  # the same one for each job, whose traceback would grow
                self._refusal = error
        if self._reader is not None:
            return _stoppable(job, self._reader, is_unwanted)
        assert self._refusal is not None
        return self._look(job, is_unwanted, self._refusal)

    def close(self) -> None:
        if self._reader is not None:
            self._reader.close()

    def _look(self, job: Callable[[ArchiveReader], T], is_unwanted: Callable[[], bool], refusal: Exception) -> T:
        from composer_app.archive.archive_reader import ArchiveReader
        from composer_app.archive.errors import ArchiveDamaged

        try:
            reader = ArchiveReader.open(self._path())
        except ArchiveDamaged:
            raise refusal from None  # maybe an older layout that cannot be migrated
        with closing(reader):
            return _stoppable(job, reader, is_unwanted)


def _asked(thread: SerialThread[_Reading], job: Callable[[ArchiveReader], T]) -> Future[T]:
    """What the thread is to read. The future counts as running once the job has ended: a running one has no cancel."""
    asked: Future[T] = Future()

    def answer(reading: _Reading) -> None:
        if asked.cancelled():
            return
        try:
            found = reading.do(job, asked.cancelled)
        except BaseException as error:
            if asked.set_running_or_notify_cancel():
                asked.set_exception(error)
        else:
            if asked.set_running_or_notify_cancel():
                asked.set_result(found)

    thread.ask(answer)
    return asked


def _stoppable(job: Callable[[ArchiveReader], T], reader: ArchiveReader, is_unwanted: Callable[[], bool]) -> T:
    reader.database.stop_when(is_unwanted)
    try:
        return job(reader)
    finally:
        reader.database.stop_when(None)


def _may_pass(error: BaseException) -> bool:
    """The archive cannot be changed now, but its content is intact."""
    from composer_app.archive.errors import ArchiveDiskError, ArchiveFull, ArchiveLocked, ArchiveReadOnly

    return isinstance(error, ArchiveDiskError | ArchiveFull | ArchiveLocked | ArchiveReadOnly)
