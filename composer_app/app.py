"""The composition root: the only place where objects are built and wired."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication

from composer_app import __version__
from composer_app.services.accounts import Accounts
from composer_app.services.attachments import Attachments
from composer_app.services.connection_test import ConnectionTest
from composer_app.services.drafts import Drafts
from composer_app.services.engine import Engine
from composer_app.services.garbage import GarbageCollector
from composer_app.services.harvest import Harvest
from composer_app.services.log_file import start_logging
from composer_app.services.outbox import Outbox
from composer_app.services.profile import Profile
from composer_app.services.sandbox_process import SandboxProcess
from composer_app.services.services import Services
from composer_app.services.settings import Settings
from composer_app.services.termination import Termination
from composer_app.ui.commands import Commands
from composer_app.ui.common.theme_store import ThemeMode, apply_theme
from composer_app.ui.frame.conductor import Conductor
from composer_app.ui.frame.main_window import MainWindow


@dataclass(frozen=True)
class Program:
    """A running program: its services and its window."""

    services: Services
    window: MainWindow

    def start(self) -> None:
        """Show the window, then begin with everything that can wait until it stands."""
        accounts, outbox, harvest = self.services.accounts, self.services.outbox, self.services.harvest
        loading = accounts.load()
        loading.succeeded.connect(outbox.start)
        loading.succeeded.connect(harvest.start)
        loading.failed.connect(outbox.failed)
        self.window.restore()
        self.window.show()

    def stop(self) -> bool:
        """End every thread and child process. Bounded; True if all went in time."""
        return self.services.stop()


def make_application(arguments: list[str]) -> QApplication:
    """The QApplication, with what must be set before it is there."""
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)  # the preview comes later
    QCoreApplication.setApplicationName("mail-composer")
    QCoreApplication.setApplicationVersion(__version__)
    app = QApplication(arguments)
    app.setApplicationDisplayName("Mail Composer")
    app.setDesktopFileName("mail-composer")
    return app


def build_services(profile: Profile, sandbox: SandboxProcess | None = None) -> Services:
    """Everything under the window. Needs a QApplication."""
    profile.make()
    settings = Settings(profile.settings)
    engine = Engine(profile, sandbox=sandbox)
    accounts = Accounts(engine, settings, parent=engine)
    attachments = Attachments(engine)
    outbox = Outbox(engine, accounts, attachments, parent=engine)
    harvest = Harvest(engine, accounts, parent=engine)
    outbox.settled.connect(harvest.follow)
    return Services(
        engine=engine,
        settings=settings,
        accounts=accounts,
        drafts=Drafts(engine, parent=engine),
        attachments=attachments,
        outbox=outbox,
        harvest=harvest,
        connection_test=ConnectionTest(engine),
    )


def build_program(app: QApplication, services: Services) -> Program:
    """The window over its services."""
    mode = services.settings.theme_mode
    apply_theme(app, ThemeMode(mode) if mode in set(ThemeMode) else ThemeMode.SYSTEM, services.engine.profile.cache)
    window = MainWindow(services, Commands(app))
    Conductor(window, services)
    return Program(services, window)


def run_window(profile_folder: Path | None) -> int:
    """The program with its window, until it is closed. Returns the exit code."""
    profile = Profile(profile_folder.absolute()) if profile_folder else Profile.default()
    app = make_application(sys.argv[:1])
    start_logging(profile.logs)
    collector, termination = GarbageCollector(app), Termination(app)
    program = build_program(app, build_services(profile))
    try:
        program.start()
        code = app.exec()
    finally:
        program.stop()
        termination.stop()
        collector.stop()
    return code
