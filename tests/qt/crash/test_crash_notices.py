"""A fault is told when it happens; one that ended the program is told at the next start, which opens as it was left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from composer_app.cli.self_check.check import Check
from composer_app.services.runtime.crash_watch import CrashWatch
from composer_app.ui.crash.crash_dialog import CrashDialog
from composer_app.ui.crash.crash_notices import CrashNotices
from tests.qt.crash.whole_run import SUBJECT
from tests.unit import checkout


def run(what: str, profile: Path) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
    }
    return subprocess.run(
        [sys.executable, "-m", "tests.qt.crash.whole_run", what, str(profile)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        cwd=checkout.ROOT,
        env=environment,
    )


def test_a_killed_program_comes_back_as_it_was_and_says_so_once(tmp_path: Path) -> None:
    killed = run("work", tmp_path)
    assert killed.returncode == -signal.SIGKILL, killed.stderr

    first = run("look", tmp_path)
    assert first.returncode == 0, first.stderr
    banner, page, draft = first.stdout.splitlines()[:3]
    assert banner.startswith("banner Mail Composer ended unexpectedly last time.")
    assert (page, draft) == ("page logs", f"draft {SUBJECT} more")

    second = run("look", tmp_path)
    assert second.returncode == 0, second.stderr
    assert not second.stdout.startswith("banner Mail Composer did not end properly")


def test_the_report_of_the_last_run_is_had_from_the_banner(qtbot: QtBot, check: Check) -> None:
    watch = CrashWatch()
    CrashNotices(check.program.main_view, watch, "the report of the last run")
    window = check.program.window
    show = next(one for one in window.findChildren(QAbstractButton) if one.text() == "Show crash report")

    qtbot.mouseClick(show, Qt.MouseButton.LeftButton)

    dialog = check.driver.find(CrashDialog, "crash_dialog")
    assert dialog.report.toPlainText() == "the report of the last run"
    assert not any(one.text() == "Show crash report" for one in window.findChildren(QAbstractButton) if one.isVisible())
    qtbot.mouseClick(dialog.copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "the report of the last run"
    dialog.accept()
    watch.stop()


def test_a_fault_opens_one_dialog(qtbot: QtBot, check: Check) -> None:
    watch = CrashWatch()
    CrashNotices(check.program.main_view, watch, None)

    watch.crashed.emit("first")
    watch.crashed.emit("second")
    qtbot.waitUntil(lambda: bool(check.program.window.findChildren(CrashDialog)))

    (dialog,) = check.program.window.findChildren(CrashDialog)
    assert dialog.report.toPlainText() == "first"
    dialog.accept()
    watch.stop()
