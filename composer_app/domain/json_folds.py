"""Which values of a JSON outline are folded, and which are therefore in sight."""

from __future__ import annotations

from array import array
from bisect import bisect_left

from composer_app.domain.json_outline import ROOT, JsonKind, JsonOutline

FEW = 500
"""A text of so few values opens whole; a longer one with the first values inside it."""
_IS_CONTAINER = bytes(kind <= JsonKind.ARRAY for kind in range(256))


class JsonFolds:
    """The rows in sight, as numbers of an outline. Each step takes as long as the rows that come or go."""

    def __init__(self, outline: JsonOutline) -> None:
        self._outline = outline
        self._folded = bytearray(len(outline))
        self.rows = outline.numbers[:FEW]
        """The values in sight, from the top."""
        if len(outline) > FEW:
            self.fold_all()

    def is_folded(self, number: int) -> bool:
        """Whether what is in it is out of sight."""
        return bool(self._folded[number])

    def place_of(self, number: int) -> int:
        """The row of a value that is in sight."""
        return bisect_left(self.rows, number)

    def fold_all(self) -> None:
        """Fold everything but the whole, so that its first values stay in sight."""
        self._folded = self._outline.kinds.translate(_IS_CONTAINER)
        self._folded[ROOT] = False
        self.rows = self._in_sight(ROOT, len(self._outline))

    def unfold_all(self) -> None:
        """Unfold everything."""
        self._folded = bytearray(len(self._outline))
        self.rows = self._outline.numbers[:]

    def rows_below(self, number: int) -> int:
        """How many rows in sight show what is in a value."""
        first = self.place_of(number) + 1
        return bisect_left(self.rows, self._outline.after[number], first) - first

    def fold(self, number: int) -> None:
        """Take what is in a value out of sight."""
        first = self.place_of(number) + 1
        del self.rows[first : first + self.rows_below(number)]
        self._folded[number] = True

    def rows_of_unfolding(self, number: int, *, deeply: bool = False) -> array[int]:
        """Unfold a folded value: the rows that belong below it. `put_below` brings them into sight.

        Args:
            deeply: everything in it is unfolded as well.
        """
        end = self._outline.after[number]
        if deeply:
            self._folded[number:end] = bytes(end - number)
        self._folded[number] = False
        return self._in_sight(number + 1, end)

    def put_below(self, number: int, rows: array[int]) -> None:
        """Bring these rows into sight."""
        first = self.place_of(number) + 1
        self.rows[first:first] = rows

    def is_hidden(self, number: int) -> bool:
        """Whether it is in something that is folded."""
        place = self.place_of(number)
        return place == len(self.rows) or self.rows[place] != number

    def reveal(self, number: int) -> None:
        """Unfold what it is in."""
        parent = self._outline.parents[number]
        while parent >= 0:
            self._folded[parent] = False
            parent = self._outline.parents[parent]
        self.rows = self._in_sight(ROOT, len(self._outline))

    def _in_sight(self, first: int, end: int) -> array[int]:
        """The rows of these values: all but those in folded ones."""
        rows: array[int] = array("i")
        folded, after, numbers = self._folded, self._outline.after, self._outline.numbers
        while first < end:
            while first < end and folded[first]:
                rows.append(first)
                first = after[first]
            next_folded = folded.find(1, first, end)
            stop = end if next_folded < 0 else next_folded
            rows += numbers[first:stop]
            first = stop
        return rows
