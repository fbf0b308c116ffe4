"""The line of a live account."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from composer_app.ui.shell.live_account_line import LiveAccountLine
from composer_app.ui.theme.theme_store import ThemeMode, store


def test_it_is_red_in_each_theme(qtbot: QtBot) -> None:
    line = LiveAccountLine()
    qtbot.addWidget(line)
    line.resize(40, 2)
    for mode in (ThemeMode.LIGHT, ThemeMode.DARK):
        store().set_mode(mode)

        assert line.grab().toImage().pixelColor(20, 1) == store().theme.danger.bar
    assert line.accessibleName() == "Live account"
