"""A line of one pixel."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from composer_app.ui.theme.theme_store import current
from composer_app.ui.widgets.hairline import Hairline


def test_it_is_one_pixel_high_or_wide(qtbot: QtBot) -> None:
    flat, upright = Hairline(), Hairline(orientation=Qt.Orientation.Vertical)
    for line in (flat, upright):
        qtbot.addWidget(line)
        line.resize(40, 40)

    assert (flat.height(), upright.width()) == (1, 1)
    assert flat.grab().toImage().pixelColor(20, 0) == current().line
    assert upright.grab().toImage().pixelColor(0, 20) == current().line
