"""Menus of buttons at the right edge of the window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from composer_app.ui.widgets.buttons import quiet_button, secondary_button
from composer_app.ui.widgets.menu_position import keep_in_window


@pytest.mark.parametrize(("x", "follows_right"), [(280, True), (10, False)])
def test_a_menu_stays_in_the_window(qtbot: QtBot, x: int, follows_right: bool) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.setGeometry(100, 100, 400, 300)
    button = secondary_button("Account", window)
    button.setGeometry(x, 10, 110, 32)
    menu = QMenu(window)
    menu.addAction("A rather long name of an account")
    button.setMenu(menu)
    window.show()

    menu.popup(button.mapToGlobal(QPoint(0, button.height())))

    ends = button.mapToGlobal(QPoint(button.width(), 0)).x()
    begins = button.mapToGlobal(QPoint(0, 0)).x()
    assert (menu.x() + menu.width() == ends) if follows_right else (menu.x() == begins)
    menu.hide()


def test_a_quiet_button_does_it_too_and_once(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    menu = QMenu(window)
    button = quiet_button("Drafts", window, menu=menu)
    before = len(menu.children())

    keep_in_window(button, menu)

    assert len(menu.children()) == before
