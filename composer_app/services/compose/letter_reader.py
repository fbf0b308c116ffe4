"""Reads the HTML of a mail as a letter, and counts what a letter cannot hold."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

import msgspec

from composer_app.domain.letter import (
    DEEPEST,
    LARGEST_BYTES,
    LISTS,
    PLAIN,
    BlockKind,
    Inline,
    Letter,
    LetterBlock,
    LetterPicture,
    LineBreak,
    Marks,
    PlaceholderMark,
    TextRun,
    merged,
    with_nesting,
)
from composer_app.domain.placeholders import PLACEHOLDER
from composer_app.services.compose.html_visibility import declarations
from composer_app.services.compose.letter_writer import clean, direction_of

_BEFORE = re.compile(
    r"\ufeff?\s*(?:<!doctype[^<>]*>\s*)?(?:<html[^<>]*>\s*)?(?:<head(?=[\s>])[^<>]*>(?:\s|<meta[^<>]*>|<title>[^<]*</title>)*</head>\s*)?"
    r"(?:<body[^<>]*>\s*)?(?P<div><div[^<>]*>\s*)?",
    re.IGNORECASE,
)
_AFTER = re.compile(r"\s*(?P<div></div>\s*)?(?:</body>\s*)?(?:</html>\s*)?\Z", re.IGNORECASE)
_LONGEST_AFTER = 200
_ANY_DIV = re.compile(r"</?div[\s>]", re.IGNORECASE)
_BLANKS = re.compile("[ \t\n\r\f]+")
_GAP = "\N{EM SPACE}"
"""Between the words of two cells of a table."""
_HELD = {"a": {"href", "target", "rel"}, "img": {"src", "alt", "width", "height"}}
"""The attributes that a letter holds, by element. Mail opens every link outside: `target` and `rel` say nothing."""
_BOLD, _ITALIC = frozenset({"b", "strong"}), frozenset({"i", "em"})
_MARKING = _BOLD | _ITALIC | {"a"}
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LIST_KINDS = {"ul": BlockKind.BULLET, "ol": BlockKind.NUMBER}
_BLOCKS = frozenset({"p", "li", *_HEADINGS})
_KNOWN = frozenset({"a", "img", "br", "blockquote", *_BLOCKS, *_BOLD, *_ITALIC, *_LIST_KINDS})
_BY_THEIR_TABLE = frozenset("tr td th tbody thead tfoot col colgroup caption".split())
_AROUND = frozenset("html head body meta title".split())
_UNSEEN = frozenset("script style title template noscript iframe object svg math canvas select textarea".split())
_INLINE = frozenset(
    "a abbr b bdi bdo big br cite code del em font i img ins kbd label mark o:p q s samp small span strike strong sub"
    " sup time tt u var wbr".split()
)
_WORD_LIST = re.compile(r"\blevel(\d)\b")
_OUTSIDE_LINK = re.compile(r"(?:https?|mailto|tel):|\{\{", re.IGNORECASE)


class Loss(StrEnum):
    """What of some HTML a letter cannot hold."""

    TABLE = "table"
    STYLE_SHEET = "style sheet"
    STYLE = "style"
    COMMENT = "comment"
    SCRIPT = "script"
    ELEMENT = "element"
    """Any other element."""
    LENGTH = "length"
    """The HTML is longer than any letter."""


Losses = Mapping[Loss, int]


@dataclass(frozen=True)
class ReadLetter:
    """The letter that some HTML makes, and how much of it would be lost. Empty: nothing."""

    letter: Letter
    losses: Losses


def read_letter(html: str) -> ReadLetter:
    """Read the HTML of a draft. Never raises. Takes about 1 ms for 1 KB."""
    if len(html.encode("utf-8", "replace")) > LARGEST_BYTES:
        return ReadLetter(Letter(), {Loss.LENGTH: 1})
    if not html.strip():
        return ReadLetter(Letter(), {})
    before, inner, after = _framed(html)
    reader = _Reader()
    blocks = _parsed(inner, reader)
    return ReadLetter(Letter(blocks, (before, after)), dict(reader.losses))


def read_pasted(html: str) -> tuple[LetterBlock, ...]:
    """Read HTML of another program: bold and italic also from styles, and the lists of Word."""
    return _parsed(html, _Reader(reads_styles=True))


def _framed(html: str) -> tuple[str, str, str]:
    """What stands before the blocks, the blocks, and what stands after them."""
    before = _BEFORE.match(html)
    assert before is not None  # it matches nothing as well
    tail_from = max(before.end(), len(html) - _LONGEST_AFTER)
    after = _AFTER.search(html, tail_from)
    assert after is not None
    start, end = before.end(), after.start()
    is_whole = before["div"] and after["div"] and not _ANY_DIV.search(html, start, end)
    if not is_whole:
        start = before.start("div") if before["div"] else start
        end = max(after.end("div"), start) if after["div"] else end
    return html[:start], html[start:end], html[end:]


def _parsed(html: str, reader: _Reader) -> tuple[LetterBlock, ...]:
    from lxml.etree import LxmlError  # takes 30 ms to import
    from lxml.html import HTMLParser

    parser = HTMLParser(target=reader, encoding="utf-8", huge_tree=True)
    try:
        parser.feed(html.replace("\x00", "").encode("utf-8", "replace"))
        blocks: tuple[LetterBlock, ...] = parser.close()
    except (LxmlError, ValueError):
        reader.losses[Loss.ELEMENT] += 1
        return ()
    return blocks


@dataclass(slots=True)
class _Element:
    """An open element, and what is put back when it ends."""

    tag: str
    marks: Marks
    is_unseen: bool = False
    ends_block: bool = False
    is_hollow: bool = False
    """It marks words, and has none so far."""


class _Reader:
    """Handles the parser's events. `close` returns the blocks."""

    def __init__(self, *, reads_styles: bool = False) -> None:
        self.losses: Counter[Loss] = Counter()
        self._reads_styles = reads_styles
        self._blocks: list[LetterBlock] = []
        self._open: list[_Element] = []
        self._marks = PLAIN
        self._inlines: list[Inline] = []
        self._begun: LetterBlock | None = None
        self._direction = ""
        self._lists: list[BlockKind] = []
        self._quote = 0
        self._unseen = 0
        self._preformatted = 0
        self._has_lost_marks = False
        """The last element that marks words has ended without any: a block that begins now was inside it."""

    # -- what the parser calls

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        element = _Element(tag, self._marks, is_unseen=tag in _UNSEEN, is_hollow=tag in _MARKING)
        if not element.is_hollow:
            self.losses[Loss.STYLE] += self._has_lost_marks and tag not in _INLINE
            self._fill()
        self._open.append(element)
        if not self._unseen:
            self._count(tag, attributes)
        styles = declarations(attributes.get("style", "")) if self._reads_styles else {}
        if styles.get("display") == "none" or styles.get("mso-list") == "ignore":
            element.is_unseen = True
        self._unseen += element.is_unseen
        if not self._unseen:
            self._mark(tag, attributes, styles)
            self._begin(element, attributes, styles)

    def end(self, tag: str) -> None:
        element = self._open.pop()
        if self._unseen:
            self._unseen -= element.is_unseen
            return
        self._marks = element.marks
        self._has_lost_marks = element.is_hollow
        if tag in _LIST_KINDS or tag == "li" or element.ends_block:
            self._flush()
        if tag in _LIST_KINDS:
            self._lists.pop()
        elif tag == "blockquote" and not self._lists:
            self._quote -= 1
        elif tag == "pre":
            self._preformatted -= 1

    def data(self, text: str) -> None:
        if self._unseen:
            return
        if text.strip(" \t\n\r\f"):
            self._fill()
        if not self._preformatted:
            self._inlines.append(TextRun(text, self._marks))
            return
        for number, line in enumerate(text.replace("\r\n", "\n").split("\n")):
            if number:
                self._inlines.append(LineBreak(self._marks))
            self._inlines.append(TextRun(line, self._marks))

    def comment(self, _text: str) -> None:
        self.losses[Loss.COMMENT] += not self._unseen

    def pi(self, _target: str, _data: str | None = None) -> None:
        """An XML declaration says nothing in a mail."""

    def close(self) -> tuple[LetterBlock, ...]:
        self._flush()
        return tuple(with_nesting(self._blocks))

    # -- what is lost

    def _fill(self) -> None:
        """The open elements have content."""
        self._has_lost_marks = False
        for element in reversed(self._open):
            if not element.is_hollow:
                break
            element.is_hollow = False

    def _count(self, tag: str, attributes: Mapping[str, str]) -> None:
        match tag:
            case "table":
                self.losses[Loss.TABLE] += 1
            case "style" | "link":
                self.losses[Loss.STYLE_SHEET] += 1
            case "script":
                self.losses[Loss.SCRIPT] += 1
            case "span" | "font":
                self.losses[Loss.STYLE] += bool(attributes)
            case _ if tag in _KNOWN:
                held = _HELD.get(tag, {"dir"} if tag in _BLOCKS else set())
                self.losses[Loss.STYLE] += not attributes.keys() <= held
            case _ if tag in _AROUND:
                self.losses[Loss.STYLE] += tag in ("head", "body") and bool(attributes)
                self.losses[Loss.ELEMENT] += tag in ("meta", "title")
            case _ if tag not in _BY_THEIR_TABLE:
                self.losses[Loss.ELEMENT] += 1
        self.losses = +self.losses

    # -- marks

    def _mark(self, tag: str, attributes: Mapping[str, str], styles: Mapping[str, str]) -> None:
        is_bold, is_italic, link = self._marks.is_bold or tag in _BOLD, self._marks.is_italic or tag in _ITALIC, ""
        if weight := styles.get("font-weight", ""):
            is_bold = weight.startswith(("bold", "6", "7", "8", "9"))
        if slant := styles.get("font-style", ""):
            is_italic = slant.startswith(("italic", "oblique"))
        if tag in _HEADINGS and self._reads_styles:
            is_bold = False  # a heading is bold by itself
        if tag == "a":
            link = clean(attributes.get("href", ""))
            if self._reads_styles and not _OUTSIDE_LINK.match(link):
                link = ""
        self._marks = Marks(is_bold, is_italic, link or self._marks.link)

    # -- blocks

    def _begin(self, element: _Element, attributes: Mapping[str, str], styles: Mapping[str, str]) -> None:
        tag = element.tag
        match tag:
            case "br":
                self._inlines.append(LineBreak(self._marks))
            case "img":
                names = ("src", "alt", "width", "height")
                source, alt, width, height = (clean(attributes.get(name, "")) for name in names)
                if source or not self._reads_styles:
                    self._inlines.append(LetterPicture(source, alt, width, height, self._marks))
            case "ul" | "ol":
                self._flush()
                self._lists.append(_LIST_KINDS[tag])
                self.losses[Loss.ELEMENT] += len(self._lists) > DEEPEST
            case "blockquote":
                self._flush()
                if self._lists:
                    self.losses[Loss.ELEMENT] += 1
                else:
                    self._quote += 1
                    self.losses[Loss.ELEMENT] += self._quote > DEEPEST
                element.ends_block = True
            case "li":
                self._flush()
                kind = self._lists[-1] if self._lists else BlockKind.BULLET
                self._start_block(LetterBlock(kind=kind, level=max(len(self._lists), 1)), attributes)
            case "td" | "th":
                if self._inlines:
                    self._inlines.append(TextRun(_GAP, PLAIN))
            case _ if tag in _INLINE or tag in _AROUND or tag in _BY_THEIR_TABLE - {"tr", "caption"}:
                pass
            case _:
                self._begin_paragraph(element, attributes, styles)

    def _begin_paragraph(self, element: _Element, attributes: Mapping[str, str], styles: Mapping[str, str]) -> None:
        element.ends_block = True
        self._preformatted += element.tag == "pre"
        level = _HEADINGS.get(element.tag)
        if level is not None and self._lists:
            self.losses[Loss.ELEMENT] += 1
        if self._begun is not None and self._begun.kind in LISTS and not _is_seen(self._inlines):
            return  # the first paragraph of an item is the item
        self._flush()
        if level is not None and not self._lists:
            self._start_block(LetterBlock(kind=BlockKind.HEADING, level=level), attributes)
        elif (found := _WORD_LIST.search(styles.get("mso-list", ""))) is not None:
            self._start_block(LetterBlock(kind=BlockKind.BULLET, level=int(found[1])), attributes)
        elif not self._lists:
            self._start_block(LetterBlock(), attributes)

    def _start_block(self, block: LetterBlock, attributes: Mapping[str, str]) -> None:
        self._begun, self._direction = block, attributes.get("dir", "").lower()

    def _flush(self) -> None:
        """End the block that is being read, if there is one."""
        inlines, self._inlines = tuple(_tidy(self._inlines)), []
        begun, self._begun = self._begun, None
        is_item = begun is not None and begun.kind in LISTS
        if inlines == () and not is_item:
            return
        inlines = inlines[:-1] if inlines and isinstance(inlines[-1], LineBreak) else inlines
        if begun is None and self._lists:
            self._continue_item(inlines)
            return
        if begun is not None and self._direction != direction_of(inlines):
            self.losses[Loss.STYLE] += 1
        quote = min(self._quote, DEEPEST)
        self._blocks.append(msgspec.structs.replace(begun or LetterBlock(), inlines=inlines, quote=quote))

    def _continue_item(self, inlines: tuple[Inline, ...]) -> None:
        """Text of an item after its first paragraph, or text in a list outside its items."""
        last = self._blocks[-1] if self._blocks else None
        if last is not None and last.kind in LISTS and last.level == len(self._lists):
            longer = (*last.inlines, LineBreak(), *inlines)
            self._blocks[-1] = msgspec.structs.replace(last, inlines=longer)
        else:
            item = LetterBlock(inlines, self._lists[-1], len(self._lists), min(self._quote, DEEPEST))
            self._blocks.append(item)


def _is_seen(inlines: Iterable[Inline]) -> bool:
    return any(not isinstance(one, TextRun) or one.text.strip(" \t\n\r\f") for one in inlines)


def _tidy(inlines: Iterable[Inline]) -> list[Inline]:
    """Blanks as HTML shows them, and placeholders. A line break at the end is still there."""
    made: list[Inline] = []
    is_after_blank = True
    for one in merged(inlines):
        if isinstance(one, TextRun):
            text = clean(_BLANKS.sub(" ", one.text))
            text = text[1:] if is_after_blank and text.startswith(" ") else text
            if text:
                made.append(TextRun(text, one.marks))
                is_after_blank = text.endswith(" ")
            continue
        is_after_blank = isinstance(one, LineBreak)
        if is_after_blank:
            _strip_end(made)
        made.append(one)
    _strip_end(made)
    return [piece for one in merged(made) for piece in with_placeholders(one)]


def _strip_end(made: list[Inline]) -> None:
    """Take away the blank at the end of a line."""
    last = made[-1] if made else None
    if isinstance(last, TextRun) and last.text.endswith(" "):
        made[-1:] = [TextRun(last.text[:-1], last.marks)] if len(last.text) > 1 else []


def with_placeholders(one: Inline) -> Iterable[Inline]:
    if not isinstance(one, TextRun) or "{{" not in one.text:
        yield one
        return
    place = 0
    for found in PLACEHOLDER.finditer(one.text):
        if found.start() > place:
            yield TextRun(one.text[place : found.start()], one.marks)
        yield PlaceholderMark(found[1], one.marks)
        place = found.end()
    if place < len(one.text):
        yield TextRun(one.text[place:], one.marks)
