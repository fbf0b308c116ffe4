"""A field of chips that has the focus, with another field behind it."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from composer_app.ui.widgets.chips.chip_field import ChipField
from tests.qt.widgets.chips.samples import judge


@pytest.fixture
def field(qtbot: QtBot, home: QWidget) -> ChipField:
    home.resize(700, 300)
    made = ChipField(judge, home, name="To")
    layout = home.layout()
    assert layout is not None
    layout.addWidget(made)
    layout.addWidget(QLineEdit())
    made.focus_input()
    qtbot.waitUntil(made.input().hasFocus)
    return made
