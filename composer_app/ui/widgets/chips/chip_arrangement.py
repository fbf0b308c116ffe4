"""Arrangement of chips: all of them, or those that fit into a few lines, "+ 212 more" and the newest."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize

from composer_app.ui.widgets.flow_layout import flow, line_count

GAP, LINE_GAP = 6, 4
LINES, EXPANDED_LINES = 3, 6
"""At rest, and when the user asks for more: the body must not be pushed out of the window."""
_NARROWEST = 50


@dataclass(frozen=True, slots=True)
class Wanted:
    """Input of an arrangement.

    Attributes:
        count: how many chips there are.
        first: the first one to be in sight; others than 0 bring hidden ones into view.
        lines: how many there may be.
        width: of a line.
        entry: the size of the input behind the chips.
    """

    count: int
    first: int
    lines: int
    width: int
    entry: QSize


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Boxes from (0, 0). ``chips`` belong to ``indices``, one by one."""

    indices: list[int]
    chips: list[QRect]
    more: QRect | None
    entry: QRect
    height: int


def arrange(
    wanted: Wanted, size_of: Callable[[int], QSize], more_size: Callable[[Sequence[int]], QSize]
) -> Arrangement:
    """Places the chips and the entry behind them. Asks for the sizes of those that may be in sight, and no others.

    Args:
        size_of: the size of the chip of an index.
        more_size: the size of "+ n more" when only these indices are in sight; of "Show less" when all are.
    """
    most = max(wanted.lines * wanted.width // _NARROWEST, 1)
    everything = range(wanted.count)
    if wanted.count <= most:
        folds = wanted.lines > LINES and _lines(wanted, everything, False, size_of, more_size) > LINES
        if _lines(wanted, everything, folds, size_of, more_size) <= wanted.lines:
            return _placed(wanted, everything, folds, size_of, more_size)
    # the most chips that fit: as one is added, the lines never get fewer
    fits, too_many = 1, most + 1
    while too_many - fits > 1:
        tried = (fits + too_many) // 2
        if _lines(wanted, _sight(wanted, tried), True, size_of, more_size) <= wanted.lines:
            fits = tried
        else:
            too_many = tried
    sight = _sight(wanted, fits)
    if fits == 1 and _lines(wanted, sight, True, size_of, more_size) > wanted.lines:
        sight = [wanted.count - 1] if wanted.first == 0 else [wanted.first]
    return _placed(wanted, sight, True, size_of, more_size)


def _sight(wanted: Wanted, shown: int) -> Sequence[int]:
    """So many chips from the first on, and the newest."""
    first = max(min(wanted.first, wanted.count - shown - 1), 0)
    last = wanted.count - 1
    if first + shown >= last:
        return range(first, wanted.count)
    return [*range(first, first + shown), last]


def _boxes(
    wanted: Wanted,
    indices: Sequence[int],
    has_more: bool,
    size_of: Callable[[int], QSize],
    more_size: Callable[[Sequence[int]], QSize],
) -> tuple[list[QSize], int]:
    """The sizes in reading order, and where "+ n more" stands among them: before the newest, "Show less" behind it."""
    sizes = [size_of(index) for index in indices]
    place = len(indices) if len(indices) == wanted.count else max(len(indices) - 1, 0)
    if has_more:
        sizes.insert(place, more_size(indices))
    sizes.append(QSize(min(wanted.entry.width(), wanted.width), wanted.entry.height()))
    return sizes, place


def _lines(
    wanted: Wanted,
    indices: Sequence[int],
    has_more: bool,
    size_of: Callable[[int], QSize],
    more_size: Callable[[Sequence[int]], QSize],
) -> int:
    sizes, _ = _boxes(wanted, indices, has_more, size_of, more_size)
    return line_count([size.width() for size in sizes], wanted.width, GAP)


def _placed(
    wanted: Wanted,
    indices: Sequence[int],
    has_more: bool,
    size_of: Callable[[int], QSize],
    more_size: Callable[[Sequence[int]], QSize],
) -> Arrangement:
    sizes, place = _boxes(wanted, indices, has_more, size_of, more_size)
    boxes = flow(sizes, wanted.width, GAP, line_gap=LINE_GAP)
    height = max(box.bottom() for box in boxes) + 1
    entry = boxes.pop()
    more = boxes.pop(place) if has_more else None
    return Arrangement(list(indices), boxes, more, entry, height)
