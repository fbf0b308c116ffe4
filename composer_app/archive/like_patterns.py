"""Texts of a filter as LIKE patterns and as phrases of the full-text search."""

from __future__ import annotations


def contains(text: str) -> str:
    """The LIKE pattern (escape character `\\`) for any text in which this one occurs."""
    return f"%{escaped(text)}%"


def with_gaps(text: str) -> str:
    """The LIKE pattern for a text in which `*` stands for anything."""
    return "%".join(escaped(piece) for piece in text.split("*"))


def has_gaps(text: str) -> bool:
    """A `*` among other characters stands for anything; alone it is an asterisk."""
    return "*" in text and bool(text.strip("*"))


def part(text: str) -> str:
    """The LIKE pattern for any text in which this one occurs, gaps and all."""
    return f"%{with_gaps(text)}%" if has_gaps(text) else contains(text)


def occurs(text: str, within: str) -> bool:
    """What LIKE says of `part(text)`, for folded texts."""
    place = 0
    for piece in text.split("*") if has_gaps(text) else [text]:
        found = within.find(piece, place)
        if found < 0:
            return False
        place = found + len(piece)
    return True


def escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def phrase(text: str) -> str:
    """A phrase of the search language: between quotes nothing has a meaning but the quote itself."""
    doubled = text.replace('"', '""')
    return f'"{doubled}"'
