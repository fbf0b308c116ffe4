"""Finds words in a text that cannot be edited."""

from __future__ import annotations

from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtWidgets import QPlainTextEdit


def find_in(edit: QPlainTextEdit, words: str, step: int) -> bool:
    """Select the next place with these words, over the end to the beginning; False: there is none.

    Args:
        step: 1 goes on, -1 goes back, 0 looks from the selected place on, as the words are being typed.
    """
    cursor = edit.textCursor()
    if step == 0:
        cursor.setPosition(cursor.selectionStart())
        edit.setTextCursor(cursor)
    if not words:
        return True
    flags = QTextDocument.FindFlag.FindBackward if step < 0 else QTextDocument.FindFlag(0)
    if edit.find(words, flags):
        return True
    cursor.movePosition(QTextCursor.MoveOperation.End if step < 0 else QTextCursor.MoveOperation.Start)
    edit.setTextCursor(cursor)
    return edit.find(words, flags)
