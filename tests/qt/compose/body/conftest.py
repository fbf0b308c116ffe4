"""An editor of HTML in a window of its own."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from composer_app.ui.compose.body.source_editor import SourceEditor


@pytest.fixture
def editor(qtbot: QtBot) -> SourceEditor:
    made = SourceEditor(is_html=True)
    qtbot.addWidget(made)
    made.resize(600, 300)
    made.show()
    return made
