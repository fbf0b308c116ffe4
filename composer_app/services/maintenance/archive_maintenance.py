"""Maintenance of the archive: check and backup while it is used; restore and repair while it is closed."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import msgspec
from PySide6.QtCore import QObject, Signal

from composer_app.domain.problem import Problem, ProblemCode
from composer_app.services.app_context import AppContext
from composer_app.services.maintenance.backup_errors import backup_reading_errors, backup_writing_errors
from composer_app.services.maintenance.exclusive_job import ExclusiveJob
from composer_app.services.runtime.serial_thread import SerialThread
from composer_app.services.runtime.tasks import Task
from composer_app.services.sending.locks import LockHolder, ReplacementLock
from composer_app.services.sending.outbox import Outbox

if TYPE_CHECKING:
    from composer_app.archive.backup import About
    from composer_app.archive.integrity_check import Checked

T = TypeVar("T")


class BackedUp(msgspec.Struct, frozen=True):
    """A finished backup."""

    file: Path
    size_bytes: int
    attachments: int


class ArchiveMaintenance(QObject):
    """Runs checks and backups on its own thread, which ends with the program. GUI thread only.

    Signals:
        progressed: how much of a backup is done, from 0 to 1.
        exclusive_job_wanted: an `ExclusiveJob`, and the `ReplacementLock` under which it runs. The receiver ends
            everything that uses the archive, runs the job, and starts the services again.
    """

    progressed = Signal(float)
    exclusive_job_wanted = Signal(object, object)

    def __init__(self, context: AppContext, outbox: Outbox) -> None:
        super().__init__(context)
        self._context = context
        self._outbox = outbox
        self._thread: SerialThread[None] | None = None
        self._unwanted = threading.Event()
        self._percent = -1

    def check(self) -> Task[Checked | None]:
        """Check the archive. Succeeds with `Checked`, or with None if it was cancelled."""
        path, is_unwanted = self._context.profile.archive, self._begin()

        def job() -> Checked:
            from composer_app.archive.integrity_check import check_beside

            return check_beside(path, is_unwanted)

        return self._run(job)

    def back_up(self, file: Path) -> Task[BackedUp | None]:
        """Write archive and attachments to `file`; an earlier backup of that name is replaced. Succeeds with
        `BackedUp`, or with None if it was cancelled; then, and if it fails, an earlier backup stays."""
        profile, is_unwanted, now = self._context.profile, self._begin(), self._context.clock()

        def go_on(done: int, total: int) -> None:
            from composer_app.archive.errors import Interrupted

            if is_unwanted():
                raise Interrupted("the backup is not wanted any more")
            self._tell(done, total)

        def job() -> BackedUp:
            from composer_app.archive.backup import back_up

            with backup_writing_errors(file):
                about = back_up(profile.archive, profile.attachments, file, now, replace=True, on_progress=go_on)
            return BackedUp(file, file.stat().st_size, about.attachments)

        return self._run(job)

    def look_into(self, file: Path) -> Task[About | None]:
        """The description in a backup (`About`). Fails with NO_BACKUP if it is none."""

        def job() -> About:
            from composer_app.archive.backup import about

            with backup_reading_errors(file):
                return about(file)

        return self._run(job)

    def break_off(self) -> None:
        """Cancel the running check or backup."""
        self._unwanted.set()

    def restore(self, file: Path) -> Problem | None:
        """Restore a backup. None: it begins, and this program ends. Otherwise who blocks it."""
        return self._exclusive_job(file)

    def repair(self) -> Problem | None:
        """Rebuild the archive from what can be read of it; otherwise like `restore`."""
        return self._exclusive_job(None)

    def stop(self) -> bool:
        """Cancel the running job. True if it ended in time."""
        self.break_off()
        return self._thread is None or self._thread.stop()

    def _exclusive_job(self, file: Path | None) -> Problem | None:
        if self._outbox.unfinished:
            return Problem(ProblemCode.MAIL_LEAVING)
        lock = ReplacementLock(self._context.profile, self._outbox.sender_lock)
        holder = lock.take()
        if holder is not None:
            return Problem(ProblemCode.COLLECTING if holder is LockHolder.COLLECT else ProblemCode.MAIL_LEAVING)
        self.exclusive_job_wanted.emit(ExclusiveJob(self._context.profile, self._context.clock, file), lock)
        return None

    def _begin(self) -> Callable[[], bool]:
        self._unwanted.set()  # stops the job before
        self._unwanted = threading.Event()
        self._percent = -1
        return self._unwanted.is_set

    def _tell(self, done: int, total: int) -> None:
        """At most a hundred times, not for each block. On the worker thread."""
        percent = 100 * done // max(total, 1)
        if percent > self._percent:
            self._percent = percent
            self._context.post(lambda: self.progressed.emit(percent / 100))

    def _run(self, job: Callable[[], T]) -> Task[T | None]:
        if self._thread is None:
            self._thread = SerialThread("archive-care", lambda: None)

        def until_broken_off(_: None) -> T | None:
            from composer_app.archive.errors import Interrupted

            try:
                return job()
            except Interrupted:
                return None

        return self._context.watch(self._thread.ask(until_broken_off))
