"""A table in a window."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from composer_app.ui.widgets.table.record_table import RecordTable
from tests.qt.widgets.table.samples import Rows
from tests.qt.windows import show_column


@pytest.fixture
def table(qtbot: QtBot) -> RecordTable:
    made = RecordTable()
    made.rows = Rows(made)
    made.setModel(made.rows)
    made.home = show_column(qtbot, made, width=1100, height=500, is_filled=True)
    return made
