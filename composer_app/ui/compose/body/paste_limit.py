"""Refuses a paste bigger than any mail, which would only block the window."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Slot

from composer_app.domain.mail_limits import MAX_HTML_BYTES
from composer_app.ui.compose.body.letter.letter_editor import LetterEditor
from composer_app.ui.compose.body.source_editor import SourceEditor
from composer_app.ui.compose.message_area import MessageArea
from composer_app.ui.texts import compose
from composer_app.ui.texts import format as fmt


class PasteLimit(QObject):
    """Shows a message when one of these editors refuses a paste."""

    def __init__(self, editors: Iterable[SourceEditor | LetterEditor], messages: MessageArea, parent: QObject) -> None:
        super().__init__(parent)
        self._messages = messages
        for editor in editors:
            editor.refused.connect(self._on_refused)

    @Slot(int)
    def _on_refused(self, characters: int) -> None:
        words = compose.NOT_PASTED.filled(size=fmt.size(characters), most=fmt.size(MAX_HTML_BYTES))
        self._messages.put("paste", words)
