"""For all widget tests: the look (Fusion, our theme in light, no motion), real services, and the whole window."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import keyring
import pytest
from keyring.backends import fail
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPoint, QStandardPaths, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from composer_app.app import build_services
from composer_app.cli.self_check.check import Check
from composer_app.services.profile import Profile
from composer_app.services.runtime.sandbox_process import SandboxProcess
from composer_app.services.services import Services
from composer_app.services.settings import Settings
from composer_app.ui.commands.command_registry import CommandRegistry
from composer_app.ui.theme import motion
from composer_app.ui.theme.theme_store import ThemeMode, apply_theme
from tests.new_archive import lay_out
from tests.qt.shell.whole import Opener, whole_program
from tests.qt.windows import show_column
from tests.task_results import value

# QtWebEngine asks for it; there is no application yet while tests are collected.
QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    return ["composer-app-tests", "-style", "fusion"]


@pytest.fixture(scope="session")
def theme_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where recoloured icons of the style sheet are written."""
    return tmp_path_factory.mktemp("theme-cache")


@pytest.fixture(autouse=True)
def _look(qapp: QApplication, theme_cache: Path) -> Iterator[None]:
    QStandardPaths.setTestModeEnabled(True)
    motion.set_reduced(True)
    apply_theme(qapp, ThemeMode.LIGHT, theme_cache)
    yield
    apply_theme(qapp, ThemeMode.LIGHT, theme_cache)


class _OtherTarget(QWidget):
    """Takes over a drag."""

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptDrops(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        event.accept()


@pytest.fixture(autouse=True)
def _a_drag_ends_with_its_test(qapp: QApplication) -> Iterator[None]:
    """Qt keeps a bare pointer to the widget under a drag, and follows it at the next move, even if it is deleted."""
    yield
    other, data = _OtherTarget(), QMimeData()
    buttons, keys = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    QCoreApplication.sendEvent(other, QDragEnterEvent(QPoint(), Qt.DropAction.CopyAction, data, buttons, keys))
    QCoreApplication.sendEvent(other, QDragLeaveEvent())


@pytest.fixture(autouse=True)
def _no_key_is_held_after_its_test(qapp: QApplication) -> Iterator[None]:
    """Qt takes the modifiers of the last event for keys that are held: after Ctrl+A the next test has Ctrl held."""
    yield
    QTest.keyRelease(_OtherTarget(), Qt.Key.Key_Control)


@pytest.fixture(autouse=True)
def _nothing_outlives_the_application(qapp: QApplication) -> Iterator[None]:
    """Delete what a test closed and what it copied, while Python is there; otherwise the process ends with signal 11.

    Outside an event loop Qt keeps `deleteLater` for later, and the page of a preview must go before its profile. The
    clipboard of the offscreen platform is deleted after Python has ended, and with it the data that Python made.
    """
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QGuiApplication.clipboard().clear()


@pytest.fixture
def home(qtbot: QtBot) -> QWidget:
    """An active window of 800 by 500 px with an empty column."""
    return show_column(qtbot, width=800, height=500, is_filled=True)


@pytest.fixture
def services(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Services]:
    """Everything under the window. The Sandbox starts when it is first asked, and delivers at once."""
    profile = Profile(tmp_path / "profile")
    profile.make()
    lay_out(profile.archive)
    made = build_services(
        profile, Settings(profile.settings), sandbox=SandboxProcess(profile.sandbox, delivery_delay_s=0)
    )
    made.outbox.undo_window = timedelta(0)
    made.outbox.settled.disconnect(made.sync.follow)  # it would pull the reports before the test does
    value(qtbot, made.accounts.load())
    made.outbox.start()
    yield made
    assert made.stop()


@pytest.fixture
def commands(qapp: QApplication) -> Iterator[CommandRegistry]:
    made = CommandRegistry()
    yield made
    made.deleteLater()


@pytest.fixture
def opener(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Opener:
    """Opens the window on the test's profile; one after the other, for what must survive the end."""
    monkeypatch.setattr(keyring, "get_keyring", fail.Keyring)
    return lambda: whole_program(qapp, tmp_path)


@pytest.fixture
def check(opener: Opener) -> Iterator[Check]:
    """One window, opened for the first time."""
    with opener() as opened:
        yield opened
