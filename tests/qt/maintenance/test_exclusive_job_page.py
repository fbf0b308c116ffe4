"""The page while the archive is restored or repaired."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QMainWindow
from pytestqt.qtbot import QtBot

from composer_app.services.maintenance.exclusive_job import ExclusiveJobKind
from composer_app.ui.maintenance.exclusive_job_page import ExclusiveJobPage
from composer_app.ui.texts import maintenance
from composer_app.ui.widgets.progress_line import ProgressLine


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    made = QMainWindow()
    qtbot.addWidget(made)
    return made


def test_it_says_how_far_it_is(qtbot: QtBot, window: QMainWindow) -> None:
    page = ExclusiveJobPage(ExclusiveJobKind.REPAIR, window)
    window.setCentralWidget(page)
    line = page.findChild(ProgressLine)
    assert isinstance(line, ProgressLine)

    page.show_progress(1, 4)

    assert line.value() == 0.25
    assert line.accessibleName() == maintenance.AT_WORK[ExclusiveJobKind.REPAIR]


def test_a_window_closed_meanwhile_stays_and_says_so(qtbot: QtBot, window: QMainWindow) -> None:
    page = ExclusiveJobPage(ExclusiveJobKind.RESTORE, window)
    window.setCentralWidget(page)
    window.show()

    assert not window.close()
    assert window.isVisible()
    texts = [label.text() for label in page.findChildren(QLabel)]
    assert maintenance.CLOSES_LATER in texts
    assert page.end(), "the window is to close now"
    assert window.close()
