"""A window with widgets below each other."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.qt.widgets.placing import Show
from tests.qt.windows import show_column


@pytest.fixture
def shown(qtbot: QtBot) -> Show:
    """Shows widgets below each other in a window that lives as long as the test."""
    kept: list[QWidget] = []

    def show(*widgets: QWidget) -> QWidget:
        home = show_column(qtbot, *widgets, width=900, height=400)
        kept.append(home)
        qtbot.waitUntil(home.isActiveWindow)
        return home

    return show
