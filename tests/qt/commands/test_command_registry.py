"""Commands: each once, found by its key; one of a page that is not made yet makes it."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication

from composer_app.ui.commands.command_registry import CommandRegistry


@pytest.fixture
def commands(qapp: QApplication) -> CommandRegistry:
    return CommandRegistry()


def test_they_keep_their_order_and_know_their_menu(commands: CommandRegistry) -> None:
    commands.add("settings", menu="File")
    commands.add("outbox_try_all", menu="Message")
    commands.add("toggle_preview", menu="File", checkable=True)

    names = [action.objectName() for action in commands]
    assert names == ["command_settings", "command_outbox_try_all", "command_toggle_preview"]
    assert commands.of_menu("File") == [commands["settings"], commands["toggle_preview"]]
    assert commands["settings"].text() == "Settings…"
    assert commands["settings"].toolTip() == "Settings (Ctrl+,)"
    assert (
        commands["outbox_try_all"].toolTip()
        == "Try every waiting mail now, and look now for every mail that is maybe sent"
    )
    assert commands["toggle_preview"].isCheckable()


def test_one_of_a_page_that_is_not_made_yet_makes_it_and_runs_once(commands: CommandRegistry) -> None:
    ran: list[str] = []
    made: list[str] = []

    def make(page: str) -> None:
        made.append(page)
        commands.add("new_mail", menu="File").triggered.connect(lambda: ran.append("new mail"))

    commands.page_needed.connect(make)
    commands.announce("new_mail", "compose", menu="File")
    announced = commands["new_mail"]

    announced.trigger()
    commands["new_mail"].trigger()

    assert made == ["compose"]
    assert ran == ["new mail", "new mail"]
    assert isinstance(announced, QAction)
    assert commands["new_mail"] is announced
    assert len(commands.of_menu("File")) == 1
