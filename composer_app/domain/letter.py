"""A letter: formatted mail text as paragraphs, headings and list items, without styles.

The HTML of a mail is the one truth. A letter is read from it (`services/compose/letter_reader.py`) and written to it
(`services/compose/letter_writer.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import groupby

import msgspec

DEEPEST = 5
"""Most levels of lists, and of quotes."""
LARGEST_BYTES = 300_000
"""HTML above this size is no letter: it would block the window."""


class BodyMode(StrEnum):
    """How the user writes the HTML of a draft."""

    HTML = "html"
    LETTER = "letter"


class BlockKind(StrEnum):
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    BULLET = "bullet"
    NUMBER = "number"


LISTS = frozenset({BlockKind.BULLET, BlockKind.NUMBER})


class Marks(msgspec.Struct, frozen=True):
    """The format of a piece of text. `link`: the address it leads to, or ""."""

    is_bold: bool = False
    is_italic: bool = False
    link: str = ""


PLAIN = Marks()


class TextRun(msgspec.Struct, frozen=True):
    """Characters of one format. A blank is one blank; a no-break space is kept."""

    text: str
    marks: Marks = PLAIN


class LineBreak(msgspec.Struct, frozen=True):
    """A new line inside a paragraph."""

    marks: Marks = PLAIN


class PlaceholderMark(msgspec.Struct, frozen=True):
    """`{{name}}`; `name` as it is written between the braces."""

    name: str
    marks: Marks = PLAIN


class LetterPicture(msgspec.Struct, frozen=True):
    """An image in the text. `width` and `height` as in the HTML, or ""."""

    source: str
    alt: str = ""
    width: str = ""
    height: str = ""
    marks: Marks = PLAIN


Inline = TextRun | LineBreak | PlaceholderMark | LetterPicture


class LetterBlock(msgspec.Struct, frozen=True):
    """A paragraph, heading or list item.

    Attributes:
        level: 1 to 6 for a heading, 1 to `DEEPEST` for a list item, else 0.
        quote: how many quotes it is in.
    """

    inlines: tuple[Inline, ...] = ()
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    quote: int = 0


FRAME = ('<div style="font-family: Arial, Helvetica, sans-serif; font-size: 16px; line-height: 1.5">\n', "\n</div>\n")
"""What stands before and after the blocks of a new letter: without it, most programs show Times."""


class Letter(msgspec.Struct, frozen=True):
    """The blocks of a letter, and the HTML before and after them, which is kept byte for byte."""

    blocks: tuple[LetterBlock, ...] = ()
    frame: tuple[str, str] = FRAME

    @property
    def is_empty(self) -> bool:
        """True if it has no block."""
        return not self.blocks


def mode_of(html: str) -> BodyMode:
    """How HTML that was sent is shown to be written again: what begins and ends as a letter was one."""
    is_letter = html.startswith(FRAME[0]) and html.endswith(FRAME[1])
    return BodyMode.LETTER if is_letter else BodyMode.HTML


def with_nesting(blocks: Iterable[LetterBlock]) -> Iterator[LetterBlock]:
    """The blocks with levels that HTML can nest: a list item is at most one level below the item before it."""
    deepest, quote_before = 0, 0
    for block in blocks:
        if block.kind not in LISTS:
            deepest = 0
            yield block
            continue
        deepest = deepest if block.quote == quote_before else 0
        level = min(max(block.level, 1), deepest + 1, DEEPEST)
        deepest, quote_before = level, block.quote
        yield block if level == block.level else msgspec.structs.replace(block, level=level)


def merged(inlines: Iterable[Inline]) -> Iterator[Inline]:
    """The inlines, with neighbouring runs of one format as one run and without empty ones."""
    for key, group in groupby(inlines, lambda one: one.marks if isinstance(one, TextRun) else None):
        if key is None:
            yield from group
        elif text := "".join(one.text for one in group if isinstance(one, TextRun)):
            yield TextRun(text, key)
