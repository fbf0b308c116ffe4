"""Search in the names and values of a JSON outline, in steps."""

from __future__ import annotations

from array import array
from collections.abc import Iterator

from composer_app.domain.json_outline import JsonOutline

_AT_ONCE = 1_000
"""Values of a step: a few milliseconds."""
_LONG = 1_000_000
"""Characters that are not looked through as a whole first."""


class JsonSearch:
    """The values whose name or value contains some words, without regard to case. Complete when `steps` has ended."""

    def __init__(self, outline: JsonOutline, words: str) -> None:
        self._outline = outline
        self._words = words.casefold()
        self.found: array[int] = array("i")
        """Their numbers, in order."""

    def steps(self) -> Iterator[None]:
        """Search, a few milliseconds at a step."""
        outline = self._outline
        for first in range(0, len(outline) if self._words else 0, _AT_ONCE):
            last = min(first + _AT_ONCE, len(outline))
            if self._may_be_in(first, last):
                self.found.extend(number for number in range(first, last) if self._is_in(number))
            yield

    def _may_be_in(self, first: int, last: int) -> bool:
        """Whether the text of these values has the words, or escapes that may stand for them."""
        starts, text = self._outline.starts, self._outline.text
        start, end = starts[first - 1] if first else 0, starts[last] if last < len(starts) else len(text)
        return end - start > _LONG or text.find("\\", start, end) >= 0 or self._words in text[start:end].casefold()

    def _is_in(self, number: int) -> bool:
        outline = self._outline
        if outline.has_name(number) and self._words in outline.name(number).casefold():
            return True
        return not outline.is_container(number) and self._words in outline.value(number).casefold()
