"""An editor of HTML in a window of its own."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from composer_app.ui.compose.body.source_editor import SourceEditor
from tests.qt.windows import show


@pytest.fixture
def editor(qtbot: QtBot) -> SourceEditor:
    return show(qtbot, SourceEditor(is_html=True), 600, 300)
