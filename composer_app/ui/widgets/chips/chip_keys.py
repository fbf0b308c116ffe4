"""Keys of a focused chip."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from composer_app.ui.widgets.chips.chip_input import ChipInput
from composer_app.ui.widgets.chips.chip_value import ChipValue

_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class ChipCommands(Protocol):
    """Commands that keys on a chip send to its field."""

    def layoutDirection(self) -> Qt.LayoutDirection: ...
    def values(self) -> Sequence[ChipValue]: ...
    def input(self) -> ChipInput: ...
    def move_to(self, target: int, extend: bool) -> None: ...
    def back_to_input(self, typed: str = "") -> None: ...
    def chosen(self, index: int) -> set[int]: ...
    def select_all(self) -> None: ...
    def remove(self, indices: set[int]) -> None: ...
    def edit_chip(self, index: int) -> None: ...
    def take_suggestion(self, index: int) -> None: ...
    def copy(self, indices: set[int]) -> None: ...
    def undo(self) -> None: ...
    def redo(self) -> None: ...


def use_key(field: ChipCommands, index: int, event: QKeyEvent) -> bool:
    """Do what a key on the chip of ``index`` asks; False when it asks nothing."""
    return _moves(field, index, event) or _edits(field, index, event) or _clips(field, index, event)


def _moves(field: ChipCommands, index: int, event: QKeyEvent) -> bool:
    key = event.key()
    extend = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    ltr = field.layoutDirection() is Qt.LayoutDirection.LeftToRight
    forward, back = (Qt.Key.Key_Right, Qt.Key.Key_Left) if ltr else (Qt.Key.Key_Left, Qt.Key.Key_Right)
    if key in (forward, back):
        field.move_to(index + (1 if key == forward else -1), extend)
    elif key == Qt.Key.Key_Home:
        field.move_to(0, extend)
    elif key == Qt.Key.Key_End:
        field.move_to(len(field.values()) - 1, extend)
    elif key == Qt.Key.Key_Escape:
        field.back_to_input()
    else:
        return False
    return True


def _edits(field: ChipCommands, index: int, event: QKeyEvent) -> bool:
    key = event.key()
    if key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
        field.remove(field.chosen(index))
    elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
        field.edit_chip(index)
    elif key == Qt.Key.Key_Space:
        field.take_suggestion(index)
    elif event.text() and event.text().isprintable() and not event.modifiers() & _COMMANDS:
        field.back_to_input(event.text())
    else:
        return False
    return True


def _clips(field: ChipCommands, index: int, event: QKeyEvent) -> bool:
    if event.matches(QKeySequence.StandardKey.SelectAll):
        field.select_all()
    elif event.matches(QKeySequence.StandardKey.Undo):
        field.undo()
    elif event.matches(QKeySequence.StandardKey.Redo):
        field.redo()
    elif event.matches(QKeySequence.StandardKey.Copy):
        field.copy(field.chosen(index))
    elif event.matches(QKeySequence.StandardKey.Cut):
        field.copy(field.chosen(index))
        field.remove(field.chosen(index))
    elif event.matches(QKeySequence.StandardKey.Paste):
        field.back_to_input()
        field.input().paste_clipboard()
    else:
        return False
    return True
