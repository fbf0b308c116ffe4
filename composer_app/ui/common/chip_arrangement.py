"""Which chips stand where: all of them, or the first ones, "+ 212 more" and the newest, in three lines."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize

from composer_app.ui.common.flow import flow, lines

GAP, LINE_GAP, LINES = 6, 4, 3


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Boxes from (0, 0). ``chips`` belong to ``indices``, one by one."""

    indices: list[int]
    chips: list[QRect]
    more: QRect | None
    entry: QRect
    height: int


def arrange(
    count: int,
    expanded: int,
    width: int,
    size_of: Callable[[int], QSize],
    more_size: Callable[[list[int]], QSize],
    entry: QSize,
) -> Arrangement:
    """Places ``count`` chips and the entry behind them.

    Args:
        expanded: how many chips a person asked to see; 0 keeps to three lines.
        size_of: the size of the chip of an index.
        more_size: the size of "+ n more" when only these indices are in sight.
    """

    def placed(indices: list[int]) -> Arrangement:
        sizes = [size_of(index) for index in indices]
        with_more = len(indices) < count or expanded > 0
        place = max(len(indices) - 1, 0)
        if with_more:
            sizes.insert(place, more_size(indices))
        boxes = flow([*sizes, QSize(min(entry.width(), width), entry.height())], width, GAP, line_gap=LINE_GAP)
        height = max(box.bottom() for box in boxes) + 1
        last = boxes.pop()
        more = boxes.pop(place) if with_more else None
        return Arrangement(indices, boxes, more, last, height)

    if expanded:
        return placed(list(range(min(count, expanded))))
    # more chips than this cannot be in three lines: none is narrower than 50 px
    most = min(count, max(LINES * width // 50, 1))
    for shown in range(most, 0, -1):
        indices = list(range(shown)) + ([count - 1] if shown < count else [])
        found = placed(indices)
        boxes = [*found.chips, found.entry, *([found.more] if found.more is not None else [])]
        if lines(boxes) <= LINES:
            return found
    return placed([count - 1] if count else [])
