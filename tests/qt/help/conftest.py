"""The help window with settings of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from composer_app.services.settings import Settings
from composer_app.ui.help.help_window import HelpWindow


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "settings.ini")


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def window(parent: QWidget, settings: Settings) -> HelpWindow:
    made = HelpWindow(parent, settings)
    made.show()
    return made
