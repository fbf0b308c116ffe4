"""Commands: each once, found by its key; one of a page that is not made yet makes it."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication

from composer_app.ui.shell.command_registry import CommandRegistry


@pytest.fixture
def commands(qapp: QApplication) -> CommandRegistry:
    return CommandRegistry()


def test_they_keep_their_order_and_know_their_menu(commands: CommandRegistry) -> None:
    commands.add("one", "First…", "Ctrl+1", menu="File", tip="Begin")
    commands.add("two", "Second", menu="Edit")
    commands.add("three", "Third", menu="File", checkable=True)

    assert [action.objectName() for action in commands] == ["command_one", "command_two", "command_three"]
    assert commands.of_menu("File") == [commands["one"], commands["three"]]
    assert commands["one"].toolTip() == "Begin (Ctrl+1)"
    assert commands["two"].toolTip() == "Second"
    assert commands["three"].isCheckable()


def test_one_of_a_page_that_is_not_made_yet_makes_it_and_runs_once(commands: CommandRegistry) -> None:
    ran: list[str] = []
    made: list[str] = []

    def make(page: str) -> None:
        made.append(page)
        commands.add("new_mail", "New mail", "Ctrl+N", menu="File").triggered.connect(lambda: ran.append("new mail"))

    commands.page_needed.connect(make)
    commands.announce("new_mail", "compose", "New mail", "Ctrl+N", menu="File")
    announced = commands["new_mail"]

    announced.trigger()
    commands["new_mail"].trigger()

    assert made == ["compose"]
    assert ran == ["new mail", "new mail"]
    assert isinstance(announced, QAction)
    assert commands["new_mail"] is announced
    assert len(commands.of_menu("File")) == 1
