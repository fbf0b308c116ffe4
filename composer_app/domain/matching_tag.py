"""The tag of HTML that belongs to another one: the end of an element, or its start."""

from __future__ import annotations

import re

MOST_CHARACTERS = 2_000_000
"""Longer HTML is not searched."""
_TAG = re.compile(r"<(/?)([a-zA-Z][\w:-]*)[^<>]*>")
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())

Span = tuple[int, int]
"""From and to, in characters."""


def tag_at(html: str, place: int) -> Span | None:
    """The tag around a place, or beside it; None: there is none."""
    for start in (html.rfind("<", 0, place + 1), html.rfind("<", 0, place)):
        found = _TAG.match(html, start) if start >= 0 else None
        if found is not None and found.end() >= place:
            return found.span()
    return None


def matching_tag(html: str, tag: Span) -> Span | None:
    """The other tag of the same element; None: it has none. Tags in comments are left out. Linear."""
    found = _TAG.match(html, tag[0])
    if found is None or len(html) > MOST_CHARACTERS:
        return None
    closes, name = found[1] == "/", found[2].lower()
    if name in _VOID or found[0].endswith("/>"):
        return None
    same = re.compile(rf"<!--.*?(?:-->|\Z)|<(/?){re.escape(name)}(?=[\s/>])[^<>]*>", re.IGNORECASE | re.DOTALL)
    return _start_of(html, tag, same) if closes else _end_of(html, tag, same)


def _end_of(html: str, tag: Span, same: re.Pattern[str]) -> Span | None:
    depth = 0
    for found in same.finditer(html, tag[1]):
        if found[1] is None or found[0].endswith("/>"):
            continue
        depth += -1 if found[1] else 1
        if depth < 0:
            return found.span()
    return None


def _start_of(html: str, tag: Span, same: re.Pattern[str]) -> Span | None:
    open_tags: list[Span] = []
    for found in same.finditer(html, 0, tag[0]):
        if found[1] is None or found[0].endswith("/>"):
            continue
        if not found[1]:
            open_tags.append(found.span())
        elif open_tags:
            open_tags.pop()
    return open_tags[-1] if open_tags else None
