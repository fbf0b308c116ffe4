"""A quiet line with an icon."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from composer_app.ui.messages.note_line import NoteLine


def test_a_long_note_wraps_and_is_painted_with_its_icon(qtbot: QtBot) -> None:
    home = QWidget()
    qtbot.addWidget(home)
    column = QVBoxLayout(home)
    note = NoteLine("Short.", "history")
    column.addWidget(note)
    column.addStretch(1)
    home.resize(300, 300)
    with qtbot.waitExposed(home):
        home.show()
    low, blank = note.height(), note.grab().toImage()

    note.set_text("Words that go on and on. " * 20)

    qtbot.waitUntil(lambda: note.height() > low)
    assert note.text().startswith("Words that go on")
    assert note.grab().toImage() != blank
