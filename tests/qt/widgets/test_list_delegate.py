"""The height of a list's rows."""

from __future__ import annotations

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QListWidget
from pytestqt.qtbot import QtBot

from composer_app.ui.widgets.list_delegate import ListDelegate


def test_rows_grow_with_the_font(qapp: QApplication, qtbot: QtBot) -> None:
    rows = QListWidget()
    qtbot.addWidget(rows)
    rows.setItemDelegate(ListDelegate(rows))
    rows.addItem("Outbox")
    assert rows.sizeHintForRow(0) == 32
    former = QFont(qapp.font())
    font = QFont(former)
    font.setPointSizeF(font.pointSizeF() * 3)
    qapp.setFont(font)
    try:
        assert rows.sizeHintForRow(0) > 32
    finally:
        qapp.setFont(former)
