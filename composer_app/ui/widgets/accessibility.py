"""Accessible role, state and press action of widgets that paint themselves.

Qt derives a role from the class. A page button and a row of the outbox would be check boxes, and painted text a
nameless part of the window.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial, wraps
from typing import Any, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleActionInterface
from PySide6.QtWidgets import QAbstractButton, QAccessibleWidget, QWidget

W = TypeVar("W", bound=QWidget)
Role = QAccessible.Role

_MADE: dict[int, QAccessibleWidget] = {}
_FOLDING = (Role.TreeItem, Role.Heading)


def spoken_as(role: QAccessible.Role) -> Callable[[type[W]], type[W]]:
    """Decorates a widget's class, not those derived from it, with its accessible role.

    Each widget registers its own interface. A factory for all objects would be shorter, but PySide crashes for the web
    view of the preview (seen with 6.11: a click into the preview ended the program).
    """

    def note(kind: type[W]) -> type[W]:
        make = kind.__init__

        @wraps(make)
        def make_spoken(self: W, *args: Any, **kwargs: Any) -> None:
            make(self, *args, **kwargs)
            if type(self) is kind:
                _register(self, role)

        setattr(kind, "__init__", make_spoken)  # noqa: B010 - mypy lets no other type be assigned
        return kind

    return note


class _Spoken(QAccessibleWidget):
    """Accessible interface with role, checked state and press action."""

    def state(self) -> QAccessible.State:
        state = super().state()
        button = self.object()
        if isinstance(button, QAbstractButton) and button.isCheckable():
            on = button.isChecked()
            if self.role() is Role.PageTab:
                state.selectable, state.selected = True, on
            elif self.role() in _FOLDING:
                state.expandable, state.expanded, state.collapsed = True, on, not on
        return state

    def actionNames(self) -> list[str]:
        press = [QAccessibleActionInterface.pressAction()] if isinstance(self.object(), QAbstractButton) else []
        return [*press, *super().actionNames()]

    def doAction(self, name: str) -> None:
        button = self.object()
        if isinstance(button, QAbstractButton) and name == QAccessibleActionInterface.pressAction():
            button.click()
        else:
            super().doAction(name)


def _register(widget: QWidget, role: QAccessible.Role) -> None:
    made = _MADE[id(widget)] = _Spoken(widget, role)  # Qt owns it; this keeps its Python part
    QAccessible.registerAccessibleInterface(made)
    widget.destroyed.connect(partial(_forget, id(widget)))


def _forget(key: int, _gone: QObject | None = None) -> None:
    _MADE.pop(key, None)
