"""Alt+letter is for menus and mnemonics only: elsewhere it types nothing."""

from __future__ import annotations

import sys

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtWidgets import QWidget

_ALT = Qt.KeyboardModifier.AltModifier
_IGNORED = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier


class AltKeys(QObject):
    """Keeps Alt+letter from text fields, which would insert the letter.

    It filters the native window's events, after shortcuts: keys of menus and labels never arrive here.
    """

    def __init__(self, window: QWindow) -> None:
        super().__init__(window)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return event.modifiers() & ~_IGNORED == _ALT and event.text().isprintable() and bool(event.text())
        return super().eventFilter(watched, event)


def keep_from_fields(widget: QWidget) -> None:
    """Let Alt+letter type nothing in this window; not on a Mac, where it types letters."""
    handle = widget.window().windowHandle()
    if sys.platform == "darwin" or handle is None:
        return
    if not any(isinstance(child, AltKeys) for child in handle.children()):
        AltKeys(handle)
