"""Offers to break the line of a minified mail, whose rows have no line numbers."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Slot

from composer_app.domain.line_breaks import longest_line, with_lines_broken
from composer_app.ui.compose.body.source_editor import SourceEditor
from composer_app.ui.compose.message_area import MessageArea
from composer_app.ui.texts import compose

LONGEST = 100_000
"""Characters."""
_KEY = "long_line"


class LongLine(QObject):
    """Checks text that was opened or pasted, once the page is idle."""

    def __init__(self, editor: SourceEditor, messages: MessageArea) -> None:
        super().__init__(editor)
        self._editor, self._messages = editor, messages
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._look)
        editor.arrived.connect(self._soon.start)

    @Slot()
    def _look(self) -> None:
        length = longest_line(self._editor.text())
        if length <= LONGEST:
            self._messages.take(_KEY)
            return
        message = self._messages.put(_KEY, compose.long_line_words(length))
        message.add_action(compose.BREAK_LINE, self._break)

    def _break(self) -> None:
        self._editor.replace_all(with_lines_broken(self._editor.text()))
        self._messages.take(_KEY)
        self._editor.setFocus()
