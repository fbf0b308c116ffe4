"""A quiet line with an icon."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from composer_app.ui.messages.note_line import NoteLine
from tests.qt.windows import show_column


def test_a_long_note_wraps_and_is_painted_with_its_icon(qtbot: QtBot) -> None:
    note = NoteLine("Short.", "history")
    _home = show_column(qtbot, note, width=300, height=300)
    low, blank = note.height(), note.grab().toImage()

    note.set_text("Words that go on and on. " * 20)

    qtbot.waitUntil(lambda: note.height() > low)
    assert note.text().startswith("Words that go on")
    assert note.grab().toImage() != blank
