"""Start: from the command line to the first window; everything else loads after the window is shown."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from composer_app import __version__
from composer_app.services.profile import Profile
from composer_app.services.runtime.end_signals import EndSignals
from composer_app.services.runtime.quit_on_signal import QuitOnSignal, is_ending
from composer_app.services.sending.locks import SenderLock
from composer_app.services.settings import Settings
from composer_app.ui.shell.main_window import MainWindow, cannot_start
from composer_app.ui.theme.theme_store import ThemeMode, apply_theme

if TYPE_CHECKING:
    from composer_app.lifecycle import Lifecycle


def make_application(arguments: list[str]) -> QApplication:
    """The QApplication, with the settings required before it is created."""
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)  # the preview comes later
    QCoreApplication.setApplicationName("mail-composer")
    QCoreApplication.setApplicationVersion(__version__)
    app = QApplication(arguments)
    app.setApplicationDisplayName("Mail Composer")
    app.setDesktopFileName("mail-composer")
    return app


def open_window(app: QApplication, profile: Profile, settings: Settings) -> MainWindow:
    """The empty window, in its colours and its place."""
    mode = settings.theme_mode
    apply_theme(app, ThemeMode(mode) if mode in set(ThemeMode) else ThemeMode.SYSTEM, profile.cache)
    window = MainWindow(settings)
    window.show()
    return window


def delete_window(window: QWidget) -> None:
    """Delete a window with all its widgets, now.

    Chromium crashes at the end of the process when the interpreter frees its profile before the pages in a window.
    """
    window.deleteLater()
    QCoreApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete.value)


def run_window(profile_folder: Path | None, signals: EndSignals) -> int:
    """The program with its window, until it is closed. Returns the exit code.

    Args:
        signals: the end signals; one may have arrived already, or may arrive at any time.
    """
    profile = Profile(profile_folder.absolute()) if profile_folder else Profile.default()
    sender_lock = _sender_lock(profile)
    if sender_lock is None:
        return _raise_other(profile)
    app, settings = make_application(sys.argv[:1]), Settings(profile.settings)
    quit_on_signal = QuitOnSignal(app, signals)
    window = open_window(app, profile, settings)
    programs: list[Lifecycle] = []

    def fill() -> None:
        if is_ending():
            return
        from composer_app.lifecycle import begin  # 120 ms of imports that the first window does not wait for

        try:
            programs.append(begin(app, profile, settings, window, sender_lock))
        except OSError as error:
            window.setCentralWidget(cannot_start(profile.folder, error))

    QTimer.singleShot(0, fill)
    try:
        return app.exec()
    finally:
        for program in programs:
            program.stop()
        delete_window(window)
        sender_lock.release()
        quit_on_signal.stop()


def _sender_lock(profile: Profile) -> SenderLock | None:
    """None: another program has a window on this profile."""
    with contextlib.suppress(OSError):  # the window shows why the folder cannot be used
        profile.make()
    sender_lock = SenderLock(profile)
    return sender_lock if sender_lock.take() else None


def _raise_other(profile: Profile) -> int:
    """Raise the existing window instead of opening a second one."""
    from composer_app.services.runtime.single_instance import (
        raise_other,  # the first window does not wait for QtNetwork
    )

    if raise_other(profile.folder):
        return 0
    from composer_app.ui.texts import terminal as texts

    print(texts.ALREADY_RUNNING.format(folder=profile.folder), file=sys.stderr)
    return 1
