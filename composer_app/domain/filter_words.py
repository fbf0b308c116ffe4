"""Words of a filter: each once, and at most so many that the search takes them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from composer_app.domain.search_folding import fold

MAX_WORDS = 100
"""More words than this are left out: the user pasted a text."""


class FilterWords(NamedTuple):
    """The words that count, folded, and those that are left out, as they are written."""

    counting: tuple[str, ...]
    left_out: tuple[str, ...]


def filter_words(words: Iterable[str]) -> FilterWords:
    """Sort out the words of a filter. A word that is there already, in any letter case, says nothing more."""
    written: dict[str, str] = {}
    for word in words:
        if folded := fold(word.strip()):
            written.setdefault(folded, word.strip())
    return FilterWords(tuple(written)[:MAX_WORDS], tuple(written.values())[MAX_WORDS:])
