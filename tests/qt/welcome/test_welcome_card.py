"""A way to begin."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from composer_app.ui.welcome.welcome_card import Card
from composer_app.ui.widgets.buttons import secondary_button


def test_it_is_as_high_as_its_words_and_holds_its_button(qtbot: QtBot) -> None:
    short = Card("compose", "Write", "A mail.", secondary_button("Write a mail"))
    long = Card("compose", "Write", "A mail with many words. " * 30, secondary_button("Write a mail"))
    for card in (short, long):
        qtbot.addWidget(card)
        card.resize(card.sizeHint())
        card.show()

    assert long.sizeHint().height() > short.sizeHint().height()
    for card in (short, long):
        assert card.rect().contains(card.button.geometry())
    assert (short.accessibleName(), short.accessibleDescription()) == ("Write", "A mail.")


def test_a_button_with_many_words_makes_it_wider(qtbot: QtBot) -> None:
    wide = Card("compose", "Write", "A mail.", secondary_button("Write a mail to everybody in the list " * 2))
    qtbot.addWidget(wide)

    assert wide.sizeHint().width() > wide.button.sizeHint().width()
