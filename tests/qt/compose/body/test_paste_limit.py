"""A paste bigger than any mail is refused with its reason, in HTML and text alike."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QObject
from pytestqt.qtbot import QtBot

from composer_app.domain.mail_limits import MAX_HTML_BYTES
from composer_app.ui.compose.body.paste_limit import PasteLimit
from composer_app.ui.compose.body.source_editor import SourceEditor
from composer_app.ui.compose.message_area import MessageArea


@pytest.mark.parametrize("is_html", [True, False])
def test_the_reason_is_shown(qtbot: QtBot, is_html: bool) -> None:
    editor, messages, parent = SourceEditor(is_html=is_html), MessageArea(), QObject()
    qtbot.addWidget(editor)
    qtbot.addWidget(messages)
    limit = PasteLimit([editor], messages, parent)
    mime = QMimeData()
    mime.setText("x" * (MAX_HTML_BYTES + 1))

    editor.insertFromMimeData(mime)

    message = messages.message("paste")
    assert message is not None
    assert message.title() == "The text was not pasted."
    assert message.body() == "It has 10 MB. The HTML of a mail can have at most 10 MB."
    assert limit.parent() is parent
