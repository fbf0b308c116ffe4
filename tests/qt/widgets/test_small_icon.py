"""An icon on its own."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from composer_app.ui.widgets.small_icon import SmallIcon
from tests.qt.windows import show


def test_it_paints_its_icon(qtbot: QtBot) -> None:
    icon = show(qtbot, SmallIcon())
    empty = icon.grab().toImage()

    icon.show_icon("warning", "warning.text")

    assert icon.grab().toImage() != empty
