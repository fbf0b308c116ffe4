"""Folding of text for searches: case, accents and compatible forms do not count."""

from __future__ import annotations

import unicodedata

_PLAIN = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ŧ": "t", "æ": "ae", "œ": "oe"})
"""Letters whose stroke or ligature is no mark that Unicode takes off."""


def fold(text: str) -> str:
    """The text as it is compared: `É` composed or not, `é` and `e` are one, `ß` is `ss`, `İ` and `I` are `i`.

    Invisible characters (soft hyphens, marks of direction) go. Folding twice is folding once. A part of a text is a
    part of the folded text as well, when both are folded.
    """
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    marks = {ord(char): None for char in set(decomposed) if _is_mark(char)}
    return decomposed.translate(marks).casefold().translate(_PLAIN)


def _is_mark(char: str) -> bool:
    return unicodedata.combining(char) != 0 or (not char.isascii() and unicodedata.category(char) == "Cf")
