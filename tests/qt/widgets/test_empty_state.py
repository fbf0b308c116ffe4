"""The words of an empty list."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from composer_app.ui.widgets.buttons import secondary_button
from composer_app.ui.widgets.empty_state import EmptyState


def test_empty_state(qtbot: QtBot) -> None:
    empty = EmptyState("The outbox is empty.", "Mail that you send appears here.", secondary_button("Write"))
    qtbot.addWidget(empty)
    assert empty.accessibleName() == "The outbox is empty. Mail that you send appears here."
    empty.set_words("Nothing matches this filter.")
    assert empty.accessibleName() == "Nothing matches this filter."
