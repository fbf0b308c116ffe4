"""Selected chips of a field."""

from __future__ import annotations


class ChipSelection:
    """Indices of values, and the anchor that Shift extends from."""

    def __init__(self) -> None:
        self._indices: set[int] = set()
        self._anchor = 0

    def __contains__(self, index: int) -> bool:
        return index in self._indices

    def or_only(self, index: int) -> set[int]:
        """The selected indices, or this one when none is selected."""
        return set(self._indices) or {index}

    def around(self, index: int) -> set[int]:
        """The selected indices where this one is among them, else this one alone."""
        return set(self._indices) if index in self._indices else {index}

    def clear(self) -> None:
        self._indices.clear()

    def set_only(self, index: int) -> None:
        """Select one, which becomes the anchor."""
        self._indices, self._anchor = {index}, index

    def set_all(self, count: int) -> None:
        self._indices, self._anchor = set(range(count)), 0

    def toggle(self, index: int) -> None:
        self._indices ^= {index}

    def extend_to(self, index: int) -> None:
        """Select everything from the anchor to this one."""
        low, high = sorted((self._anchor, index))
        self._indices = set(range(low, high + 1))

    def limit_to(self, count: int) -> None:
        """Forget indices of values that are gone."""
        self._indices = {index for index in self._indices if index < count}
