"""A window with widgets below each other."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.qt.widgets.placing import Show


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
