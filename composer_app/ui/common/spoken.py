"""What a screen reader is told of widgets that paint themselves: their role, their state, and what a press does.

Qt derives a role from the class. A page button and a row of the outbox would be tick boxes then, and a painted line of
text a nameless part of the window.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleActionInterface, QAccessibleInterface
from PySide6.QtWidgets import QAbstractButton, QAccessibleWidget, QWidget

W = TypeVar("W", bound=QWidget)
Role = QAccessible.Role

_ROLES: dict[type[QObject], QAccessible.Role] = {}
_MADE: dict[int, QAccessibleWidget] = {}
_INSTALLED: list[bool] = []
_FOLDING = (Role.TreeItem, Role.Heading)


def spoken_as(role: QAccessible.Role) -> Callable[[type[W]], type[W]]:
    """Decorates a widget's class, not those derived from it, with the role that a screen reader is told."""

    def note(kind: type[W]) -> type[W]:
        _ROLES[kind] = role
        return kind

    return note


def install() -> None:
    """Let Qt ask for these roles; to be done once. Older versions of PySide6 cannot, and tell their own."""
    if not _INSTALLED and hasattr(QAccessible, "installFactory"):
        _INSTALLED.append(True)
        QAccessible.installFactory(_interface_of)


class _Spoken(QAccessibleWidget):
    """A widget with its role, whether it is on, and its press."""

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


def _interface_of(_class_name: str, thing: QObject | None) -> QAccessibleInterface | None:
    role = _ROLES.get(type(thing)) if thing is not None else None
    if role is None or not isinstance(thing, QWidget):
        return None
    made = _Spoken(thing, role)
    _MADE[id(thing)] = made  # Qt owns it; this keeps what Python adds to it
    thing.destroyed.connect(partial(_forget, id(thing)))
    return made


def _forget(key: int, _gone: QObject | None = None) -> None:
    _MADE.pop(key, None)
