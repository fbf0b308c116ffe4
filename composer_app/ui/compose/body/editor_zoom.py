"""Zoom of an editor: Ctrl+wheel, Ctrl++, Ctrl+- and Ctrl+0 change the size of its text."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent

SMALLEST, BIGGEST = -4, 12


class EditorZoom(QObject):
    """The steps away from the usual size, in pixels.

    Args:
        apply: gives the editor the font of so many steps.

    Signals:
        changed: other steps, from the user or from `set_steps`.
    """

    changed = Signal(int)

    def __init__(self, apply: Callable[[int], None], parent: QObject) -> None:
        super().__init__(parent)
        self._apply = apply
        self._steps = 0

    def steps(self) -> int:
        return self._steps

    def set_steps(self, steps: int) -> None:
        """Zoom to so many steps, as far as the limits allow."""
        steps = min(max(steps, SMALLEST), BIGGEST)
        has_changed = steps != self._steps
        self._steps = steps
        self._apply(steps)
        if has_changed:
            self.changed.emit(steps)

    def apply_again(self) -> None:
        """After a change of style, which sets the font without the zoom."""
        self._apply(self._steps)

    def takes_key(self, event: QKeyEvent) -> bool:
        """Zoom if the key is one of zoom; False: it is not."""
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False
        match event.key():
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.set_steps(self._steps + 1)
            case Qt.Key.Key_Minus:
                self.set_steps(self._steps - 1)
            case Qt.Key.Key_0:
                self.set_steps(0)
            case _:
                return False
        event.accept()
        return True

    def takes_wheel(self, event: QWheelEvent) -> bool:
        """Zoom if Ctrl is held; False: the editor scrolls."""
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False
        self.set_steps(self._steps + (1 if event.angleDelta().y() > 0 else -1))
        event.accept()
        return True
