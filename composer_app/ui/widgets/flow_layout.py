"""Flow layout: places boxes in lines, as words in a paragraph."""

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


def line_count(widths: Sequence[int], width: int, gap: int) -> int:
    """How many lines boxes of these widths take."""
    count, x = 1, 0
    for box in widths:
        fitting = min(box, width)
        if x > 0 and x + fitting > width:
            count, x = count + 1, 0
        x += fitting + gap
    return count
