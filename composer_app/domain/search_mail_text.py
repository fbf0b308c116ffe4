"""The text of a mail that a search looks through: what is visible of its HTML and of its text part."""

from __future__ import annotations

from collections.abc import Iterator

from composer_app.domain.html_entities import unescape
from composer_app.domain.inline_markup import INLINE_TAGS

MAX_SEARCHED = 500_000
"""Characters. What comes after them is not searched."""

_UNSEEN = frozenset(("style", "script", "title", "head", "template", "noscript"))


def visible_text(markup: str) -> str:
    """The text that a reader of this HTML sees, in one line. Takes linear time for any HTML."""
    return " ".join("".join(_pieces(markup[:MAX_SEARCHED])).split())


def searchable_text(markup: str, text: str) -> str:
    """The words of both parts; the text part is left out where it says the same as the HTML."""
    seen, plain = visible_text(markup), " ".join(text[:MAX_SEARCHED].split())
    return seen if plain in seen else plain if seen in plain else f"{seen} {plain}"


def _pieces(markup: str) -> Iterator[str]:
    small = markup.lower() if markup.isascii() else "".join(map(_lower, markup))
    place = 0
    while True:
        start = markup.find("<", place)
        if start < 0:
            yield unescape(markup[place:])
            return
        yield unescape(markup[place:start])
        if markup.startswith("<!--", start):
            end = markup.find("-->", start + 4)
            place = end + 3
        elif markup[start + 1 : start + 2].isalpha() or markup[start + 1 : start + 2] in ("/", "!", "?"):
            end = markup.find(">", start)
            place = end + 1
            name = _name_of(small, start + 1)
            if name.lstrip("/") not in INLINE_TAGS:
                yield " "
            if name in _UNSEEN and end >= 0:
                end = small.find(f"</{name}", place)
                place = end
        else:
            end = start
            yield "<"
            place = start + 1
        if end < 0:
            return


def _lower(char: str) -> str:
    """One character for each, so that places stay."""
    small = char.lower()
    return small if len(small) == 1 else char


def _name_of(small: str, start: int) -> str:
    end = start
    while end < len(small) and end - start < 12 and (small[end].isalnum() or (small[end] == "/" and end == start)):
        end += 1
    return small[start:end]
