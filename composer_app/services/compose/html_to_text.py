"""Makes the text part of a mail from its HTML: which words are shown, and how they lie in lines, lists and tables."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass

from composer_app.services.compose.html_visibility import Names, StyleRules, Styles, Visibility, is_dot, visibility_of

_NOWHERE = ("#", "javascript:", "data:", "cid:")
"""Link targets of no use in plain text."""
_LEFT_OUT = frozenset(
    "head title style script template iframe svg math canvas datalist colgroup noembed noframes rp".split()
)
_ENDS_A_DRAWING = frozenset(
    "b big blockquote body br center code dd div dl dt em h1 h2 h3 h4 h5 h6 hr i img li ol p pre s small span strong"
    " strike sub sup table tt u ul".split()
)
"""HTML 13.2.6.5: an `<svg>` or `<math>` that is not closed ends before these."""
_BLOCKS = dict.fromkeys("p h1 h2 h3 h4 h5 h6 blockquote pre hr".split(), 2) | dict.fromkeys(
    "div table caption section article header footer nav main aside address figure figcaption center form fieldset"
    " legend details summary option dl dt dd body html dir menu tbody thead tfoot".split(),
    1,
)
_NOWHERE_YET = sys.maxsize
_MOST_PIECES = 200
"""Links with more text are not compared with their address."""
_BLANKS = re.compile(r"[ \t\n\r\f]+")  # not the no-break space: it is a character like any other
_LONG_LINE, _LONG_CELL = 60, 120
"""Short cells (label and value) share a line; longer ones get lines of their own."""
_CELL_GAP = "  "
_DEEPEST = 8
"""Longest prefix of lists and quotes, for deep nesting."""


def text_of_html(html: str) -> str:
    """The plain text of HTML: words in reading order, links as `words (address)`, pictures as their
    alternative texts, without hidden parts. Complete at any depth, and about as long as the words.

    Never raises: unreadable HTML gives "".
    """
    if not html.strip():
        return ""
    from lxml.etree import LxmlError  # takes 30 ms to import; only a mail with HTML needs it
    from lxml.html import HTMLParser

    # Events instead of a tree: the tree silently ends at a depth of 255.
    parser = HTMLParser(target=_Reader(), encoding="utf-8", huge_tree=True)
    try:
        parser.feed(html.replace("\x00", "").encode("utf-8", "replace"))
        text: str = parser.close()
    except (LxmlError, ValueError):
        return ""
    return text


@dataclass(slots=True)
class _Element:
    tag: str
    visibility: Visibility
    breaks: int
    is_preformatted: bool
    href: str = ""
    place: int = 0
    count: int = 0


_OUTSIDE = _Element("", Visibility(), 0, is_preformatted=False)


class _Reader:
    """Handles the parser's events. `close` returns the text."""

    def __init__(self) -> None:
        self._writer = TextWriter()
        self._open: list[_Element] = []
        self._started: list[_Element | str] = []
        self._left_out_from = _NOWHERE_YET
        self._around: list[Names] = []
        self._rules = StyleRules()
        self._css: list[str] | None = None

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "style":
            self._css = []
        if tag in _ENDS_A_DRAWING and self._is_in_a_drawing():
            self._left_out_from = _NOWHERE_YET
        if self._is_left_out() or tag in _LEFT_OUT:
            self._left_out_from = min(self._left_out_from, len(self._started))
            self._started.append(tag)
            return
        around = self._open[-1] if self._open else _OUTSIDE
        styles = self._rules.styles_of(tag, attributes, self._around)
        if tag in ("td", "th"):  # `max-width: 0` makes a cell elide its text, and hides nothing
            styles = {name: value for name, value in styles.items() if name != "max-width"}
        element = _Element(
            tag,
            visibility_of(styles, attributes, around.visibility),
            _BLOCKS.get(tag, 1 if styles.get("display", "").startswith(("block", "flex", "grid", "table")) else 0),
            tag in ("pre", "textarea") or (around.is_preformatted and tag != "td") or _keeps_lines(styles),
        )
        self._open.append(element)
        self._started.append(element)
        self._around.append(Names.of(tag, attributes))
        if not element.visibility.is_gone:
            self._begin(element, attributes, styles)

    def end(self, tag: str) -> None:
        if tag == "style" and self._css is not None:
            self._rules.read("".join(self._css))
            self._css = None
        element = self._started.pop() if self._started else ""
        if isinstance(element, str):
            if len(self._started) <= self._left_out_from:
                self._left_out_from = _NOWHERE_YET
            return
        self._open.pop()
        self._around.pop()
        if not element.visibility.is_gone:
            self._finish(element)

    def data(self, text: str) -> None:
        if self._css is not None:
            self._css.append(text)
        if self._is_left_out():
            return
        element = self._open[-1] if self._open else _OUTSIDE
        if not element.visibility.is_seen:
            return
        if element.is_preformatted:
            self._writer.preformatted(text)
        else:
            self._writer.words(text)

    def comment(self, _text: str) -> None:
        """Comments are invisible, including conditional ones for Outlook."""

    def pi(self, _target: str, _data: str | None = None) -> None:
        """An XML declaration in the HTML is no text."""

    def close(self) -> str:
        while self._open:
            self._finish(self._open.pop())
        return self._writer.text()

    def _is_left_out(self) -> bool:
        return self._left_out_from < _NOWHERE_YET

    def _is_in_a_drawing(self) -> bool:
        return self._is_left_out() and self._started[self._left_out_from] in ("svg", "math")

    def _begin(self, element: _Element, attributes: Mapping[str, str], styles: Styles) -> None:
        writer, tag = self._writer, element.tag
        if tag == "br":
            writer.line_break()
        elif tag in ("img", "area") or (tag == "input" and attributes.get("type", "").lower() == "image"):
            self._show_picture(element, attributes, styles)
        elif tag in ("ul", "ol"):
            writer.block(1 if self._list() is not None else 2)
            writer.begin_indent("  " if tag == "ul" else "   ")
            start = attributes.get("start", "")
            element.count = int(start) - 1 if start.lstrip("-").isdecimal() and len(start) < 10 else 0
        elif tag == "li":
            self._begin_item()
        elif tag == "tr":
            writer.begin_row()
        elif tag in ("td", "th"):
            writer.begin_cell()
        elif element.breaks:
            writer.block(element.breaks)
            if tag in ("blockquote", "dd"):
                writer.begin_indent("> " if tag == "blockquote" else "    ")
        if tag == "a" and element.visibility.is_seen:
            element.href, element.place, element.count = attributes.get("href", ""), writer.mark_place(), 0

    def _finish(self, element: _Element) -> None:
        writer, tag = self._writer, element.tag
        if tag == "a" and element.href:
            self._write_link_out(element)
        if tag in ("ul", "ol", "blockquote", "dd"):
            writer.end_indent()
        if tag in ("ul", "ol"):
            writer.block(1 if self._list() is not None else 2)
        elif tag == "tr":
            writer.end_row()
        elif tag == "li":
            writer.block()
        elif element.breaks:
            writer.block(element.breaks)

    def _list(self) -> _Element | None:
        """The list around this element, at most a few elements out."""
        return next((one for one in reversed(self._open[-12:-1]) if one.tag in ("ul", "ol")), None)

    def _begin_item(self) -> None:
        around = self._list()
        if around is None or around.tag == "ul":
            self._writer.begin_item("- ")
            return
        around.count += 1
        self._writer.begin_item(f"{around.count}. ")

    def _show_picture(self, element: _Element, attributes: Mapping[str, str], styles: Styles) -> None:
        words = attributes.get("alt", attributes.get("title", attributes.get("aria-label", "")))
        if words.strip() and element.visibility.is_there and not is_dot(styles, attributes):
            self._writer.words(f" {words} ")

    def _write_link_out(self, link: _Element) -> None:
        address = _address(link.href)
        if not address:
            return
        words = self._writer.written_since(link.place, _MOST_PIECES)
        if words is not None and not words.strip():
            self._writer.words(address)
        elif words is None or _bare(words) != _bare(address):
            self._writer.append(f" ({address})")


def _keeps_lines(styles: Mapping[str, str]) -> bool:
    return styles.get("white-space", "").startswith(("pre", "break-spaces"))


def _address(target: str) -> str:
    """The text for a link's target; "" if it is of no use in plain text."""
    target = target.strip()
    if not target or target.lower().startswith(_NOWHERE):
        return ""
    scheme, colon, rest = target.partition(":")
    return rest.partition("?")[0] if colon and scheme.lower() in ("mailto", "tel") else target


def _bare(address: str) -> str:
    """An address in its usual short form: without https:// and the last slash."""
    return re.sub(r"^https?://", "", " ".join(address.split()).casefold()).rstrip("/")


@dataclass(slots=True)
class _Row:
    """A table row: position of its first word, if any, and the position at which its cell began."""

    first_line: int = -1
    before_cell: int = 0


class TextWriter:
    """Takes words and breaks in reading order. Time and memory grow with the words, not with the nesting."""

    def __init__(self) -> None:
        self._out: list[str] = []
        self._blank = ""
        self._breaks = 0
        self._is_cell_gap = False
        self._line, self._length = 0, 0
        self._words = 0
        self._prefixes: list[str] = []
        self._mark = ""
        self._rows: list[_Row] = []

    def words(self, text: str) -> None:
        """Words as in HTML: blanks and line ends between them are one blank."""
        if not text:
            return
        pieces = _BLANKS.sub(" ", text)
        inner = pieces.strip(" ")
        if pieces[0] == " " and not self._blank:
            self._blank = " "
        if inner and not inner.strip():  # no-break spaces alone separate words and make no line
            self._blank = inner
        elif inner:
            self._put(inner)
            self._blank = " " if pieces[-1] == " " else ""

    def preformatted(self, text: str) -> None:
        """Words whose blanks and lines are kept."""
        for number, line in enumerate(text.replace("\r\n", "\n").split("\n")):
            if number:
                self._breaks = min(self._breaks + 1, 2) if self._length else self._breaks
                self._blank = ""
            if line.strip():
                self._put(line)
            elif line:
                self._blank = line

    def append(self, text: str) -> None:
        """Append text to the last word, before any pending break."""
        self._out.append(text)
        self._length += len(text)

    def line_break(self) -> None:
        """As `<br>`: two of them are a blank line."""
        self._blank = ""
        if self._words and not self._is_at_cell_start():
            self._breaks = min(self._breaks + 1, 2)
            self._is_cell_gap = False

    def block(self, lines: int = 1) -> None:
        """Start a new line; 2: after a blank line."""
        if self._is_cell_gap and self._is_at_cell_start():
            return
        self._blank = ""
        self._breaks = max(self._breaks, lines)

    def begin_item(self, mark: str) -> None:
        """A list item: the mark goes before its first word."""
        self.block()
        self._mark = mark

    def begin_indent(self, prefix: str) -> None:
        """Prefix all lines with this, until `end_indent`."""
        self._prefixes.append(prefix)

    def end_indent(self) -> None:
        if self._prefixes:
            self._prefixes.pop()

    def begin_row(self) -> None:
        self.block()
        self._rows.append(_Row())

    def begin_cell(self) -> None:
        """A cell shares the line of the one before it, if both are short."""
        if not self._rows:
            self.block()
            return
        row = self._rows[-1]
        row.before_cell = self._words
        if row.first_line >= 0:
            self._blank = ""
            self._is_cell_gap = row.first_line == self._line and self._length <= _LONG_LINE
            self._breaks = 0 if self._is_cell_gap else max(self._breaks, 1)

    def end_row(self) -> None:
        if self._rows:
            inner = self._rows.pop()
            if self._rows and self._rows[-1].first_line < 0:
                self._rows[-1].first_line = inner.first_line
        self._is_cell_gap = False
        self.block()

    def written_since(self, position: int, most: int) -> str | None:
        """The text written since then, or None if it has more pieces."""
        return "".join(self._out[position:]) if len(self._out) - position <= most else None

    def mark_place(self) -> int:
        """For `written_since`."""
        return len(self._out)

    def text(self) -> str:
        """The whole text, without trailing blanks, with at most one blank line in a row."""
        lines = [line.rstrip() for line in "".join(self._out).split("\n")]
        kept = [line for number, line in enumerate(lines) if line or (number and lines[number - 1])]
        text = "\n".join(kept).strip("\n")
        return f"{text}\n" if text.strip() else ""

    def _is_at_cell_start(self) -> bool:
        return bool(self._rows) and self._rows[-1].before_cell == self._words

    def _put(self, words: str) -> None:
        if self._is_cell_gap:
            self._out.append(_CELL_GAP if len(words) <= _LONG_CELL else self._new_line(1))
        elif self._breaks and self._words:
            self._out.append(self._new_line(self._breaks))
        elif self._blank and (self._length or self._blank != " "):
            self._out.append(self._blank)
        if not self._length:
            self._out.append(self._line_start())
        self._breaks, self._blank, self._is_cell_gap = 0, "", False
        self._out.append(words)
        self._length += len(words) + 1
        self._words += 1
        if self._rows and self._rows[-1].first_line < 0:
            self._rows[-1].first_line = self._line

    def _new_line(self, count: int) -> str:
        self._line += 1
        self._length = 0
        return "\n" * count

    def _line_start(self) -> str:
        mark, self._mark = self._mark, ""
        if not mark:
            return "".join(self._prefixes[:_DEEPEST])
        return "".join(self._prefixes[: min(len(self._prefixes) - 1, _DEEPEST)]) + mark
