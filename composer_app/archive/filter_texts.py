"""Texts of a filter as patterns of LIKE and phrases of the search language."""

from __future__ import annotations


def contains(text: str) -> str:
    """The LIKE pattern (escape character `\\`) for any text in which this one occurs."""
    return f"%{escaped(text)}%"


def with_gaps(text: str) -> str:
    """The LIKE pattern for a text in which `*` stands for anything."""
    return "%".join(escaped(piece) for piece in text.split("*"))


def escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def phrase(text: str) -> str:
    """A phrase of the search language: between quotes nothing has a meaning but the quote itself."""
    doubled = text.replace('"', '""')
    return f'"{doubled}"'
