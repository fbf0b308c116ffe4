"""The result of a connection test."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from composer_app.ui.accounts.connection_test_card import ConnectionTestCard
from composer_app.ui.texts.connection_test import ConnectionTestText, ConnectionTestWords

WORDS = ConnectionTestWords(
    "The key is not taken.",
    (
        ConnectionTestText("Address", "api.example.com answers", "check", "success.text"),
        ConnectionTestText("Key", "It is refused", "close", "danger.text"),
    ),
    "Copy the key again from the web pages of the service, all of it and nothing else.",
)


def test_its_height_follows_its_width(qtbot: QtBot) -> None:
    card = ConnectionTestCard()
    qtbot.addWidget(card)
    bare = card.heightForWidth(400)

    card.set_words(WORDS)

    assert card.words() == WORDS
    assert card.heightForWidth(400) > bare
    assert card.heightForWidth(220) > card.heightForWidth(800)


def test_a_screen_reader_gets_summary_and_lines(qtbot: QtBot) -> None:
    card = ConnectionTestCard()
    qtbot.addWidget(card)
    card.set_words(WORDS)
    card.resize(400, card.heightForWidth(400))

    assert card.accessibleName() == "The key is not taken."
    assert "It is refused" in card.accessibleDescription()
    assert not card.grab().isNull()
