"""Splits very long source lines into several text blocks, and maps positions between document and source.

Qt lays out a whole block after each key, so a mail of 3 MB in one line would block the window for a second. A long line
is therefore folded into several blocks. The separator between two pieces is soft: it is no character of the source. A
property of its character format marks it as soft. Qt's undo history keeps that format with the character; a block
format would not work, because Qt passes it to the next block when it deletes an empty one.

A new separator inherits the format in front of it, which is a soft one's only at the start of an empty block. So no
piece is left empty, and every insertion of a line break passes through `insert`.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import pairwise

from PySide6.QtGui import QTextBlock, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument, QTextFormat

LONGEST = 20_000
"""Longest line that stays in one block, in characters."""
PIECE = 1_000
"""Characters per block of a folded line, cut at the next good place. A piece is cut again at three times this length,
and joined with its neighbour below a twentieth."""
_IS_SOFT = QTextFormat.Property.UserProperty.value + 1
_BREAK = re.compile("\r\n|[\n\r\u2029\ufdd0\ufdd1]")  # what QTextCursor.insertText takes as the end of a block
_GOOD_PLACES = (re.compile(r">(?=[!-~])"), re.compile(r" (?=[!-~])"), re.compile(r"[!-~](?=[!-~])"))


def _format(*, is_soft: bool) -> QTextCharFormat:
    made = QTextCharFormat()
    if is_soft:
        made.setProperty(_IS_SOFT, True)
    return made


class SoftLines:
    """Folds the long lines of a document and translates its positions to the source and back.

    All places are counted in UTF-16 units, as Qt does; lines from 0.

    Args:
        is_enabled: False folds nothing; then document and source are the same.
    """

    def __init__(self, document: QTextDocument, *, is_enabled: bool) -> None:
        self._document = document
        self._is_enabled = is_enabled
        self._soft: list[int] = []  # positions of the soft separators, ascending
        self._may_have_soft = False  # also in the undo history
        self._size = document.characterCount()
        self._changed: tuple[int, int] | None = None  # from, to: the range for `refold` to check
        document.contentsChange.connect(self._follow)

    # -- source

    def text(self) -> str:
        """The source, lines ended by a line feed."""
        return self._source(0, self._document.characterCount() - 1, self._document.toRawText())

    def selected(self, cursor: QTextCursor) -> str:
        """The part of the source that a cursor selects."""
        return self._source(cursor.selectionStart(), cursor.selectionEnd(), cursor.selectedText())

    def _source(self, start: int, end: int, raw: str) -> str:
        soft = self._soft[bisect_left(self._soft, start) : bisect_left(self._soft, end)]
        if soft:
            edges = [start - 1, *soft, end]
            spans = [(a + 1 - start, b - start) for a, b in pairwise(edges)]
            if len(raw) == end - start:
                raw = "".join(raw[a:b] for a, b in spans)
            else:  # Python counts an emoji as one character
                units = raw.encode("utf-16-le", "surrogatepass")
                raw = b"".join(units[2 * a : 2 * b] for a, b in spans).decode("utf-16-le", "surrogatepass")
        return raw.replace("\u2029", "\n")

    def to_source(self, position: int) -> int:
        """The place in the source of a position in the document."""
        return position - bisect_left(self._soft, position)

    def to_document(self, place: int) -> int:
        """The position of a place in the source; between two pieces, the start of the second."""
        return place + bisect_right(range(len(self._soft)), place, key=lambda n: self._soft[n] - n)

    # -- lines

    def line_count(self) -> int:
        return self._document.blockCount() - len(self._soft)

    def line_of(self, position: int) -> int:
        """The number of the source line at a position."""
        return self._document.findBlock(position).blockNumber() - bisect_left(self._soft, position)

    def column_of(self, position: int) -> int:
        """Units between the start of the source line and a position."""
        return self.to_source(position) - self.to_source(self.line_start(self.line_of(position)))

    def line_start(self, line: int) -> int:
        """The position where a source line begins; 0 for a line that is not there."""
        return self._document.findBlockByNumber(line + self._soft_before_line(line)).position()

    def line_end(self, line: int) -> int:
        """The position where a source line ends."""
        block = self._document.findBlockByNumber(line + self._soft_before_line(line + 1))
        return block.position() + block.length() - 1

    def line_text(self, line: int) -> str:
        """The text of a source line, without its end."""
        cursor = QTextCursor(self._document)
        cursor.setPosition(self.line_start(line))
        cursor.setPosition(self.line_end(line), QTextCursor.MoveMode.KeepAnchor)
        return self.selected(cursor)

    def starts_line(self, block: QTextBlock) -> bool:
        """False for the second and later pieces of a folded line."""
        return not self._is_soft_at(block.position() - 1)

    def _soft_before_line(self, line: int) -> int:
        return bisect_left(range(len(self._soft)), line, key=self._line_of_soft)

    def _line_of_soft(self, number: int) -> int:
        return self._document.findBlock(self._soft[number] + 1).blockNumber() - number - 1

    def _is_soft_at(self, position: int) -> bool:
        at = bisect_left(self._soft, position)
        return at < len(self._soft) and self._soft[at] == position

    # -- keys

    def step_over(self, cursor: QTextCursor, *, forward: bool) -> bool:
        """Move a cursor over a soft separator; False if there is none."""
        position = cursor.position()
        if not self._is_soft_at(position if forward else position - 1):
            return False
        cursor.setPosition(position + (1 if forward else -1))
        return True

    # -- edits

    def plain(self) -> QTextCharFormat:
        """The format of source characters."""
        return QTextCharFormat()

    def is_folded_in(self, cursor: QTextCursor) -> bool:
        """Whether a selection spans a soft separator."""
        return bisect_left(self._soft, cursor.selectionStart()) < bisect_left(self._soft, cursor.selectionEnd())

    def must_fold(self, text: str) -> bool:
        """True for a text with a line that is too long for one block."""
        return self._is_enabled and len(text) > LONGEST and any(len(line) > LONGEST for line in _BREAK.split(text))

    def insert(self, cursor: QTextCursor, text: str) -> None:
        """Replace the selection, as one undo step; line breaks in the text are hard ones."""
        pieces = _folded(text) if self.must_fold(text) else [text]
        cursor.beginEditBlock()
        cursor.removeSelectedText()
        for number, piece in enumerate(pieces):
            if number:
                self._may_have_soft = True
                cursor.insertBlock(QTextBlockFormat(), _format(is_soft=True))
            cursor.insertText(piece, self.plain())
        cursor.endEditBlock()

    def refold(self) -> None:
        """Cut pieces that have become too long, and join those that have become too short.

        Call after each edit of the user; it becomes part of the same undo step. Undo and redo restore folded text, so
        they are left alone: an edit would end the history.
        """
        changed, self._changed = self._changed, None
        if changed is None or not self._is_enabled or self._document.isRedoAvailable():
            return
        edit = QTextCursor(self._document)
        is_editing = False
        block, end = self._document.findBlock(changed[0]), changed[1] + 1
        block = block.previous() if block.previous().isValid() else block
        while block.isValid() and block.position() <= end:
            is_soft, goes_on = self._is_marked(block), self._is_marked(block.next())
            joins = goes_on and min(block.length(), block.next().length()) <= max(1, PIECE // 20)
            if not joins and block.length() <= (3 * PIECE if is_soft or goes_on else LONGEST) + 1:
                block = block.next()
                continue
            if not is_editing:
                edit.joinPreviousEditBlock()
                is_editing = True
            start = block.position()
            if joins:
                edit.setPosition(start + block.length() - 1)
                edit.deleteChar()
                end -= 1
                block = self._document.findBlock(start)
            else:
                text = block.text()
                cuts = _cuts(text)
                for place in reversed(cuts):
                    self._may_have_soft = True
                    edit.setPosition(start + _units(text[:place]))
                    edit.insertBlock(QTextBlockFormat(), _format(is_soft=True))
                end += len(cuts)
                block = self._document.findBlock(start + _units(text) + len(cuts)).next()
        if is_editing:
            edit.endEditBlock()
            self._changed = None

    def _is_marked(self, block: QTextBlock) -> bool:
        """Whether the separator in front of a block is soft. `_soft` is updated from this after each edit."""
        return (
            self._may_have_soft
            and block.isValid()
            and block.position() > 0
            and block.charFormat().boolProperty(_IS_SOFT)
        )

    def _follow(self, start: int, removed: int, added: int) -> None:
        grown = self._document.characterCount() - self._size
        self._size += grown
        if added - removed != grown:  # Qt includes the end of the document when the whole text is replaced
            start, removed, added = 0, self._size - grown, self._size
        self._changed = (
            (start, start + added)
            if self._changed is None
            else (min(start, self._changed[0]), max(start + added, self._changed[1] + grown))
        )
        if not self._may_have_soft:
            return
        first, last = bisect_left(self._soft, start), bisect_left(self._soft, start + removed)
        moved = [position + grown for position in self._soft[last:]] if grown else self._soft[last:]
        self._soft[first:] = [*self._marked_between(start, start + added), *moved]

    def _marked_between(self, start: int, end: int) -> Iterable[int]:
        block = self._document.findBlock(start).next()
        while block.isValid() and block.position() <= end:
            if self._is_marked(block):
                yield block.position() - 1
            block = block.next()

    def forget_history(self) -> None:
        """Reset for a new text without undo history."""
        self._may_have_soft = bool(self._soft)
        self._changed = None


def _folded(text: str) -> list[str]:
    """The text in parts between which soft separators belong."""
    parts: list[str] = []
    part: list[str] = []
    for number, line in enumerate(_BREAK.split(text)):
        edges = [0, *(_cuts(line) if len(line) > LONGEST else ()), len(line)]
        if number:
            part.append("\n")
        part.append(line[: edges[1]])
        for start, end in pairwise(edges[1:]):
            parts.append("".join(part))
            part = [line[start:end]]
    return [*parts, "".join(part)]


def _cuts(line: str) -> list[int]:
    """Where to cut a line: after a tag, else after a word, and never inside a grapheme."""
    cuts = []
    at = 0
    while len(line) - at > PIECE + PIECE // 2:
        start, end = at + PIECE, at + PIECE + PIECE // 2
        found = next((f for good in _GOOD_PLACES if (f := good.search(line, start, end))), None)
        at = found.end() if found else _between_letters(line, start, end)
        cuts.append(at)
    return cuts


def _between_letters(line: str, start: int, end: int) -> int:
    for place in range(start, end):
        if unicodedata.category(line[place])[0] in "LNPZ" and unicodedata.category(line[place - 1])[0] in "LNPZ":
            return place
    return start


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
