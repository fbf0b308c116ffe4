"""A table in a window."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from tests.qt.widgets.table.samples import Rows, ShownTable
from tests.qt.windows import show_column


@pytest.fixture
def table(qtbot: QtBot) -> ShownTable:
    made = ShownTable()
    made.rows = Rows(made)
    made.setModel(made.rows)
    made.home = show_column(qtbot, made, width=1100, height=500, is_filled=True)
    return made
