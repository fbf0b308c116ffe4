"""Measures chips and caches the results, so that thousands of chips do not slow down typing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize

from composer_app.ui.widgets.chips.chip import Chip
from composer_app.ui.widgets.chips.chip_arrangement import Arrangement, Wanted, arrange
from composer_app.ui.widgets.chips.chip_value import ChipState, ChipValue
from composer_app.ui.widgets.chips.more_pill import MorePill

_KEPT = 8
"""Cached arrangements: layouts ask for a few widths, in turn."""
_DOUBTFUL = (ChipState.WRONG, ChipState.TYPO)


class ChipRuler:
    """GUI thread only.

    Args:
        pattern: a hidden chip that measures each value.
    """

    def __init__(self, pattern: Chip) -> None:
        self._pattern = pattern
        self._values: Sequence[ChipValue] = ()
        self._to_check = 0
        self._sizes: dict[ChipValue, QSize] = {}
        self._found: dict[tuple[int, ...], Arrangement] = {}

    def use(self, values: Sequence[ChipValue]) -> None:
        """Measure these values. Call it again after every change to them."""
        self._values = values
        self._to_check = sum(value.state in _DOUBTFUL for value in values)
        self._found.clear()

    def forget(self) -> None:
        """Measure again after a change of font."""
        self._sizes.clear()
        self._found.clear()

    def arranged(self, first: int, lines: int, width: int, entry: QSize) -> Arrangement:
        """Where the chips stand in so many lines of ``width``; see `Wanted`."""
        key = (first, lines, width, entry.width(), entry.height())
        if key not in self._found:
            if len(self._found) >= _KEPT:
                self._found.pop(next(iter(self._found)))
            wanted = Wanted(len(self._values), first, lines, width, entry)
            self._found[key] = arrange(wanted, self._size_of, self._more_size)
        return self._found[key]

    def hidden(self, in_sight: Sequence[int]) -> tuple[int, int]:
        """The number of chips not among these, and how many of them have a problem."""
        seen = sum(self._values[index].state in _DOUBTFUL for index in in_sight)
        return len(self._values) - len(in_sight), self._to_check - seen

    def _size_of(self, index: int) -> QSize:
        value = self._values[index]
        if value not in self._sizes:
            self._pattern.show_value(value, -1, selected=False)
            self._sizes[value] = self._pattern.sizeHint()
        return self._sizes[value]

    def _more_size(self, in_sight: Sequence[int]) -> QSize:
        return MorePill.size_for(*self.hidden(in_sight))
