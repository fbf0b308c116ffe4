"""Marks the tag at the caret of the HTML source and the one that belongs to it, and goes there."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from composer_app.domain.matching_tag import Span, matching_tag, tag_at
from composer_app.ui.compose.body.source_editor import SourceEditor
from composer_app.ui.theme.theme_store import current, store

AFTER_MS = 120
"""Delay after the caret has moved: a big source takes longer than a key."""


class TagMarks(QTimer):
    """Looks when the caret rests."""

    def __init__(self, editor: SourceEditor) -> None:
        super().__init__(editor, singleShot=True, interval=AFTER_MS)
        self._editor = editor
        editor.cursorPositionChanged.connect(self.start)
        editor.changed.connect(self.start)
        store().changed.connect(self._mark)
        self.timeout.connect(self._mark)

    def jump(self) -> bool:
        """Put the caret into the other tag; False: there is none."""
        found = self._found()
        if found is None:
            return False
        place = self._editor.units_at(found[1][0] + 1)
        self._editor.select(place, place)
        self._editor.centerCursor()
        return True

    def _found(self) -> tuple[Span, Span] | None:
        html = self._editor.text()
        tag = tag_at(html, self._editor.caret_in_characters())
        other = matching_tag(html, tag) if tag is not None else None
        return (tag, other) if tag is not None and other is not None else None

    @Slot()
    def _mark(self) -> None:
        found = None if self._editor.textCursor().hasSelection() else self._found()
        self._editor.set_tag_marks([self._marked(span) for span in found or ()])

    def _marked(self, span: Span) -> QTextEdit.ExtraSelection:
        mark = QTextEdit.ExtraSelection()
        mark.cursor = QTextCursor(self._editor.document())
        start, end = (self._editor.source.to_document(self._editor.units_at(place)) for place in span)
        mark.cursor.setPosition(start)
        mark.cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        mark.format = QTextCharFormat()
        mark.format.setBackground(current().accent_soft)
        return mark
