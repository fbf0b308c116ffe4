"""The subject field: one line in semibold."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, Qt, Signal, Slot
from PySide6.QtGui import (
    QClipboard,
    QContextMenuEvent,
    QDropEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QTextCharFormat,
)
from PySide6.QtWidgets import QLineEdit

from composer_app.domain.placeholders import PLACEHOLDER
from composer_app.domain.subject_line import one_line
from composer_app.ui.theme import typography
from composer_app.ui.theme.theme_store import current, store
from composer_app.ui.widgets.field_helpers import NO_LIMIT


class SubjectField(QLineEdit):
    """Line breaks, tabs and control characters become blanks. Placeholders are marked.

    Signals:
        edited: the user changed the subject.
        breaks_replaced: pasted or dropped text had line breaks or controls.
    """

    edited = Signal()
    breaks_replaced = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("subject_input")
        self.setProperty("bare", "true")
        self.setFont(typography.strong(1))
        self.setTextMargins(-2, 0, 0, 0)
        self.setMaxLength(NO_LIMIT)
        self._is_marking = self._is_composing = False
        self.textEdited.connect(self._on_edited)
        self.textChanged.connect(self._mark_placeholders)
        store().changed.connect(self._mark_placeholders)

    def set_text(self, text: str) -> None:
        """Show another subject, with a new undo history. Emits nothing."""
        self.setText(one_line(text))
        self.setCursorPosition(0)

    @Slot()
    def _on_edited(self) -> None:
        self.edited.emit()

    @Slot()
    def paste_clipboard(self) -> None:
        """Paste as one line."""
        self._take(QGuiApplication.clipboard().text())

    def _take(self, text: str) -> None:
        text = text.strip()
        line = one_line(text)
        self.insert(line)
        self.edited.emit()
        if line != text:
            self.breaks_replaced.emit()

    def dropEvent(self, event: QDropEvent) -> None:
        text = event.mimeData().text()
        line = one_line(text)
        if line == text:
            super().dropEvent(event)
            return
        mime = QMimeData()
        mime.setText(line)
        where, buttons, keys = event.position(), event.buttons(), event.modifiers()
        super().dropEvent(QDropEvent(where, event.dropAction(), mime, buttons, keys))
        event.acceptProposedAction()
        self.breaks_replaced.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        clipboard = QGuiApplication.clipboard()
        if event.button() is Qt.MouseButton.MiddleButton and clipboard.supportsSelection() and not self.isReadOnly():
            self.setCursorPosition(self.cursorPositionAt(event.position().toPoint()))
            self._take(clipboard.text(QClipboard.Mode.Selection))
            return
        super().mouseReleaseEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        if self._is_marking:
            super().inputMethodEvent(event)
            return
        # Marks would hide text being composed, so they are set in an event without it.
        self._is_composing = bool(event.preeditString())
        super().inputMethodEvent(event)
        self._mark_placeholders()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste_clipboard()
        else:
            super().keyPressEvent(event)

    def paste(self) -> None:
        """Slot for the Edit menu."""
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
        # A QLineEdit accepts formats from input method events only.
        if self._is_marking or self._is_composing:
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
