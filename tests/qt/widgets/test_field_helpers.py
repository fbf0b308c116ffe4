"""Fields that are wrong, and spin boxes."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QSpinBox
from pytestqt.qtbot import QtBot

from composer_app.ui.widgets.field_helpers import set_wrong, settle_spin_box


def test_wrong_field(qtbot: QtBot) -> None:
    edit = QLineEdit()
    qtbot.addWidget(edit)
    set_wrong(edit, "This is not an address.")
    assert edit.property("wrong") == "true"
    assert edit.accessibleDescription() == "This is not an address."
    set_wrong(edit, "")
    assert edit.property("wrong") == "false"
    assert edit.toolTip() == ""


def test_spin_box_margin(qtbot: QtBot) -> None:
    box = QSpinBox()
    qtbot.addWidget(box)
    settle_spin_box(box)
    editor = box.findChild(QLineEdit)
    assert editor is not None
    assert editor.textMargins().left() == 8
