"""Life of the program in its window: from the first frame to its end, and the start anew on another archive."""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication

from composer_app.app import Keeper, Program, build_program, build_services
from composer_app.domain.problem import Problem, ProblemCode
from composer_app.services.maintenance.exclusive_job import ExclusiveJob, ExclusiveJobResult
from composer_app.services.profile import Profile
from composer_app.services.runtime.crash_marker import CrashMarker
from composer_app.services.runtime.crash_watch import CrashWatch
from composer_app.services.runtime.error_mapping import Failed
from composer_app.services.runtime.gc_thread import GarbageCollector
from composer_app.services.runtime.program_log import start_logging
from composer_app.services.runtime.serial_thread import SerialThread
from composer_app.services.sending.locks import ReplacementLock, SenderLock
from composer_app.services.services import Services
from composer_app.services.settings import Settings
from composer_app.ui.crash.crash_notices import CrashNotices
from composer_app.ui.shell.interrupted_page import InterruptedPage
from composer_app.ui.shell.main_view import MainView
from composer_app.ui.shell.main_window import MainWindow
from composer_app.ui.shell.permissions_banner import PermissionsBanner

if TYPE_CHECKING:
    from composer_app.ui.maintenance.exclusive_job_page import ExclusiveJobPage

log = logging.getLogger(__name__)

SHOWN_AFTER_MS = 50
"""Delay after which the window has painted its content."""


def begin(
    app: QApplication, profile: Profile, settings: Settings, window: MainWindow, sender_lock: SenderLock
) -> Lifecycle:
    """Start the program in the empty window. Raises OSError if the profile's folder cannot be used."""
    services = build_services(profile, settings, sender_lock=sender_lock)
    mark = CrashMarker(profile.logs)
    last_run = mark.begin()
    start_logging(profile.logs)
    watch = CrashWatch(app)
    from composer_app.services.command_requests import CommandRequests
    from composer_app.services.runtime.single_instance import (
        SingleInstance,  # the window is shown: import QtNetwork now
    )

    single = SingleInstance(profile.folder, app)
    single.raise_wanted.connect(window.come_to_front)
    keepers = (GarbageCollector(app), watch, mark, single)
    lifecycle = Lifecycle(app, window, services, keepers, watch, last_run)
    CommandRequests(single, lambda: lifecycle.services, single)
    return lifecycle


class Lifecycle(QObject):
    """The program as it runs in its window, until its end. To exchange the archive, everything but the window ends and
    starts again on the new one, so that no data read from one is written into the other.
    """

    def __init__(
        self,
        app: QApplication,
        window: MainWindow,
        services: Services,
        keepers: tuple[Keeper, ...] = (),
        watch: CrashWatch | None = None,
        last_run: str | None = None,
    ) -> None:
        super().__init__()
        self._app = app
        self._window = window
        self._keepers = keepers
        self._watch = watch
        self._thread: SerialThread[None] | None = None
        self._replacement_lock: ReplacementLock | None = None
        self._former: Services | None = None
        self._page: ExclusiveJobPage | None = None
        self._wanted: ExclusiveJob | None = None
        self.program = self._filled(services, last_run)
        self.program.start()

    @property
    def services(self) -> Services:
        """The current services."""
        return self.program.services

    @property
    def main_view(self) -> MainView:
        return self.program.main_view

    def stop(self) -> bool:
        """End every thread and child process. Bounded; True if all went in time."""
        cared = self._thread is None or self._thread.stop()
        return self.program.stop() and cared

    def _filled(self, services: Services, last_run: str | None = None) -> Program:
        program = build_program(self._app, services, self._window, self._keepers)
        services.maintenance.exclusive_job_wanted.connect(self._exclusive_job, Qt.ConnectionType.QueuedConnection)
        PermissionsBanner(program.main_view, services.context)
        if self._watch is not None:
            CrashNotices(program.main_view, self._watch, last_run)
        return program

    @Slot(object, object)
    def _exclusive_job(self, exclusive_job: ExclusiveJob, lock: ReplacementLock) -> None:
        """Connected queued, so that the caller has returned and its dialog is closed."""
        from composer_app.ui.maintenance.exclusive_job_page import ExclusiveJobPage  # most runs need none

        self._replacement_lock = lock
        self.main_view.take_down()
        self._page = ExclusiveJobPage(exclusive_job.kind, self._window)
        self._window.setCentralWidget(self._page)  # the frame goes
        self._wanted = exclusive_job
        QTimer.singleShot(SHOWN_AFTER_MS, self, self._begin_exclusive_job)

    @Slot()
    def _begin_exclusive_job(self) -> None:
        """Run after the page is painted, since ending everything may take some seconds."""
        exclusive_job, page, services, context = self._wanted, self._page, self.services, self.services.context
        assert exclusive_job is not None
        assert page is not None
        has_ended = services.stop(keeps_sender_lock=True)
        thread = self._thread = SerialThread("overhaul", lambda: None)

        def on_progress(done: int, total: int) -> None:
            context.post(lambda: page.show_progress(done, total))

        def run(_: None) -> ExclusiveJobResult:
            if not has_ended:
                return ExclusiveJobResult(exclusive_job.kind, Problem(ProblemCode.ARCHIVE_LOCKED))
            return exclusive_job.run(on_progress)

        task = context.watch(thread.ask(run))
        task.on_success(self._begin_anew)
        task.on_failure(self._on_exclusive_job_failed)

    def _on_exclusive_job_failed(self, failure: Failed) -> None:
        """A bug: the archive is unchanged, and the program continues with it."""
        assert self._wanted is not None
        self._begin_anew(ExclusiveJobResult(self._wanted.kind, failure.problem))

    @Slot(object)
    def _begin_anew(self, done: ExclusiveJobResult) -> None:
        if self._replacement_lock is not None:
            self._replacement_lock.release()
        if self._thread is not None:
            self._thread.stop()
        is_to_close = self._page is not None and self._page.end()
        self._start_again(done, is_to_close=is_to_close)

    def _start_again(self, done: ExclusiveJobResult, *, is_to_close: bool) -> None:
        """Start everything but the window; where the folder cannot be used, the user can try again."""
        from composer_app.ui.maintenance.exclusive_job_dialog import ExclusiveJobDialog

        former = self.services
        unsaved = former.drafts.unsaved  # unsaved drafts are only in memory
        context = former.context
        try:
            services = build_services(
                context.profile, former.settings, sender_lock=former.outbox.sender_lock, credentials=context.credentials
            )
        except OSError as error:
            again = partial(self._start_again, done, is_to_close=False)
            page = InterruptedPage(context.profile.folder, error, again, self._window, has_unsaved=bool(unsaved))
            self._window.setCentralWidget(page)
            return
        self._former = former  # its bridge calls this method, and must live until it returns
        QTimer.singleShot(0, self, self._forget_former)
        self.program = self._filled(services)
        self.program.start()
        if unsaved:
            for draft in unsaved[:-1]:
                services.drafts.restore(draft)
            self.main_view.show_page("compose")
            self.main_view.page("compose").session.open(unsaved[-1])
        if is_to_close:
            self._window.close()
        else:
            ExclusiveJobDialog(done, self.main_view.commands, self._window).open()

    @Slot()
    def _forget_former(self) -> None:
        self._former = self._page = None
