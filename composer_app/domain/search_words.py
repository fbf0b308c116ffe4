"""Search words of a list: a text is found if it has each of them somewhere."""

from __future__ import annotations

from collections.abc import Iterable


def has_words(parts: Iterable[str], text: str) -> bool:
    """True if every word of `text` occurs in one of the parts, in upper or lower case."""
    haystack = "\n".join(parts).casefold()
    return all(word in haystack for word in text.casefold().split())
