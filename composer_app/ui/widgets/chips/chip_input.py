"""The input of a chip field: separators commit a chip, pasted lists commit at once."""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence, QUndoStack
from PySide6.QtWidgets import QLineEdit, QWidget

from composer_app.domain.address_list import COMMAS, SEMICOLONS, SEPARATORS
from composer_app.ui.widgets.field_helpers import NO_LIMIT

_ENDS_A_CHIP = COMMAS + SEMICOLONS
_SEPARATOR = re.compile(f"[{SEPARATORS}]")
_LONGEST_TYPED = 1_000
"""Longer pastes are judged, not inserted."""
_STAYS = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)


class ChipInput(QLineEdit):
    """Frameless.

    Args:
        steps: the history of the chips; used for undo when the input has nothing to undo.

    Signals:
        committed: the text is complete: separator, Enter, or the focus went on (Tab).
        many_pasted(text): the clipboard held several; nothing was inserted.
        left_at_start: Left or Backspace at the very beginning.
        all_wanted: Ctrl+A with nothing typed.
        given_up: Esc.
        undo_wanted, redo_wanted: with nothing typed that could be taken back or brought again.
    """

    committed = Signal()
    many_pasted = Signal(str)
    left_at_start = Signal()
    all_wanted = Signal()
    given_up = Signal()
    undo_wanted = Signal()
    redo_wanted = Signal()

    def __init__(self, parent: QWidget, steps: QUndoStack) -> None:
        super().__init__(parent)
        self._steps = steps
        self.back_stop: QWidget | None = None
        """A button of the same field that Shift+Tab reaches first, while it is visible."""
        self.setObjectName("chip_input")
        self.setFrame(False)
        self.setMaxLength(NO_LIMIT)
        self.setAcceptDrops(False)

    def event(self, event: QEvent) -> bool:
        # Esc and Ctrl+A are shortcuts of the window; here the field handles them first
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            all_of_none = event.matches(QKeySequence.StandardKey.SelectAll)
            if all_of_none or (event.key() == Qt.Key.Key_Escape and self.text()):
                event.accept()
                return True
        return super().event(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        if not forward and self.back_stop is not None and self.back_stop.isVisible():
            self.back_stop.setFocus(Qt.FocusReason.BacktabFocusReason)
            return True
        return super().focusNextPrevChild(forward)

    def focus_before(self) -> bool:
        """Focuses the widget before this field in the tab order; False: there is none."""
        return super().focusNextPrevChild(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._handled(event):
            super().keyPressEvent(event)

    def _handled(self, event: QKeyEvent) -> bool:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste_clipboard()
            return True
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo()
            return True
        if event.matches(QKeySequence.StandardKey.Redo):
            self.redo()
            return True
        if event.text() and event.text() in _ENDS_A_CHIP:
            # a comma inside quotes belongs to the name: "Doe, Jane" <jane@example.com>
            if self.text().count('"') % 2:
                return False
            self.committed.emit()
            return True
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.text().strip():
            self.committed.emit()
            return True
        if key == Qt.Key.Key_Escape and self.text():
            self.given_up.emit()
            return True
        if event.matches(QKeySequence.StandardKey.SelectAll) and not self.text():
            self.all_wanted.emit()
            return True
        at_start = self.cursorPosition() == 0 and not self.hasSelectedText()
        back = Qt.Key.Key_Left if self.layoutDirection() is Qt.LayoutDirection.LeftToRight else Qt.Key.Key_Right
        if at_start and key in (back, Qt.Key.Key_Backspace):
            self.left_at_start.emit()
            return True
        return False

    @Slot()
    def paste_clipboard(self) -> None:
        """Pastes; text that may hold several goes to ``many_pasted`` with what is typed around it."""
        text = QGuiApplication.clipboard().text()
        pasted = text.strip()
        if len(pasted) <= _LONGEST_TYPED and pasted.count("@") < 2 and not _SEPARATOR.search(pasted):
            self.insert(pasted)
            return
        start = self.selectionStart() if self.hasSelectedText() else self.cursorPosition()
        before, after = self.text()[:start], self.text()[start + len(self.selectedText()) :]
        comma = ", "
        is_whole_before, is_whole_after = "@" in before, "@" in after
        self.many_pasted.emit(f"{before}{comma * is_whole_before}{text}{comma * is_whole_after}{after}")

    def can_undo(self) -> bool:
        """Whether the input or the chips have anything to undo."""
        return self.isUndoAvailable() or self._steps.canUndo()

    def undo(self) -> None:
        """Undoes input first, then changes to the chips."""
        if self.isUndoAvailable():
            super().undo()
        else:
            self.undo_wanted.emit()

    def redo(self) -> None:
        """Redoes the last undone change."""
        if self.isRedoAvailable():
            super().redo()
        else:
            self.redo_wanted.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.createStandardContextMenu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        ours = {
            # Qt's own paste would join the lines of a list
            "edit-paste": (self.paste_clipboard, True),
            "edit-undo": (self.undo, self.can_undo()),
            "edit-redo": (self.redo, self.isRedoAvailable() or self._steps.canRedo()),
        }
        for action in menu.actions():
            if action.objectName() in ours:
                slot, is_possible = ours[action.objectName()]
                action.triggered.disconnect()
                action.triggered.connect(slot)
                action.setEnabled(is_possible)
        menu.popup(event.globalPos())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in _STAYS and self.text().strip():
            self.committed.emit()
