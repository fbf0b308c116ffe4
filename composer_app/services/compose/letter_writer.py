"""Writes a letter as HTML for mail: few elements, no classes, one block a line."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

import msgspec

from composer_app.domain.letter import (
    LISTS,
    BlockKind,
    Inline,
    Letter,
    LetterBlock,
    LetterPicture,
    LineBreak,
    PlaceholderMark,
    TextRun,
    merged,
    with_nesting,
)
from composer_app.domain.placeholders import PLACEHOLDER

_UNWRITABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffc\ufffe\uffff]",
)
"""Characters that HTML must not hold, and the one that stands for an object in a document of Qt."""
_BLANKS = re.compile("[ \t\n\r\x85\u2028\u2029]")
"""What HTML shows as a blank, and ends of lines that it does not know."""
_LIST_TAGS = {BlockKind.BULLET: "ul", BlockKind.NUMBER: "ol"}
_BLANKS_IN_NAME = re.compile("  +")
_NO_BREAK = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True)
class WrittenBlock:
    """A block whose content is written.

    Attributes:
        content: what stands between its tags.
        line: the whole block with its tags, where it depends on no other block; "" for what is in a list or a quote.
    """

    block: LetterBlock
    content: str
    direction: str
    line: str


def written(block: LetterBlock) -> WrittenBlock:
    """Write one block."""
    content, direction = _content(block.inlines), direction_of(block.inlines)
    line = "" if block.kind in LISTS or block.quote else _paragraph(block, content, direction)
    return WrittenBlock(block, content, direction, line)


def html_of(letter: Letter) -> str:
    """The HTML of a letter; "" for an empty one."""
    return html_of_written(map(written, letter.blocks), letter.frame) if not letter.is_empty else ""


def html_of_written(blocks: Iterable[WrittenBlock], frame: tuple[str, str]) -> str:
    """The HTML of blocks that are written already: a long letter is put together again after each key."""
    before, after = frame
    return before + "\n".join(_lines(blocks)) + after


def fragment_of(blocks: Iterable[LetterBlock]) -> str:
    """The HTML of some blocks without a frame, for the clipboard."""
    return "\n".join(_lines(map(written, blocks)))


def text_of(blocks: Iterable[LetterBlock]) -> str:
    """The plain text of some blocks, for the clipboard."""
    return "\n".join("".join(map(_plain, block.inlines)) for block in blocks)


def _plain(one: Inline) -> str:
    match one:
        case TextRun():
            return one.text
        case LineBreak():
            return "\n"
        case PlaceholderMark():
            return f"{{{{{one.name}}}}}"
        case LetterPicture():
            return one.alt


def _lines(blocks: Iterable[WrittenBlock]) -> list[str]:
    lines: list[str] = []
    together: list[WrittenBlock] = []
    for one in blocks:
        if not one.line:
            together.append(one)
            continue
        if together:
            lines += _nested_lines(together)
            together.clear()
        lines.append(one.line)
    return lines + _nested_lines(together)


def _paragraph(block: LetterBlock, content: str, direction: str) -> str:
    tag = f"h{block.level}" if block.kind is BlockKind.HEADING else "p"
    return f"<{tag}{_attribute_of(direction)}>{content}</{tag}>"


def _attribute_of(direction: str) -> str:
    return f' dir="{direction}"' if direction else ""


def _nested_lines(blocks: Iterable[WrittenBlock]) -> list[str]:
    """Lists and quotes."""
    lines: list[str] = []
    quotes = 0
    lists: list[str] = []
    for one in _nested(blocks):
        block = one.block
        if block.quote != quotes or block.kind not in LISTS:
            _close(lists, 0, lines)
        lines += ["<blockquote>"] * (block.quote - quotes) + ["</blockquote>"] * (quotes - block.quote)
        quotes = block.quote
        if block.kind not in LISTS:
            lines.append(_paragraph(block, one.content, one.direction))
            continue
        tag = _LIST_TAGS[block.kind]
        if len(lists) >= block.level and lists[block.level - 1] == tag:
            _close(lists, block.level, lines)
            _close_item(lines)
        else:
            _close(lists, block.level - 1, lines)
            lists.append(tag)
            lines.append(f"<{tag}>")
        lines.append(f"<li{_attribute_of(one.direction)}>{one.content}")
    _close(lists, 0, lines)
    return lines + ["</blockquote>"] * quotes


def _close(lists: list[str], left: int, lines: list[str]) -> None:
    while len(lists) > left:
        _close_item(lines)
        lines.append(f"</{lists.pop()}>")


def _close_item(lines: list[str]) -> None:
    if lines[-1].startswith("<li"):
        lines[-1] += "</li>"
    else:
        lines.append("</li>")


def _nested(blocks: Iterable[WrittenBlock]) -> Iterator[WrittenBlock]:
    """The blocks with levels that HTML can nest (`with_nesting`)."""
    every = list(blocks)
    for one, block in zip(every, with_nesting(one.block for one in every), strict=True):
        yield one if one.block is block else WrittenBlock(block, one.content, one.direction, one.line)


def direction_of(inlines: Iterable[Inline]) -> str:
    """ "rtl" if the first letter is written from right to left, else ""."""
    for one in inlines:
        for char in one.text if isinstance(one, TextRun) else "":
            kind = unicodedata.bidirectional(char)
            if kind in ("L", "R", "AL"):
                return "" if kind == "L" else "rtl"
    return ""


def _content(inlines: Iterable[Inline]) -> str:
    pieces = list(merged(map(_writable, inlines)))
    content = _grouped(_with_kept_blanks(pieces), _LEVELS)
    return f"{content}<br>" if not pieces or isinstance(pieces[-1], LineBreak) else content


def _writable(one: Inline) -> Inline:
    if isinstance(one, TextRun):
        text = clean(one.text)
        return one if text == one.text else msgspec.structs.replace(one, text=text)
    if isinstance(one, PlaceholderMark):
        name = _BLANKS_IN_NAME.sub(" ", clean(one.name))
        is_right = PLACEHOLDER.fullmatch(f"{{{{{name}}}}}") is not None
        return PlaceholderMark(name, one.marks) if is_right else TextRun(f"{{{{{name}}}}}", one.marks)
    return one


def clean(text: str) -> str:
    """The text without characters that HTML cannot hold, and with plain blanks as its only blanks."""
    return _BLANKS.sub(" ", _UNWRITABLE.sub("", text))


def _attribute(text: str) -> str:
    return escape(clean(text))


def _with_kept_blanks(pieces: Sequence[Inline]) -> list[Inline]:
    """HTML shows one of several blanks, and none at the edge of a line: such blanks become no-break spaces."""
    made: list[Inline] = []
    is_after_blank = True
    for number, one in enumerate(pieces):
        if not isinstance(one, TextRun):
            made.append(one)
            is_after_blank = isinstance(one, LineBreak)
            continue
        text = one.text
        if is_after_blank and text.startswith(" "):
            text = _NO_BREAK + text[1:]
        text = text.replace("  ", f" {_NO_BREAK}") if "  " in text else text
        is_last = number + 1 == len(pieces) or isinstance(pieces[number + 1], LineBreak)
        if is_last and text.endswith(" "):
            text = text[:-1] + _NO_BREAK
        is_after_blank = text.endswith(" ")
        made.append(one if text == one.text else msgspec.structs.replace(one, text=text))
    return made


_Level = tuple[Callable[[Inline], str | bool], Callable[[str | bool], tuple[str, str]]]
_LEVELS: tuple[_Level, ...] = (
    (lambda one: clean(one.marks.link), lambda link: (f'<a href="{escape(str(link))}">', "</a>")),
    (lambda one: one.marks.is_bold, lambda _: ("<strong>", "</strong>")),
    (lambda one: one.marks.is_italic, lambda _: ("<em>", "</em>")),
)
"""The elements around text, from the outside in: of which mark each is made, and its tags."""


def _grouped(pieces: Iterable[Inline], levels: tuple[_Level, ...]) -> str:
    if not levels:
        return "".join(map(_atom, pieces))
    (key, tags), *inner = levels
    parts = []
    for mark, group in groupby(pieces, key):
        words = _grouped(group, tuple(inner))
        before, after = tags(mark) if mark else ("", "")
        parts.append(f"{before}{words}{after}")
    return "".join(parts)


def _atom(one: Inline) -> str:
    match one:
        case TextRun():
            return _escaped(one.text)
        case LineBreak():
            return "<br>"
        case PlaceholderMark():
            return f"{{{{{_escaped(one.name)}}}}}"
        case LetterPicture():
            sizes = "".join(
                f' {name}="{_attribute(size)}"' for name, size in (("width", one.width), ("height", one.height)) if size
            )
            return f'<img src="{_attribute(one.source)}" alt="{_attribute(one.alt)}"{sizes}>'


def _escaped(text: str) -> str:
    return escape(text, quote=False).replace(_NO_BREAK, "&nbsp;")
