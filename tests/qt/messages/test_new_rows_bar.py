"""The line about new rows."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from composer_app.ui.messages.new_rows_bar import NewRowsBar


@pytest.mark.parametrize(
    ("new", "text", "name"),
    [(1200, "1,200 new", "1,200 new. Show them"), (0, "The list has changed", "The list has changed. Show it")],
)
def test_it_says_what_waits(qtbot: QtBot, new: int, text: str, name: str) -> None:
    home = QWidget()
    qtbot.addWidget(home)
    bar = NewRowsBar(home)
    assert bar.isHidden()

    bar.tell(new, True)

    assert not bar.isHidden()
    assert (bar.button.text(), bar.button.accessibleName()) == (text, name)
    with qtbot.waitSignal(bar.wanted):
        qtbot.mouseClick(bar.button, Qt.MouseButton.LeftButton)
    bar.tell(new, False)
    assert bar.isHidden()
