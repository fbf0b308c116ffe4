"""Label, content and tools of one field."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from composer_app.ui.widgets.buttons import quiet_button
from composer_app.ui.widgets.field_row import CONTENT_LEFT, FieldRow
from tests.qt.widgets.placing import Show


def test_field_row_places_label_content_and_tools(qtbot: QtBot, shown: Show) -> None:
    edit = QLineEdit()
    row = FieldRow("Subject", edit, quiet_button("Cc", compact=True))
    shown(row)
    assert edit.accessibleName() == "Subject"
    assert edit.x() == CONTENT_LEFT
    assert row.height() == 40
