"""The order in which the keyboard goes through a page: by Tab, and by F6 from part to part."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from composer_app.ui.commands.shortcuts import SHORTCUTS


def put_first(page: QWidget, parts: Sequence[QWidget]) -> None:
    """Let Tab visit these widgets (or what takes the focus inside them) first, then all others of the page."""
    stops = _stops(page)
    first = [stop for part in parts for stop in stops if part is stop or part.isAncestorOf(stop)]
    rest = [stop for stop in stops if stop not in first]
    for before, after in pairwise([*first, *rest]):
        QWidget.setTabOrder(before, after)


def _stops(page: QWidget) -> list[QWidget]:
    """All tab stops in their current order, hidden ones included."""
    found: list[QWidget] = []
    widget = _next(page)
    while widget is not page:
        takes_tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        if takes_tab and widget.focusProxy() is None and page.isAncestorOf(widget):
            found.append(widget)
        widget = _next(widget)
    return found


def _next(widget: QWidget) -> QWidget:
    """The next widget in Qt's focus chain.

    PySide makes it a child of `widget` on Python's side. It goes back to its parent at once, where Qt has nothing to
    do: otherwise the end of `widget` would make PySide take the document of an editor further on for deleted, and the
    error in a resize event ends the process.
    """
    found = widget.nextInFocusChain()
    assert found is not None, "the chain is a circle"
    found.setParent(found.parentWidget())
    return found


class PartKeys(QObject):
    """F6 and Shift+F6 lead from one part of a page to the next, in a circle.

    Args:
        page: the keys hold inside it.
        parts: gives all parts in their order; hidden ones are passed over.
    """

    def __init__(self, page: QWidget, parts: Callable[[], Sequence[QWidget]]) -> None:
        super().__init__(page)
        self._page, self._parts = page, parts
        for key, slot in (("next_part", self._to_next), ("previous_part", self._to_previous)):
            shortcut = QShortcut(QKeySequence(SHORTCUTS[key].keys[0]), page)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    @Slot()
    def _to_next(self) -> None:
        self._go(1)

    @Slot()
    def _to_previous(self) -> None:
        self._go(-1)

    def _go(self, step: int) -> None:
        parts = [part for part in self._parts() if part.isVisible()]
        focused = self._page.window().focusWidget()
        nowhere = -1 if step > 0 else 0
        here = next((number for number, part in enumerate(parts) if focused and _holds(part, focused)), nowhere)
        for number in range(1, len(parts) + 1):
            if (head := _head_of(parts[(here + step * number) % len(parts)])) is not None:
                head.setFocus(Qt.FocusReason.TabFocusReason)
                return


def _holds(part: QWidget, widget: QWidget) -> bool:
    return part is widget or part.isAncestorOf(widget)


def _head_of(part: QWidget) -> QWidget | None:
    """Where the focus goes in a part: its own choice, or its first tab stop."""
    inside = part.focusProxy() or part
    stops = [stop for stop in _stops(part.window()) if _holds(inside, stop)]
    return next((stop for stop in stops if stop.isVisible() and stop.isEnabled()), None)
