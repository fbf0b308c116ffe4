"""The icon of the program."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from composer_app.cli.self_check.check import Check
from composer_app.ui.theme.app_icon import SIZES, app_icon


def test_it_is_drawn_in_every_size(qtbot: QtBot) -> None:
    icon = app_icon()

    assert sorted(size.width() for size in icon.availableSizes()) == list(SIZES)
    for size in SIZES:
        image = icon.pixmap(size, size).toImage()
        colours = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
        assert len(colours) > 4


def test_the_window_gets_it_once_it_stands(check: Check) -> None:
    check.driver.until("the icon is set", lambda: not check.program.window.windowIcon().isNull())
