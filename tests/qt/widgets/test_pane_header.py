"""The bar above editor and preview keeps its height and holds what is laid out in it."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from composer_app.ui.theme import typography
from composer_app.ui.theme.painting import row_height
from composer_app.ui.widgets.pane_header import PaneHeader


def test_it_is_as_high_as_a_row_of_the_page(qtbot: QtBot) -> None:
    header = PaneHeader()
    qtbot.addWidget(header)
    label = QLabel("HTML")
    header.row.addWidget(label)
    header.resize(400, 200)
    header.show()

    assert header.height() == row_height(40, typography.body())
    assert header.rect().contains(label.geometry())
