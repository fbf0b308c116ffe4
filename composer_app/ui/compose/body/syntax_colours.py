"""Syntax colours of the source: HTML and placeholders, line by line, without blocking the window."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QColor, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from composer_app.domain.placeholders import PLACEHOLDER
from composer_app.services.spelling import SpellChecker
from composer_app.ui.compose.body.unknown_words import underlined, unknown_words
from composer_app.ui.theme.theme_store import current, store

if TYPE_CHECKING:
    from composer_app.ui.compose.body.html_lexer import MailHtmlLexer, Stack

BURST_S = 0.012
"""Longest time of one slice; the rest follows after the window's events."""
LONGEST = 6_000
"""Most characters coloured per line. Minified mails and images in data: URLs have far longer lines."""


class SyntaxColours(QSyntaxHighlighter):
    """Colours a document while it is edited; a large one in slices.

    Args:
        is_html: False colours placeholders only, for the text part.
    """

    def __init__(self, document: QTextDocument, *, is_html: bool) -> None:
        super().__init__(document)
        self._is_html = is_html
        self._checker: SpellChecker | None = None
        self._lexer: MailHtmlLexer | None = None
        self._stacks: list[Stack] = []
        self._numbers: dict[Stack, int] = {}
        self._formats: dict[object, QTextCharFormat] = {}
        self._burst_began: float | None = None
        self._left_off: int | None = None  # the first block that was passed over
        self._turn = QTimer(self, singleShot=True, interval=0)
        self._turn.timeout.connect(self._on_turn)
        self._placeholder = QTextCharFormat()
        self._renew_formats()
        store().changed.connect(self._on_theme_changed)

    def highlightBlock(self, text: str) -> None:
        if self._burst_began is None:
            self._burst_began = perf_counter()
            self._turn.start()
        if not self._has_time():
            number = self.currentBlock().blockNumber()
            if self._left_off is None or number < self._left_off:
                self._left_off = number
            self.setCurrentBlockState(-1)
            return
        if self._is_html:
            self._colour_html(text)
        else:
            self.setCurrentBlockState(0)
            if self._checker is not None:
                for start, end in unknown_words(text, self._checker):
                    self.setFormat(start, end - start, underlined(self.format(start)))
        for found in PLACEHOLDER.finditer(text[:LONGEST]):
            self._colour(text, found.start(), found.end(), self._placeholder)

    def set_checker(self, checker: SpellChecker) -> None:
        """Mark the words of a text part that this one does not know."""
        self._checker = checker
        self.rehighlight()

    @property
    def is_behind(self) -> bool:
        """True while lines wait for their colours."""
        return self._left_off is not None

    def _has_time(self) -> bool:
        return self._burst_began is not None and perf_counter() - self._burst_began < BURST_S

    def _colour_html(self, text: str) -> None:
        before = self.previousBlockState()
        stack = self._stacks[before] if 0 <= before < len(self._stacks) else self._start()
        lexer = self._lexer
        assert lexer is not None
        pieces, after = lexer.coloured(text[:LONGEST], stack)
        for at, kind, length in pieces:
            colours = self._formats.get(kind)
            if colours is not None:
                self._colour(text, at, at + length, colours)
        self.setCurrentBlockState(self._number_of(after))

    def _colour(self, text: str, start: int, end: int, colours: QTextCharFormat) -> None:
        """Positions count characters as Python does; Qt counts UTF-16 units."""
        if not text.isascii():
            start, end = _units(text, start), _units(text, end)
        self.setFormat(start, end - start, colours)

    def _start(self) -> Stack:
        from composer_app.ui.compose.body.html_lexer import START, MailHtmlLexer

        if self._lexer is None:
            self._lexer = MailHtmlLexer()
            self._renew_formats()
        return START

    def _number_of(self, stack: Stack) -> int:
        if stack not in self._numbers:
            self._numbers[stack] = len(self._stacks)
            self._stacks.append(stack)
        return self._numbers[stack]

    @Slot()
    def _on_turn(self) -> None:
        self._burst_began = None
        if self._left_off is not None:
            block = self.document().findBlockByNumber(self._left_off)
            self._left_off = None
            if block.isValid():
                self.rehighlightBlock(block)  # Qt continues by itself: skipped blocks have state -1

    @Slot()
    def _on_theme_changed(self) -> None:
        self._renew_formats()
        self.rehighlight()

    def _renew_formats(self) -> None:
        theme = current()
        self._placeholder = _format(theme.syntax_placeholder)
        self._placeholder.setBackground(theme.syntax_placeholder_ground)
        if self._lexer is None:
            return
        from pygments.token import Comment, Name, String

        self._formats = {
            Name.Tag: _format(theme.syntax_tag),
            Name.Attribute: _format(theme.syntax_attribute),
            String: _format(theme.syntax_string),
            Comment: _format(theme.syntax_comment),
        }


def _format(colour: QColor) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setForeground(colour)
    return made


def _units(text: str, place: int) -> int:
    """The position in UTF-16 units."""
    return place + sum(char > "\uffff" for char in text[:place])
