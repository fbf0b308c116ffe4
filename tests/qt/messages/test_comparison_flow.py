""" "What is different?" over a real archive: from the button to the filter."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from pytestqt.qtbot import QtBot

from composer_app.cli.self_check.check import Check
from composer_app.domain.filter_parser import FilterToken
from composer_app.services.services import Services
from composer_app.ui.messages.comparison_flow import ComparisonFlow
from composer_app.ui.messages.message_browser import MessageBrowser
from composer_app.ui.widgets.save_menu import SaveMenu
from tests.qt.messages.browsing import open_details, refresh
from tests.qt.messages.samples import FULL, UNDELIVERABLE, add_logs, log_entry
from tests.qt.windows import child

BOUNCED = FilterToken("status", "bounced")


def fill(qtbot: QtBot, services: Services, browser: MessageBrowser) -> None:
    """40 mails that arrived, then 25 that bounced, 20 of them at corp.example."""
    entries = [log_entry(number, to=f"p{number}@home.example") for number in range(40)]
    for number in range(40, 65):
        host = "corp.example" if number < 60 else "home.example"
        entries.append(log_entry(number, UNDELIVERABLE, FULL, f"p{number}@{host}"))
    add_logs(qtbot, services, entries)
    refresh(qtbot, browser)


def compare(qtbot: QtBot, browser: MessageBrowser, *tokens: FilterToken) -> list[str]:
    with qtbot.waitSignal(browser.found):
        browser.show_filter(tokens)
    browser.comparing.button.click()
    return answered(qtbot, browser.comparing)


def answered(qtbot: QtBot, comparing: ComparisonFlow) -> list[str]:
    qtbot.waitUntil(lambda: not comparing.panel.note.isHidden())
    return [row.bars.title for row in comparing.panel.rows]


def test_bounces_are_compared_with_the_rest(qtbot: QtBot, services: Services, browser: MessageBrowser) -> None:
    fill(qtbot, services, browser)
    titles = compare(qtbot, browser, BOUNCED)
    assert titles[:2] == ["100 % say 6010 Mailbox is full.", "80 % go to corp.example."]
    panel = browser.comparing.panel
    assert panel.isVisible()
    assert panel.rows[1].bars.others == "None of the others does."
    assert not browser.details.isVisible()
    assert panel.note.toPlainText().startswith("Compared 25 with 40 in ")
    assert panel.against_box.hasFocus()


def test_row_narrows_the_filter_and_is_compared_anew(qtbot: QtBot, services: Services, browser: MessageBrowser) -> None:
    fill(qtbot, services, browser)
    compare(qtbot, browser, BOUNCED)
    panel = browser.comparing.panel
    with qtbot.waitSignal(browser.found):
        qtbot.keyClick(panel.rows[1], Qt.Key.Key_Return)
    assert browser.filter.tokens() == [BOUNCED, FilterToken("to-domain", "corp.example")]
    qtbot.waitUntil(lambda: panel.note.toPlainText().startswith("Compared 20 with 45 in "))
    assert not any("corp.example" in row.bars.title for row in panel.rows)


@pytest.mark.parametrize(("kind", "begin"), [("png", b"\x89PNG"), ("svg", b"<?xml"), ("csv", b"\xef\xbb\xbfFinding,")])
def test_the_comparison_is_saved(
    qtbot: QtBot, services: Services, browser: MessageBrowser, tmp_path: Path, kind: str, begin: bytes
) -> None:
    fill(qtbot, services, browser)
    compare(qtbot, browser, BOUNCED)
    export = child(browser.comparing.panel, SaveMenu)
    export.ask_path = lambda _parent, suggested, _kinds: str(tmp_path / Path(suggested).name)
    with qtbot.waitSignal(browser.toast_requested) as emitted:
        next(one for one in browser.comparing.panel.export_button.menu().actions() if one.data() == kind).trigger()
    (file,) = tmp_path.glob(f"comparison *.{kind}")
    assert emitted.args == [f"{file.name} is saved."]
    assert file.read_bytes().startswith(begin)
    if kind == "csv":
        assert b"% go to corp.example.," in file.read_bytes()


def test_selected_rows_are_compared_and_few_are_too_few(
    qtbot: QtBot, services: Services, browser: MessageBrowser
) -> None:
    fill(qtbot, services, browser)
    browser.comparing.button.click()
    panel = browser.comparing.panel
    assert panel.message.toPlainText().startswith("Filter the list or select some rows")
    select(browser, 30)
    qtbot.waitUntil(lambda: panel.note.toPlainText().startswith("Compared 30 with 35,"))
    assert panel.against_box.itemText(0) == "all others of that time"
    select(browser, 5)
    qtbot.waitUntil(lambda: panel.message.toPlainText() == "Too few to compare.")


def select(browser: MessageBrowser, count: int) -> None:
    chosen, model = browser.list.table.selectionModel(), browser.list.model
    chosen.clearSelection()
    for place in range(count):
        whole_row = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        chosen.select(model.index(place, 0), whole_row)


def test_choice_in_the_panel_is_compared(qtbot: QtBot, services: Services, browser: MessageBrowser) -> None:
    fill(qtbot, services, browser)
    compare(qtbot, browser, BOUNCED)
    panel = browser.comparing.panel
    qtbot.keyClick(panel.against_box, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: panel.message.toPlainText() == "Too few to compare.")
    qtbot.keyClick(panel.against_box, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: len(panel.rows) > 1)


def test_details_and_comparison_share_their_place(qtbot: QtBot, services: Services, browser: MessageBrowser) -> None:
    fill(qtbot, services, browser)
    compare(qtbot, browser, BOUNCED)
    open_details(qtbot, browser, 0)
    qtbot.waitUntil(browser.details.isVisible)
    assert not browser.comparing.button.isChecked()
    browser.comparing.button.click()
    assert browser.comparing.panel.isVisible()
    browser.comparing.button.click()
    assert not browser.side.is_open
    browser.comparing.button.click()
    browser.comparing.panel.close_button.click()
    assert not browser.side.is_open
    assert not browser.comparing.is_open


def test_click_on_a_row_leaves_the_comparison(qtbot: QtBot, services: Services, browser: MessageBrowser) -> None:
    fill(qtbot, services, browser)
    compare(qtbot, browser, BOUNCED)
    browser.list.select_row(3)
    browser.list.clicked.emit()
    assert browser.comparing.panel.isVisible()


def test_command_compares_on_the_shown_list_and_else_in_the_logs(check: Check) -> None:
    view = check.program.main_view
    view.show_page("reports")
    view.commands["compare"].trigger()
    assert view.page("reports").browser.comparing.is_open
    view.show_page("compose")
    view.commands["compare"].trigger()
    assert view.current_page == "logs"
    assert view.page("logs").browser.comparing.is_open
