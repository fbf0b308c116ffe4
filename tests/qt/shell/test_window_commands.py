"""The commands that belong to no page."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLineEdit, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from composer_app.ui.commands.command_registry import CommandRegistry
from composer_app.ui.shell.window_commands import add_editing, add_themes, fill_menu_bar
from composer_app.ui.texts.commands import MENU_NAMES
from composer_app.ui.theme.theme_store import ThemeMode, store
from composer_app.ui.widgets.mnemonics import plain


def test_editing_goes_to_the_field_that_has_the_focus(qtbot: QtBot, home: QWidget, commands: CommandRegistry) -> None:
    asked: list[bool] = []
    field = QLineEdit("some words", home)
    field.show()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    add_editing(commands, take_back=lambda: bool(asked.append(True)))

    commands["select_all"].trigger()
    commands["cut"].trigger()
    assert field.text() == ""
    commands["undo"].trigger()
    assert field.text() == "some words"
    assert asked == [True], "first what was just done is offered to be taken back"


@pytest.mark.parametrize("mode", list(ThemeMode))
def test_one_theme_is_on(commands: CommandRegistry, mode: ThemeMode) -> None:
    chosen: list[ThemeMode] = []
    store().set_mode(mode)
    actions = add_themes(commands, chosen.append)

    assert [action.isChecked() for action in actions] == [one is mode for one in ThemeMode]
    commands["theme_dark"].trigger()
    assert chosen == [ThemeMode.DARK]


def test_menus_take_commands_that_come_later(qtbot: QtBot, commands: CommandRegistry) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    commands.add("quit", menu="File")
    menus = fill_menu_bar(window, commands)
    assert tuple(menus) == tuple(MENU_NAMES)

    commands.add("new_mail", menu="File")
    commands.add("outbox_try_all", menu="File")
    menus["File"].aboutToShow.emit()

    texts = [plain(action.text()) for action in menus["File"].actions()]
    assert texts == [commands[key].iconText() if key else "" for key in ("new_mail", "", "outbox_try_all", "", "quit")]
