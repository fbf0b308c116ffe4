"""A message inside a page or a dialog."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from composer_app.ui.theme.colours import MessageKind
from composer_app.ui.theme.theme_store import ThemeMode, store
from composer_app.ui.widgets.inline_message import InlineMessage
from tests.qt.widgets.placing import put

LONG = "The recipient's mail server refused the mail for now. Send it again later, or to another address. " * 4


def test_message_is_never_cut(qtbot: QtBot, home: QWidget) -> None:
    message = InlineMessage(MessageKind.ERROR, "The mailbox is full.", LONG, "6010 EC_INBOX_FULL")
    put(home, message)
    for width in (800, 300, 500):
        home.resize(width, 700)
        qtbot.waitUntil(lambda wide=width: message.width() == wide and home.height() == 700)
        qtbot.waitUntil(lambda: message.height() == message.heightForWidth(message.width()))
        for label in message.findChildren(QLabel):
            if label.isVisible():
                assert label.height() >= label.heightForWidth(label.width())


def test_message_escapes_the_vendors_words(qtbot: QtBot) -> None:
    message = InlineMessage(MessageKind.ERROR, "Refused.", "", "<b>13</b> & REJECTED")
    qtbot.addWidget(message)
    texts = [label.text() for label in message.findChildren(QLabel)]
    assert any("&lt;b&gt;13&lt;/b&gt; &amp; REJECTED" in text for text in texts)
    assert message.vendor() == "<b>13</b> & REJECTED"
    assert message.accessibleDescription() == "<b>13</b> & REJECTED"


def test_message_actions_and_change(qtbot: QtBot) -> None:
    pressed: list[str] = []
    message = InlineMessage(MessageKind.WARNING, "Nobody knows yet.", "It is looked up.")
    qtbot.addWidget(message)
    low = message.heightForWidth(400)
    button = message.add_action("Look up now", lambda: pressed.append("look"), secondary=True)
    message.add_widget(QLabel("5 s, 30 s, 2 min"))
    assert message.heightForWidth(400) > low
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert pressed == ["look"]
    message.set_closable(True)
    message.set_content(MessageKind.SUCCESS, "Found.", "It was accepted.")
    assert (message.kind(), message.title(), message.body()) == (MessageKind.SUCCESS, "Found.", "It was accepted.")
    store().set_mode(ThemeMode.DARK)
    assert not message.grab().isNull()
