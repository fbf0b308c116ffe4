"""Alt and a letter types nothing."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from composer_app.ui.widgets.alt_keys import AltKeys, keep_from_fields


@pytest.mark.skipif(sys.platform == "darwin", reason="there Alt types letters")
def test_a_field_gets_letters_but_none_with_alt(qtbot: QtBot) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    with qtbot.waitExposed(field):
        field.show()
    keep_from_fields(field)
    keep_from_fields(field)
    handle = field.windowHandle()

    qtbot.keyClick(handle, Qt.Key.Key_A)
    qtbot.keyClick(handle, Qt.Key.Key_B, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(handle, Qt.Key.Key_C, Qt.KeyboardModifier.ShiftModifier)

    assert field.text().lower() == "ac"
    assert sum(isinstance(child, AltKeys) for child in handle.children()) == 1
