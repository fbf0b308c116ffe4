"""Keys: one source for menus, buttons, tooltips and the help page."""

from __future__ import annotations

import re

import pytest
from PySide6.QtWidgets import QWidget

from composer_app import resources
from composer_app.cli.self_check.check import Check
from composer_app.ui.commands.shortcuts import SHORTCUTS, help_page, keys_of, spelled, with_keys
from composer_app.ui.texts.commands import KEYS_OF_WIDGETS

KEYS = re.compile(r"\b(?:(?:Ctrl|Shift|Alt)\+)+(?:\w+|,(?=\)))|\bF\d+\b")


@pytest.fixture
def whole(check: Check) -> Check:
    for page in ("compose", "outbox", "reports", "logs"):
        check.program.main_view.show_page(page)
    return check


def test_the_help_page_is_made_of_them() -> None:
    assert resources.text("help", "shortcuts.md") == help_page()


def test_every_key_belongs_to_a_command_and_every_command_with_keys_is_listed(whole: Check) -> None:
    commands = whole.program.main_view.commands
    shown = {}
    for action in commands:
        key = action.objectName().removeprefix("command_")
        shown[key] = spelled(action.shortcut()) or action.text().partition("\t")[2]
    assert {key: text for key, text in shown.items() if text} == {key: keys_of(key) for key in SHORTCUTS}


def test_no_two_commands_share_a_key() -> None:
    taken = [keys for shortcut in SHORTCUTS.values() for keys in shortcut.keys]
    assert len(taken) == len(set(taken))


def test_what_buttons_and_tooltips_say_is_in_the_list(whole: Check) -> None:
    known = {spelled(keys) for shortcut in SHORTCUTS.values() for keys in shortcut.keys}
    known |= {keys for listed, _ in KEYS_OF_WIDGETS for keys in listed.split(", ")}
    said = set()
    for widget in whole.program.window.findChildren(QWidget):
        said.update(KEYS.findall(widget.toolTip()))
    assert said <= known
    assert {"Ctrl+K", "Ctrl+Shift+A", "Ctrl+F"} <= said


def test_enter_is_spelled_in_one_way() -> None:
    assert keys_of("send") == "Ctrl+Enter"
    assert spelled("Ctrl+Return") == "Ctrl+Enter"
    assert with_keys("Find and replace", "find", "replace") == "Find and replace (Ctrl+F, Ctrl+H)"
    assert with_keys("Nothing", "discard_draft") == "Nothing"
