"""The words of commands and keys."""

from __future__ import annotations

from composer_app.ui.commands.shortcuts import SHORTCUTS
from composer_app.ui.shell.pages import PAGES
from composer_app.ui.texts.commands import COMMANDS, PAGE_NAMES, TIPS, WHAT_KEYS_DO


def test_each_key_is_explained_and_belongs_to_a_command() -> None:
    assert list(WHAT_KEYS_DO) == list(SHORTCUTS)
    assert set(SHORTCUTS) <= set(COMMANDS)
    assert set(TIPS) <= set(COMMANDS)


def test_each_page_has_a_name_and_a_command_that_shows_it() -> None:
    assert tuple(PAGE_NAMES) == PAGES
    assert [f"Show {PAGE_NAMES[page]}" for page in PAGES] == [COMMANDS[f"page_{page}"] for page in PAGES]


def test_no_command_names_a_service() -> None:
    """The same menus are there on every account, the Sandbox account included."""
    assert [text for text in (*COMMANDS.values(), *TIPS.values()) if "Infobip" in text] == []
