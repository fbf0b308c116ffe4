"""A letter in a window of its own."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from composer_app.services.services import Services
from composer_app.ui.compose.body.letter.letter_pane import LetterPane
from composer_app.ui.compose.body.letter.letter_pictures import LetterPictures
from tests.qt.windows import show


@pytest.fixture
def pane(qtbot: QtBot, services: Services) -> LetterPane:
    made = LetterPane(LetterPictures(services.context, lambda _name: None, services.context), lambda: ["visit_day"])
    show(qtbot, made, 760, 420)
    made.show_html("")
    made.activateWindow()
    made.focus()
    return made


def body_of(pane: LetterPane) -> str:
    """The HTML of the letter without what stands around it, in one line."""
    return pane.html().replace("\n", "").partition(">")[2].removesuffix("</div>")
