"""The program as it runs in its window, from the first filled frame to its end."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication

from composer_app.app import Keeper, Program, build_program, build_services
from composer_app.domain.problem import Problem, ProblemCode
from composer_app.services.crash_watch import CrashWatch
from composer_app.services.garbage import GarbageCollector
from composer_app.services.log_file import start_logging
from composer_app.services.overhaul import Overhaul, Overhauled
from composer_app.services.profile import Profile
from composer_app.services.run_mark import RunMark
from composer_app.services.sender_role import SenderRole
from composer_app.services.serial_thread import SerialThread
from composer_app.services.services import Services
from composer_app.services.settings import Settings
from composer_app.services.sole_use import SoleUse
from composer_app.ui.crash.notices import CrashNotices
from composer_app.ui.frame.frame import Frame
from composer_app.ui.frame.main_window import MainWindow, cannot_start
from composer_app.ui.frame.rights_notice import RightsNotice

if TYPE_CHECKING:
    from composer_app.ui.care.overhaul_page import OverhaulPage

log = logging.getLogger(__name__)

SHOWN_AFTER_MS = 50
"""Until then the window has painted what stands in it."""


def begin(app: QApplication, profile: Profile, settings: Settings, window: MainWindow, role: SenderRole) -> Running:
    """Bring the empty window to life. Raises OSError if the profile's folder cannot be used."""
    services = build_services(profile, settings, role=role)
    mark = RunMark(profile.logs)
    last_run = mark.begin()
    start_logging(profile.logs)
    watch = CrashWatch(app)
    from composer_app.services.single_instance import SingleInstance  # the window stands: QtNetwork may take its time
    from composer_app.services.window_requests import WindowRequests

    single = SingleInstance(profile.folder, app)
    single.raise_wanted.connect(window.come_to_front)
    keepers = (GarbageCollector(app), watch, mark, single)
    running = Running(app, window, services, keepers, watch, last_run)
    WindowRequests(single, lambda: running.services, single)
    return running


class Running(QObject):
    """The program as it runs in its window, until its end. Where the archive has to be exchanged under it, everything
    but the window ends, and begins anew on the archive that is there then: so nothing that was read from the one can
    be written into the other.
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
        self._use: SoleUse | None = None
        self._former: Services | None = None
        self._page: OverhaulPage | None = None
        self._wanted: Overhaul | None = None
        self.program = self._filled(services, last_run)
        self.program.start()

    @property
    def services(self) -> Services:
        """As they are now."""
        return self.program.services

    @property
    def frame(self) -> Frame:
        return self.program.frame

    def stop(self) -> bool:
        """End every thread and child process. Bounded; True if all went in time."""
        cared = self._thread is None or self._thread.stop()
        return self.program.stop() and cared

    def _filled(self, services: Services, last_run: str | None = None) -> Program:
        program = build_program(self._app, services, self._window, self._keepers)
        services.care.overhaul_wanted.connect(self._overhaul, Qt.ConnectionType.QueuedConnection)
        RightsNotice(program.frame, services.engine)
        if self._watch is not None:
            CrashNotices(program.frame, self._watch, last_run)
        return program

    @Slot(object, object)
    def _overhaul(self, overhaul: Overhaul, use: SoleUse) -> None:
        """Queued: whatever asked for it has returned, and its dialog is closed."""
        from composer_app.ui.care.overhaul_page import OverhaulPage  # most runs need none

        self._use = use
        self.frame.take_down()
        self._page = OverhaulPage(overhaul.kind, self._window)
        self._window.setCentralWidget(self._page)  # the frame goes
        self._wanted = overhaul
        QTimer.singleShot(SHOWN_AFTER_MS, self, self._begin_overhaul)

    @Slot()
    def _begin_overhaul(self) -> None:
        """The page is seen by now: ending everything may take some seconds."""
        overhaul, page, services, engine = self._wanted, self._page, self.services, self.services.engine
        assert overhaul is not None
        assert page is not None
        has_ended = services.stop(keeps_role=True)
        thread = self._thread = SerialThread("overhaul", lambda: None)

        def on_progress(done: int, total: int) -> None:
            engine.post(lambda: page.show_progress(done, total))

        def run(_: None) -> Overhauled:
            if not has_ended:
                return Overhauled(overhaul.kind, Problem(ProblemCode.ARCHIVE_LOCKED))
            return overhaul.run(on_progress)

        call = engine.watch(thread.ask(run))
        call.succeeded.connect(self._begin_anew)
        call.failed.connect(self._on_overhaul_failed)

    @Slot(object)
    def _on_overhaul_failed(self, error: Exception) -> None:
        """A fault of ours: what was there is there, and the program goes on with it."""
        log.error("the overhaul broke", exc_info=error)
        assert self._wanted is not None
        self._begin_anew(Overhauled(self._wanted.kind, Problem(ProblemCode.OURS, subject=type(error).__name__)))

    @Slot(object)
    def _begin_anew(self, done: Overhauled) -> None:
        from composer_app.ui.care.overhauled_dialog import OverhauledDialog

        former, page = self.services, self._page
        self._former = former  # the call that tells this is its own; it may go when this has returned
        QTimer.singleShot(0, self, self._forget_former)
        if self._use is not None:
            self._use.give_back()
        if self._thread is not None:
            self._thread.stop()
        unsaved = former.drafts.unsaved  # what was written and could not be saved is nowhere else
        engine = former.engine
        try:
            services = build_services(
                engine.profile, former.settings, role=former.outbox.role, credentials=engine.credentials
            )
        except OSError as error:
            self._window.setCentralWidget(cannot_start(engine.profile.folder, error))
            return
        is_to_close = page is not None and page.end()
        self.program = self._filled(services)
        self.program.start()
        if unsaved is not None:
            self.frame.show_page("compose")
            self.frame.page("compose").load(unsaved)
        if is_to_close:
            self._window.close()
        else:
            OverhauledDialog(done, self.frame.commands, self._window).open()

    @Slot()
    def _forget_former(self) -> None:
        self._former = self._page = None
