"""Finding words in a text that is only read."""

from __future__ import annotations

from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from composer_app.ui.mail_view.text_search import find_in


def test_it_goes_on_and_back_over_both_ends(qtbot: QtBot) -> None:
    edit = QPlainTextEdit("one two One two")
    qtbot.addWidget(edit)

    def place() -> int:
        return edit.textCursor().selectionStart()

    assert find_in(edit, "o", 0)
    assert find_in(edit, "one", 0)
    assert place() == 0, "typing on stays where it was"
    assert find_in(edit, "one", 1)
    assert place() == 8
    assert find_in(edit, "one", 1)
    assert place() == 0
    assert find_in(edit, "one", -1)
    assert place() == 8
    assert find_in(edit, "", 0)
    assert not edit.textCursor().hasSelection()
    assert not find_in(edit, "three", 1)
