"""Small words: spoken, cut where there is no room, and whole in the tooltip."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from composer_app.ui.theme.theme_store import current
from composer_app.ui.widgets.small_note import SmallNote
from tests.qt.windows import show


@pytest.fixture
def note(qtbot: QtBot) -> SmallNote:
    return show(qtbot, SmallNote(), 200, 30)


def test_words_are_shown_spoken_and_explained(note: SmallNote) -> None:
    note.say("2 images missing.", "a.png\nb.png")

    assert note.words() == note.accessibleName() == "2 images missing."
    assert note.toolTip() == "2 images missing.\na.png\nb.png"


def test_it_is_as_wide_as_its_words_unless_it_fills(qtbot: QtBot, note: SmallNote) -> None:
    empty = note.sizeHint().width()
    note.say("Some words")
    assert note.sizeHint().width() > empty
    assert note.minimumSizeHint().width() == 0

    filling = SmallNote(fills=True)
    qtbot.addWidget(filling)
    filling.say("Some words")
    assert filling.sizeHint().width() == 0


def test_the_colour_is_that_of_its_role(note: SmallNote) -> None:
    note.say("████████", role="danger.text")
    note.resize(note.sizeHint())

    image = note.grab().toImage()
    seen = {QColor(image.pixelColor(x, image.height() // 2)).name() for x in range(image.width())}

    assert current().colour("danger.text").name() in seen
