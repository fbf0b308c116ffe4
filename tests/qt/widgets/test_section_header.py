"""The header of a section, which folds."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from composer_app.ui.widgets.section_header import SectionHeader

Key = Qt.Key


def test_section_header_folds(qtbot: QtBot) -> None:
    header = SectionHeader("Done today", "14 accepted", foldable=True)
    qtbot.addWidget(header)
    assert header.accessibleName() == "Done today 14 accepted"
    with qtbot.waitSignal(header.toggled):
        qtbot.keyClick(header, Key.Key_Return)
    assert header.isChecked()
    plain = SectionHeader("Needs you", "2")
    qtbot.addWidget(plain)
    assert plain.focusPolicy() is Qt.FocusPolicy.NoFocus
    plain.set_note("3")
    assert plain.accessibleName() == "Needs you 3"
