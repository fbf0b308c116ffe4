"""Unknown words in an editor: where they are, how they are marked, and their menu."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from composer_app.domain.placeholders import PLACEHOLDER
from composer_app.services.spelling import SpellChecker
from composer_app.ui.compose.body.spelling_control import SpellingControl
from composer_app.ui.texts import spelling as texts
from composer_app.ui.theme.theme_store import current
from composer_app.ui.widgets.plain_text import caption

TextEditor = QTextEdit | QPlainTextEdit
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_PIECE = re.compile(r"\S+")
_ADDRESS = re.compile(r"[\d@]|://|www\.|\.\w")
"""In mail and web addresses, file names, and words with digits."""
_LONGEST = 6_000
"""Characters of a line or paragraph; the rest of a longer one is not checked, so that typing stays fast."""


def unknown_words(text: str, checker: SpellChecker) -> Iterator[tuple[int, int]]:
    """From where to where the unknown words of a line go, in UTF-16 units. Placeholders and addresses have none."""
    if not checker.has_dictionaries:
        return
    text = PLACEHOLDER.sub(_without_letters, text[:_LONGEST])
    is_plain = text.isascii() or all(char <= "\uffff" for char in text)
    for piece in _PIECE.finditer(text):
        if _ADDRESS.search(piece[0]):
            continue
        for found in _WORD.finditer(text, *piece.span()):
            if checker.is_known(found[0]):
                continue
            start, end = found.span()
            before = start if is_plain else len(text[:start].encode("utf-16-le")) // 2
            yield before, before + (end - start if is_plain else len(found[0].encode("utf-16-le")) // 2)


def _without_letters(placeholder: re.Match[str]) -> str:
    return "{" * len(placeholder[0])


def underlined(made: QTextCharFormat) -> QTextCharFormat:
    """The format with the mark of an unknown word."""
    marked = QTextCharFormat(made)
    marked.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
    marked.setUnderlineColor(current().colour("bounced.bar"))
    return marked


def word_under(editor: TextEditor, event: QContextMenuEvent, checker: SpellChecker) -> QTextCursor | None:
    """The unknown word under the mouse, or at the caret for the Menu key; None: there is none."""
    is_key = event.reason() is QContextMenuEvent.Reason.Keyboard
    cursor = editor.textCursor() if is_key else editor.cursorForPosition(event.pos())
    block, place = cursor.block(), cursor.positionInBlock()
    for start, end in unknown_words(block.text(), checker):
        if start <= place <= end:
            found = QTextCursor(block)
            found.setPosition(block.position() + start)
            found.setPosition(block.position() + end, QTextCursor.MoveMode.KeepAnchor)
            return None if found.charFormat().anchorHref() else found
    return None


def show_menu(editor: TextEditor, event: QContextMenuEvent, spelling: SpellingControl) -> None:
    """The usual menu of an editor, with the words that were probably meant on top."""
    menu = editor.createStandardContextMenu()
    menu.setObjectName("word_menu")
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    cursor = word_under(editor, event, spelling.checker)
    if cursor is not None:
        word = cursor.selectedText()
        first = menu.actions()[0]
        suggestions = [] if editor.isReadOnly() else spelling.checker.suggestions(word)
        for number, suggestion in enumerate(suggestions):
            action = QAction(caption(suggestion), menu)
            action.triggered.connect(partial(_replace, editor, cursor, suggestion))
            if number == 0:
                font = action.font()
                font.setWeight(font.Weight.DemiBold)
                action.setFont(font)
            menu.insertAction(first, action)
        if suggestions:
            menu.insertSeparator(first)
        for text, take in ((texts.IGNORE, spelling.ignore), (texts.ADD, spelling.add)):
            action = QAction(caption(text), menu)
            action.triggered.connect(partial(_take, take, word))
            menu.insertAction(first, action)
        menu.insertSeparator(first)
    where = editor.viewport().mapToGlobal(editor.cursorRect().bottomLeft())
    menu.popup(where if event.reason() is QContextMenuEvent.Reason.Keyboard else event.globalPos())


def _replace(editor: TextEditor, cursor: QTextCursor, word: str, _checked: bool = False) -> None:
    cursor.insertText(word)
    editor.setTextCursor(cursor)


def _take(take: object, word: str, _checked: bool = False) -> None:
    assert callable(take)
    take(word)
