"""Paints what is no part of a letter: the size of headings, the colour of links, and unknown words."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Slot
from PySide6.QtGui import QSyntaxHighlighter, QTextCharFormat, QTextCursor, QTextDocument

from composer_app.domain.letter import BlockKind
from composer_app.services.spelling import SpellChecker
from composer_app.ui.compose.body.letter.letter_formats import shape_of
from composer_app.ui.compose.body.unknown_words import underlined, unknown_words
from composer_app.ui.theme import typography
from composer_app.ui.theme.theme_store import current, store

_HEADING_STEPS = {1: 7, 2: 2, 3: 1}
"""Pixels above the size of the text, by level."""


class LetterHighlighter(QSyntaxHighlighter):
    """Works on the layout of a document: nothing of it is saved or sent.

    Args:
        caret: the position of the caret; -1 while the user writes somewhere else.
    """

    def __init__(self, document: QTextDocument, caret: Callable[[], int] = lambda: -1) -> None:
        super().__init__(document)
        self._caret = caret
        self.unmarked: QTextCursor | None = None
        """The unknown word that is being written, which has no mark yet."""
        self._link = QTextCharFormat()
        self._zoom = 0
        self._checker: SpellChecker | None = None
        self._renew()
        store().changed.connect(self._on_theme_changed)

    def set_zoom(self, steps: int) -> None:
        """Follow the size of the text."""
        self._zoom = steps
        self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        block = self.currentBlock()
        shape = shape_of(block)
        if shape.kind is BlockKind.HEADING:
            heading = QTextCharFormat()
            heading.setFont(typography.letter(_HEADING_STEPS.get(shape.level, 0) + self._zoom, strong=True))
            self.setFormat(0, 2 * len(text), heading)
        for piece in block.textFormats():
            if piece.format.anchorHref():
                link = QTextCharFormat(self.format(piece.start))
                link.merge(self._link)
                self.setFormat(piece.start, piece.length, link)
        if self._checker is None:
            return
        first, caret = block.position(), self._caret()
        for start, end in unknown_words(text, self._checker):
            if start <= caret - first <= end:
                self.unmarked = QTextCursor(block)
                self.unmarked.setPosition(first + start)
                self.unmarked.setPosition(first + end, QTextCursor.MoveMode.KeepAnchor)
                continue
            for at in range(start, end):
                if not self.format(at).fontUnderline():  # no link
                    self.setFormat(at, 1, underlined(self.format(at)))

    def follow_caret(self) -> None:
        """Mark the word that was being written, once the caret has left it."""
        word = self.unmarked
        if word is not None and not word.selectionStart() <= self._caret() <= word.selectionEnd():
            self.unmarked = None
            self.rehighlightBlock(word.block())

    def set_checker(self, checker: SpellChecker) -> None:
        """Mark the words that this one does not know."""
        self._checker = checker
        self.rehighlight()

    def _renew(self) -> None:
        self._link.setForeground(current().accent_text)
        self._link.setFontUnderline(True)

    @Slot()
    def _on_theme_changed(self) -> None:
        self._renew()
        self.rehighlight()
