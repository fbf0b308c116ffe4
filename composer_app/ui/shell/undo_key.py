"""Ctrl+Z: undoes the removal of a file or the sending of a mail, if the focused field has nothing to undo."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from composer_app.ui.widgets.chips.chip_field import ChipField


class UndoKey(QObject):
    """Filters the undo key in the window.

    Text fields consume that key even without anything to undo, so no shortcut receives it.

    Args:
        take_back: undoes the last action; False if there is none.
    """

    def __init__(self, window: QWidget, take_back: Callable[[], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._take_back = take_back
        handle = window.windowHandle()
        if handle is not None:
            handle.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return event.matches(QKeySequence.StandardKey.Undo) and self.run()
        return super().eventFilter(watched, event)

    def run(self) -> bool:
        """Undo, unless the focused field has something to undo. Returns whether it did."""
        return not can_undo(QApplication.focusWidget()) and self._take_back()


def can_undo(widget: QWidget | None) -> bool:
    """Whether this field has something to undo."""
    if isinstance(widget, QLineEdit) and widget.isUndoAvailable():
        return True
    if isinstance(widget, QPlainTextEdit | QTextEdit):
        return not widget.isReadOnly() and widget.document().isUndoAvailable()
    while widget is not None:
        if isinstance(widget, ChipField):
            return widget.input().can_undo()
        widget = widget.parentWidget()
    return False
