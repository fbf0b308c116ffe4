"""Pasted text and HTML as blocks of a letter: what office programs and web pages add is left out."""

from __future__ import annotations

import re

from composer_app.domain.letter import LARGEST_BYTES, Inline, LetterBlock, LineBreak, TextRun
from composer_app.services.compose.letter_reader import read_pasted, with_placeholders

_TAGS = frozenset(
    "a abbr address article aside b blockquote body br caption center cite code dd del details dfn div dl dt em"
    " figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark nav ol p pre q s samp"
    " section small span strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var wbr".split()
)
_WITH_CONTENT = frozenset("script style title template noscript iframe object svg math".split())
_ATTRIBUTES = {
    "*": {"style", "dir"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
}
_SCHEMES = frozenset({"http", "https", "mailto", "tel", "cid"})
LONGEST = 2_000_000
"""Most characters of pasted HTML; office programs add long style sheets."""
_DEEPEST = 500
_NESTING_TAG = re.compile(
    r"</?(?!(?:p|li|td|th|tr|dt|dd|br|hr|img|col|meta|link|input|wbr)\b)[a-z][a-z0-9:]*", re.IGNORECASE
)
"""Tags but those of elements that have no end, or need none."""
_PARAGRAPHS = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")


def blocks_of_html(html: str) -> tuple[LetterBlock, ...]:
    """The blocks of pasted HTML. Nothing that runs, loads or hides itself is left in it.

    Empty for HTML that is too long or too deep to be read while the user waits: its plain text can be pasted.
    """
    if len(html) > LONGEST or _depth(html) > _DEEPEST:
        return ()
    import nh3  # only a paste needs it

    cleaned = nh3.clean(
        html,
        tags=set(_TAGS),
        clean_content_tags=set(_WITH_CONTENT),
        attributes=_ATTRIBUTES,
        url_schemes=set(_SCHEMES),
        link_rel=None,
    )
    return read_pasted(cleaned) if len(cleaned) <= LARGEST_BYTES else ()


def _depth(html: str) -> int:
    """About how deep elements are nested: the time that cleaning takes grows with its square."""
    depth = deepest = 0
    for found in _NESTING_TAG.finditer(html):
        depth = max(depth - 1, 0) if found[0].startswith("</") else depth + 1
        deepest = max(deepest, depth)
    return deepest


def blocks_of_text(text: str) -> tuple[LetterBlock, ...]:
    """The blocks of plain text: an empty line parts paragraphs."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2029", "\n").replace("\u2028", "\n")
    return tuple(_paragraph(part) for part in _PARAGRAPHS.split(lines.strip("\n"))) if lines else ()


def _paragraph(text: str) -> LetterBlock:
    inlines: list[Inline] = []
    for number, line in enumerate(text.split("\n")):
        if number:
            inlines.append(LineBreak())
        inlines += with_placeholders(TextRun(line))
    return LetterBlock(tuple(inlines))
