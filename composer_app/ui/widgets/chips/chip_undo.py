"""Undo history of a chip field."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtGui import QUndoCommand, QUndoStack
from PySide6.QtWidgets import QWidget

from composer_app.ui.widgets.chips.chip_value import ChipValue

MOST = 100

Values = tuple[ChipValue, ...]


class _Step(QUndoCommand):
    def __init__(self, before: Values, after: Values, show: Callable[[Values], None]) -> None:
        super().__init__()
        self.before, self.after, self._show = before, after, show

    def undo(self) -> None:
        self._show(self.before)

    def redo(self) -> None:
        self._show(self.after)


class ChipUndo:
    """The history of one field. Each step holds all values before and after it, so steps are independent.

    Args:
        show: puts values into the field, when a step is taken, taken back or taken again.
    """

    def __init__(self, parent: QWidget, show: Callable[[Values], None]) -> None:
        self.stack = QUndoStack(parent)
        self.stack.setUndoLimit(MOST)
        self._show = show

    def take(self, before: Sequence[ChipValue], after: Sequence[ChipValue]) -> None:
        """Add a step from these values to those, and apply it."""
        self.stack.push(_Step(tuple(before), tuple(after), self._show))

    def forget(self) -> None:
        """Clear the history."""
        self.stack.clear()
