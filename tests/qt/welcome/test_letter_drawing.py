"""The one picture of the program."""

from __future__ import annotations

from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from composer_app.ui.theme.theme_store import ThemeMode, store
from composer_app.ui.welcome.letter_drawing import LetterInTray


def test_it_is_drawn_in_the_colours_of_each_theme(qtbot: QtBot) -> None:
    drawing = LetterInTray()
    qtbot.addWidget(drawing)
    drawing.resize(drawing.sizeHint())
    pictures = []
    for mode in (ThemeMode.LIGHT, ThemeMode.DARK):
        store().set_mode(mode)
        theme = store().theme
        image = drawing.grab().toImage()
        assert image.pixelColor(92, 10) == theme.accent_soft
        assert image.pixelColor(92, 30) == theme.base
        pictures.append(image)

    assert pictures[0] != pictures[1]
    assert QAccessible.queryAccessibleInterface(drawing).role() is QAccessible.Role.Graphic
