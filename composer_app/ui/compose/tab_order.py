"""Tab order of the page: the fields first, and the quiet buttons behind Send."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def put_first(page: QWidget, parts: Sequence[QWidget]) -> None:
    """Let Tab visit these widgets (or what takes the focus inside them) first, then all others of the page.

    From the subject Tab leads into the body, not to the buttons between them. The buttons come after the last field; F6
    and the commands reach them, too.
    """
    stops = _stops(page)
    first = [stop for part in parts for stop in stops if part is stop or part.isAncestorOf(stop)]
    rest = [stop for stop in stops if stop not in first]
    for before, after in pairwise([*first, *rest]):
        QWidget.setTabOrder(before, after)


def _stops(page: QWidget) -> list[QWidget]:
    """All tab stops in their current order, hidden ones included."""
    found: list[QWidget] = []
    widget = page.nextInFocusChain()
    while widget is not None and widget is not page:
        takes_tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        if takes_tab and widget.focusProxy() is None and page.isAncestorOf(widget):
            found.append(widget)
        widget = widget.nextInFocusChain()
    return found
