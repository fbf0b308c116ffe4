"""The menus: what stands where, whatever was looked at before."""

from __future__ import annotations

import itertools

import pytest
from PySide6.QtWidgets import QWidget

from composer_app.cli.self_check.check import Check
from composer_app.ui.widgets.mnemonics import plain
from tests.qt.shell.whole import Opener, menus

PAGES = ("compose", "outbox", "reports", "logs")


def shown(check: Check, name: str) -> list[str]:
    """The texts of a menu as it opens; "-" is a line."""
    menu = menus(check)[name]
    menu.aboutToShow.emit()
    visible = [action for action in menu.actions() if action.isVisible()]
    return ["-" if action.isSeparator() else plain(action.text()) for action in visible]


def test_quit_is_the_last_of_the_file_menu(check: Check) -> None:
    entries = shown(check, "File")

    assert entries[0] == "New mail"
    assert entries[-3:] == ["-", "Close window", "Quit"]


def test_sending_comes_first_in_the_message_menu(check: Check) -> None:
    for page in PAGES:
        check.program.main_view.page(page)

    entries = [text.rstrip(".…") for text in shown(check, "Message")]

    assert entries[:5] == ["Send", "Send test", "Schedule", "Dry run", "-"]
    own = ["Attach files", "Import a list of recipients", "Options of the mail", "Request of the mail", "Discard draft"]
    assert entries[5:11] == [*own, "-"]
    fetching = ["Fetch what is new", "Try all waiting mail now", "Pull reports", "Fetch logs"]
    assert entries[11:15] == fetching
    assert entries[-3:] == ["-", "What is different?", "Save evidence"]


@pytest.mark.parametrize("order", [PAGES, PAGES[::-1]])
def test_the_order_does_not_depend_on_what_was_looked_at_first(opener: Opener, order: tuple[str, ...]) -> None:
    with opener() as check:
        for page in order:
            check.program.main_view.page(page)

        texts = {name: shown(check, name) for name in ("File", "Edit", "View", "Message", "Help")}

    assert texts["View"][:4] == ["Show Compose", "Show Outbox", "Show Reports", "Show Logs"]
    assert texts["View"][-3:] == ["Theme: as the system", "Theme: light", "Theme: dark"]
    assert texts["Message"][0] == "Send"
    assert texts["Help"][-1] == "About Mail Composer"
    for entries in texts.values():
        assert entries[0] != "-"
        assert entries[-1] != "-"
        assert ("-", "-") not in itertools.pairwise(entries)


def test_the_edit_menu_finds_where_there_is_something_to_find(check: Check) -> None:
    check.program.main_view.show_page("compose")
    entries = shown(check, "Edit")
    assert entries[:3] == ["Undo", "Redo", "-"]
    assert entries[-7:-2] == ["-", "Find…", "Find and replace…", "Go to line…", "Go to the matching tag"]
    assert entries[-2:] == ["-", "Find or run…"]

    check.program.main_view.commands["find"].trigger()
    focused = check.program.window.focusWidget()
    assert focused is not None
    assert focused.objectName() == "find_input" or "find" in focused.accessibleName().casefold()

    check.program.main_view.show_page("logs")
    assert "Find and replace…" not in shown(check, "Edit")
    check.program.main_view.commands["find"].trigger()
    assert check.driver.find(QWidget, "filter_input").hasFocus() or (
        check.program.window.focusWidget() is check.driver.find(QWidget, "filter_input")
    )


def test_the_sandbox_has_nothing_to_edit_or_remove(check: Check) -> None:
    assert shown(check, "Account") == ["Add account…", "-", "Company certificate…"]
