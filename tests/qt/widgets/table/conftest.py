"""A table in a window."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from composer_app.ui.widgets.table.record_table import RecordTable
from tests.qt.widgets.table.samples import Rows


@pytest.fixture
def table(qtbot: QtBot) -> RecordTable:
    home = QWidget()
    column = QVBoxLayout(home)
    column.setContentsMargins(0, 0, 0, 0)
    made = RecordTable()
    made.home = home
    made.rows = Rows(made)
    column.addWidget(made)
    made.setModel(made.rows)
    home.resize(1100, 500)
    qtbot.addWidget(home)
    with qtbot.waitExposed(home):
        home.show()
    home.activateWindow()
    return made
