"""Plain text layout: blanks, lines, paragraphs, list marks, and the cells of a table row side by side."""

from __future__ import annotations

import re
from dataclasses import dataclass

_BLANKS = re.compile(r"[ \t\n\r\f]+")  # not the no-break space: it is a character like any other
_LONG_LINE, _LONG_CELL = 60, 120
"""Short cells (label and value) share a line; longer ones get lines of their own."""
_CELL_GAP = "  "
_DEEPEST = 8
"""Longest prefix of lists and quotes, for deep nesting."""


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
