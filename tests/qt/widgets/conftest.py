"""Windows for single widgets."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.qt.widgets.placing import Show


@pytest.fixture
def home(qtbot: QtBot) -> QWidget:
    """An active window of 800 by 500 px with an empty column."""
    widget = QWidget()
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    widget.resize(800, 500)
    qtbot.addWidget(widget)
    with qtbot.waitExposed(widget):
        widget.show()
    widget.activateWindow()
    return widget


@pytest.fixture
def shown(qtbot: QtBot) -> Show:
    """Shows widgets below each other in a window that lives as long as the test."""
    kept: list[QWidget] = []

    def show(*widgets: QWidget) -> QWidget:
        home = QWidget()
        kept.append(home)
        column = QVBoxLayout(home)
        for widget in widgets:
            column.addWidget(widget)
        column.addStretch(1)
        home.resize(900, 400)
        qtbot.addWidget(home)
        with qtbot.waitExposed(home):
            home.show()
        home.activateWindow()
        qtbot.waitUntil(home.isActiveWindow)
        return home

    return show
