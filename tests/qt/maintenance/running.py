"""The program as it runs, with its real window and services, on a profile of the test."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from PySide6.QtWidgets import QApplication

from composer_app.app import build_services
from composer_app.launch import open_window
from composer_app.lifecycle import Lifecycle
from composer_app.services.profile import Profile
from composer_app.services.runtime.gc_thread import GarbageCollector
from composer_app.services.sending.locks import SenderLock
from composer_app.services.settings import Settings
from composer_app.ui.compose.compose_page import PREVIEW_FLAG
from composer_app.ui.shell.main_window import MainWindow


@contextlib.contextmanager
def running_on(app: QApplication, profile: Profile) -> Iterator[tuple[Lifecycle, MainWindow]]:
    """Opened on the compose page; everything has ended when this is left."""
    profile.make()
    settings = Settings(profile.settings)
    settings.set_flag(PREVIEW_FLAG, False)
    settings.has_been_welcomed = True
    sender_lock = SenderLock(profile)
    assert sender_lock.take()
    window = open_window(app, profile, settings)
    services = build_services(profile, settings, sender_lock=sender_lock)
    services.outbox.undo_window = timedelta(0)
    made = Lifecycle(app, window, services, (GarbageCollector(app),))
    try:
        yield made, window
    finally:
        window.close()
        ended = made.stop()
        sender_lock.release()
        made.main_view.commands.deleteLater()
        window.deleteLater()
        gc.collect()
    assert ended, "something did not end in time"


def profile_in(folder: Path) -> Profile:
    return Profile(folder / "profile")
