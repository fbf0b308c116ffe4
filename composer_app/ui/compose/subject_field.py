"""The subject: one line, strong, whatever is pasted into it."""

from __future__ import annotations

import re

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal, Slot
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QTextCharFormat,
)
from PySide6.QtWidgets import QLineEdit, QWidget

from composer_app.domain.sending import LINE_BREAKS
from composer_app.ui.common import typography
from composer_app.ui.common.theme_store import current, store
from composer_app.ui.compose.source_colours import PLACEHOLDER

_BREAKS = re.compile(rf"[ \t]*[{LINE_BREAKS}]+[ \t]*")


class SubjectField(QLineEdit):
    """A line break in pasted text becomes a space, and that is told. Placeholders are marked.

    Signals:
        edited: another subject, by a person.
        breaks_replaced: pasted text had line breaks.
    """

    edited = Signal()
    breaks_replaced = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("subject_input")
        self.setProperty("bare", "true")
        self.setFont(typography.strong(1))
        self.setTextMargins(-2, 0, 0, 0)
        self._is_marking = False
        self.textEdited.connect(self._on_edited)
        self.textChanged.connect(self._mark_placeholders)
        store().changed.connect(self._mark_placeholders)

    def set_text(self, text: str) -> None:
        """Another subject, with a history of its own. Emits nothing."""
        self.setText(_one_line(text))
        self.setCursorPosition(0)

    @Slot()
    def _on_edited(self) -> None:
        self.edited.emit()

    @Slot()
    def paste_clipboard(self) -> None:
        """Paste as one line."""
        text = QGuiApplication.clipboard().text().strip(" \t" + LINE_BREAKS)
        line = _one_line(text)
        self.insert(line)
        self.edited.emit()
        if line != text:
            self.breaks_replaced.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste_clipboard()
        else:
            super().keyPressEvent(event)

    def paste(self) -> None:
        """What the Edit menu calls."""
        self.paste_clipboard()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.createStandardContextMenu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for action in menu.actions():
            if action.objectName() == "edit-paste":
                action.triggered.disconnect()
                action.triggered.connect(self.paste_clipboard)
        menu.popup(event.globalPos())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.ApplicationFontChange:
            self.setFont(typography.strong(1))

    @Slot()
    def _mark_placeholders(self) -> None:
        # A QLineEdit takes formats from an input method only; this is the way Qt leaves open.
        if self._is_marking:
            return
        theme = current()
        marks = []
        for found in PLACEHOLDER.finditer(self.text()):
            look = QTextCharFormat()
            look.setForeground(theme.syntax_placeholder)
            look.setBackground(theme.syntax_placeholder_ground)
            start = found.start() - self.cursorPosition()
            kind = QInputMethodEvent.AttributeType.TextFormat
            marks.append(QInputMethodEvent.Attribute(kind, start, found.end() - found.start(), look))
        self._is_marking = True
        try:
            QCoreApplication.sendEvent(self, QInputMethodEvent("", marks))
        finally:
            self._is_marking = False


def _one_line(text: str) -> str:
    return _BREAKS.sub(" ", text)
