"""Places boxes in lines, as words are placed in a paragraph."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize


def flow(sizes: Sequence[QSize], width: int, gap: int, *, line_gap: int = 4) -> list[QRect]:
    """The rectangles of ``sizes`` in lines of ``width`` px, from (0, 0). A box wider than a line is cut to it.

    All boxes are taken to be as high as the first.
    """
    placed: list[QRect] = []
    x = y = 0
    for size in sizes:
        fitting = QSize(min(size.width(), width), size.height())
        if x > 0 and x + fitting.width() > width:
            x, y = 0, y + size.height() + line_gap
        placed.append(QRect(QPoint(x, y), fitting))
        x += fitting.width() + gap
    return placed


def lines(placed: Sequence[QRect]) -> int:
    """How many lines the boxes take."""
    return len({rect.top() for rect in placed})
