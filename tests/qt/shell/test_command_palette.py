"""Find or run: every command by its name, and words to look for in the logs."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget

from composer_app.cli.self_check.check import Check
from composer_app.ui.shell.command_palette import CommandPalette
from composer_app.ui.widgets.mnemonics import plain


def opened(check: Check) -> tuple[QLineEdit, QListWidget]:
    check.program.main_view.commands["palette"].trigger()
    assert check.program.window.findChild(CommandPalette).isVisible()
    return check.driver.find(QLineEdit, "palette_field"), check.driver.find(QListWidget, "palette_list")


def shown(found: QListWidget) -> list[str]:
    return [found.item(row).text() for row in range(found.count())]


def test_every_command_that_can_be_used_is_found(check: Check) -> None:
    _, found = opened(check)

    usable = [plain(action.text()) for action in check.program.main_view.commands if action.isEnabled()]
    assert shown(found) == usable
    assert {"New mail", "Show Logs", "Theme: dark", "Add account…", "Quit", "Pull reports"} <= set(usable)


def test_words_in_any_case_and_order_narrow_the_list(check: Check) -> None:
    field, found = opened(check)

    check.driver.type(field, "LOGS show")

    assert shown(found) == ["Show Logs", "Look for “LOGS show” in the logs"]


def test_enter_runs_what_is_marked_and_arrows_move_the_mark(check: Check) -> None:
    field, found = opened(check)
    check.driver.type(field, "show")
    assert shown(found)[:3] == ["Show Compose", "Show Outbox", "Show Reports"]

    check.driver.press(field, Qt.Key.Key_Down)
    check.driver.press(field, Qt.Key.Key_Down)
    check.driver.press(field, Qt.Key.Key_Up)
    check.driver.press(field, Qt.Key.Key_Return)

    assert check.program.main_view.current_page == "outbox"
    assert not field.isVisible()


def test_other_words_are_looked_for_in_the_logs(check: Check) -> None:
    field, found = opened(check)
    check.driver.type(field, "zorg")
    assert shown(found) == ["Look for “zorg” in the logs"]

    check.driver.press(field, Qt.Key.Key_Return)

    assert check.program.main_view.current_page == "logs"
    assert "zorg" in check.program.main_view.page("logs").browser.wanted().words


def test_opened_again_it_is_empty(check: Check) -> None:
    field, _ = opened(check)
    check.driver.type(field, "show")
    check.driver.press(field, Qt.Key.Key_Escape)
    assert not field.isVisible()

    field, found = opened(check)

    assert field.text() == ""
    assert found.count() > 10
