"""Filter row, list and details together, over a real archive."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from composer_app.domain.filter_parser import FilterToken
from composer_app.services.services import Services
from composer_app.ui.logs.log_columns import FIRST_SORT, MESSAGES
from composer_app.ui.messages.empty_reasons import EmptyWords
from composer_app.ui.messages.message_browser import MessageBrowser
from composer_app.ui.messages.row_menu import RowMenu
from composer_app.ui.widgets.mnemonics import plain
from tests.qt.messages.samples import FULL, UNDELIVERABLE, add_logs, add_reports, log_entry, queue, report

WORDS = EmptyWords("message", "Every mail stands here.", "Send one.")


@pytest.fixture
def browser(qtbot: QtBot, services: Services) -> Iterator[MessageBrowser]:
    made = MessageBrowser(services, MESSAGES, FIRST_SORT, WORDS, "logs")
    qtbot.addWidget(made)
    made.resize(1280, 700)
    made.show_account()
    with qtbot.waitSignal(made.found):
        made.show()
    yield made
    made.hide()


def refresh(qtbot: QtBot, browser: MessageBrowser) -> None:
    with qtbot.waitSignal(browser.found):
        browser.refresh_soon()


def read_rows(qtbot: QtBot, browser: MessageBrowser) -> None:
    browser.list.model.index(0, 0).data()
    qtbot.waitUntil(lambda: browser.list.model.record(0) is not None)


def open_details(qtbot: QtBot, browser: MessageBrowser, place: int) -> None:
    browser.list.select_row(place)
    qtbot.keyClick(browser.list.table, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: browser.side.is_open)


def addresses(browser: MessageBrowser) -> list[str]:
    model = browser.list.model
    return [str(model.index(row, 2).data()) for row in range(model.rowCount())]


def test_nothing_yet_says_what_will_be_here(browser: MessageBrowser) -> None:
    assert browser.list.is_empty
    assert browser.empty.accessibleName() == "Every mail stands here. Send one."
    assert browser.way_out_button.isHidden()


def test_filter_narrows_the_list_and_counts(qtbot: QtBot, services: Services, browser: MessageBrowser) -> None:
    entries = [log_entry(1), log_entry(2, UNDELIVERABLE, FULL), log_entry(3, to="ana@corp.example")]
    add_logs(qtbot, services, entries)
    refresh(qtbot, browser)
    assert browser.filter.accessibleDescription() == "3 messages"
    with qtbot.waitSignal(browser.found):
        browser.show_filter([FilterToken("to", "*@corp.example"), FilterToken("since", "2d")])
    read_rows(qtbot, browser)
    assert addresses(browser) == ["ana@corp.example"]
    assert browser.filter.accessibleDescription() == "1 of 3"


def test_later_token_replaces_an_earlier_one(qtbot: QtBot, browser: MessageBrowser) -> None:
    tokens = [
        FilterToken("to", "a"),
        FilterToken("status", "bounced"),
        FilterToken("status", "expired"),
        FilterToken("to", "b"),
    ]
    with qtbot.waitSignal(browser.found):
        browser.show_filter(tokens)
    assert browser.filter.tokens() == tokens[1:]


def test_wrong_token_says_why_and_filters_nothing(qtbot: QtBot, services: Services, browser: MessageBrowser) -> None:
    add_logs(qtbot, services, [log_entry(1)])
    with qtbot.waitSignal(browser.found):
        browser.show_filter([FilterToken("since", "soon")])
    assert browser.filter.token_widgets()[0].problem == "write 2d, today or 2026-11-20"
    assert browser.list.model.rowCount() == 1


def test_excluding_is_for_a_status_alone(qtbot: QtBot, browser: MessageBrowser) -> None:
    with qtbot.waitSignal(browser.told):
        browser.show_filter([FilterToken("-to", "a"), FilterToken("-status", "delivered")])
    assert [token.key for token in browser.filter.tokens()] == ["-status"]


def test_nothing_matching_offers_the_way_out(qtbot: QtBot, services: Services, browser: MessageBrowser) -> None:
    add_logs(qtbot, services, [log_entry(1), log_entry(2)])
    browser.show_filter([FilterToken("status", "expired"), FilterToken("since", "7d")])
    qtbot.waitUntil(lambda: not browser.way_out_button.isHidden())
    assert browser.empty.accessibleName() == (
        'Nothing matches this filter. 2 messages match without "status: expired".'
    )
    with qtbot.waitSignal(browser.found):
        browser.way_out_button.click()
    assert not browser.list.is_empty
    assert browser.filter.tokens() == [FilterToken("since", "7d")]


def test_two_tokens_that_each_leave_nothing_can_be_cleared(
    qtbot: QtBot, services: Services, browser: MessageBrowser
) -> None:
    add_logs(qtbot, services, [log_entry(1), log_entry(2)])
    browser.show_filter([FilterToken("status", "expired"), FilterToken("to", "nobody@"), FilterToken("since", "soon")])
    qtbot.waitUntil(lambda: not browser.way_out_button.isHidden())
    assert browser.way_out_button.text() == "Clear the filter"
    assert browser.empty.accessibleName() == "Nothing matches this filter. 2 messages match without a filter."
    with qtbot.waitSignal(browser.found):
        browser.way_out_button.click()
    assert browser.filter.tokens() == []


def test_wrong_token_throws_out_no_good_one(qtbot: QtBot, browser: MessageBrowser) -> None:
    with qtbot.waitSignal(browser.found):
        browser.show_filter([FilterToken("since", "7d"), FilterToken("since", "soon")])
    assert [token.value for token in browser.filter.tokens()] == ["7d", "soon"]
    assert browser.wanted().since is not None
    browser.show_filter([*browser.filter.tokens(), FilterToken("since", "2d")])
    assert [token.value for token in browser.filter.tokens()] == ["2d"]


def test_menu_of_a_row_copies_and_filters(qtbot: QtBot, services: Services, browser: MessageBrowser) -> None:
    add_logs(qtbot, services, [log_entry(1, UNDELIVERABLE, FULL), log_entry(2)])
    refresh(qtbot, browser)
    read_rows(qtbot, browser)
    table = browser.list.table
    browser.list.select_row(0)
    where = table.visualRect(browser.list.model.index(1, 0)).center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, where, table.viewport().mapToGlobal(where))
    QApplication.sendEvent(table.viewport(), event)
    menu = browser.findChild(RowMenu)
    assert isinstance(menu, RowMenu)
    actions = {plain(action.text()): action for action in menu.actions() if action.text()}
    assert list(actions) == [
        "Copy address",
        "Copy message ID",
        "Filter by this recipient",
        "Filter by this status",
        "Show details",
    ]
    actions["Copy address"].trigger()
    assert QGuiApplication.clipboard().text() == "person1@example.com"
    actions["Copy message ID"].trigger()
    assert QGuiApplication.clipboard().text() == "m-1"
    with qtbot.waitSignal(browser.found):
        actions["Filter by this status"].trigger()
    actions["Filter by this recipient"].trigger()
    assert browser.filter.tokens() == [FilterToken("status", "bounced"), FilterToken("to", "person1@example.com")]
    actions["Show details"].trigger()
    qtbot.waitUntil(lambda: browser.side.is_open)
    menu.close()


def test_menu_key_opens_the_menu_of_the_current_row(qtbot: QtBot, services: Services, browser: MessageBrowser) -> None:
    add_logs(qtbot, services, [log_entry(1)])
    refresh(qtbot, browser)
    read_rows(qtbot, browser)
    browser.list.select_row(0)
    table = browser.list.table
    far = QPoint(5, 500)  # where the pointer is plays no part
    with qtbot.waitSignal(table.menu_wanted):
        QApplication.sendEvent(
            table.viewport(), QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, far, table.mapToGlobal(far))
        )
    menu = browser.findChild(RowMenu)
    assert menu is not None
    menu.close()


def test_selection_and_place_survive_a_refresh(qtbot: QtBot, services: Services, browser: MessageBrowser) -> None:
    add_logs(qtbot, services, [log_entry(number) for number in range(100)])
    refresh(qtbot, browser)
    browser.list.select_row(50)
    browser.list.table.scrollTo(browser.list.model.index(70, 0))
    before, chosen = browser.list.table.verticalScrollBar().value(), browser.list.current
    assert before > 0
    add_logs(qtbot, services, [log_entry(number) for number in range(100, 112)])
    refresh(qtbot, browser)
    assert browser.list.model.rowCount() == 100
    assert browser.list.new_rows.button.text() == "12 new"
    assert browser.list.new_rows.isVisible()
    assert browser.list.table.verticalScrollBar().value() == before
    qtbot.mouseClick(browser.list.new_rows.button, Qt.MouseButton.LeftButton)
    assert browser.list.new_rows.isHidden()
    assert browser.list.model.rowCount() == 112
    assert browser.list.current == chosen
    assert browser.list.table.currentIndex().row() == 62
    assert [index.row() for index in browser.list.table.selectionModel().selectedRows()] == [62]
    assert browser.list.table.verticalScrollBar().value() == 0


def test_header_sorts(qtbot: QtBot, services: Services, browser: MessageBrowser) -> None:
    add_logs(qtbot, services, [log_entry(1, to="b@example.com"), log_entry(2, to="a@example.com")])
    refresh(qtbot, browser)
    with qtbot.waitSignal(browser.found):
        browser.list.table.sort_requested.emit(2, Qt.SortOrder.AscendingOrder)
    read_rows(qtbot, browser)
    assert addresses(browser) == ["a@example.com", "b@example.com"]
    with qtbot.waitSignal(browser.told) as told:
        browser.list.table.sort_requested.emit(4, Qt.SortOrder.AscendingOrder)
    assert told.args == ["The list cannot be sorted by Why."]


def test_details_tell_the_outcome_in_words(qtbot: QtBot, services: Services, browser: MessageBrowser) -> None:
    add_logs(qtbot, services, [log_entry(1, UNDELIVERABLE, FULL)])
    add_reports(qtbot, services, [report(1, UNDELIVERABLE, FULL)])
    refresh(qtbot, browser)
    open_details(qtbot, browser, 0)
    details = browser.details
    assert details.badge.word() == "Bounced"
    assert details.message.title() == "Mailbox is full."
    assert details.message.vendor() == ""  # once is enough
    assert ("The Sandbox says", "6010 EC_RECIPIENT_INBOX_FULL") in details.summary.fields()
    assert [step.title for step in details.timeline.steps()] == ["Bounced, final", "Confirmed by the report"]
    assert ("Message ID", "m-1") in details.summary.fields()
    details.views.set_current("fields")
    assert details.fields.isVisible()
    assert ("Price", "0.0004 EUR") in details.fields.fields()
    details.views.set_current("raw")
    assert '"pricePerMessage": 0.0004' in details.raw.text.toPlainText()
    details.raw.copy.click()
    assert QGuiApplication.clipboard().text() == details.raw.text.toPlainText()


def test_details_follow_the_row_and_close_with_escape(
    qtbot: QtBot, services: Services, browser: MessageBrowser
) -> None:
    queue(qtbot, services, "Your November statement", ["ana@example.com"])
    add_logs(qtbot, services, [log_entry(1)])
    refresh(qtbot, browser)
    open_details(qtbot, browser, 1)  # the queued one, which is newer, stands above it
    assert browser.details.to.toPlainText() == "To person1@example.com"
    qtbot.keyClick(browser.list.table, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: browser.details.subject.toPlainText() == "Your November statement")
    browser.activateWindow()
    browser.list.table.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is browser.list.table)
    qtbot.keyClick(browser.list.table, Qt.Key.Key_Escape)
    assert not browser.side.is_open


def test_ctrl_f_goes_to_the_filter_and_escape_back(qtbot: QtBot, services: Services, browser: MessageBrowser) -> None:
    add_logs(qtbot, services, [log_entry(1)])
    refresh(qtbot, browser)
    browser.activateWindow()
    browser.focus_list()
    qtbot.waitUntil(browser.list.table.hasFocus)
    qtbot.keyClick(browser.list.table, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert browser.filter.input().hasFocus()
    qtbot.keyClick(browser.filter.input(), Qt.Key.Key_Escape)
    assert browser.list.table.hasFocus()


def test_same_bulk_lists_the_bulk(qtbot: QtBot, services: Services, browser: MessageBrowser) -> None:
    add_logs(qtbot, services, [log_entry(number) for number in range(4)])
    refresh(qtbot, browser)
    open_details(qtbot, browser, 0)
    with qtbot.waitSignal(browser.found):
        browser.details.same_bulk.click()
    assert browser.filter.tokens() == [FilterToken("bulk", "b-0")]
    assert browser.list.model.rowCount() == 2


def test_icons_of_the_buttons_stand_under_the_labels(qtbot: QtBot, services: Services, browser: MessageBrowser) -> None:
    add_logs(qtbot, services, [log_entry(number) for number in range(4)])
    refresh(qtbot, browser)
    open_details(qtbot, browser, 0)
    details = browser.details
    labels = details.summary.mapTo(details, QPoint(0, 0)).x()
    assert details.subject.mapTo(details, QPoint(0, 0)).x() == labels
    assert details.same_bulk.mapTo(details, QPoint(0, 0)).x() == labels - 12
    details.views.set_current("fields")
    details.layout().activate()
    assert details.fields.mapTo(details, QPoint(0, 0)).x() == labels


def test_a_bulk_of_one_has_no_others(qtbot: QtBot, services: Services, browser: MessageBrowser) -> None:
    add_logs(qtbot, services, [log_entry(1)])
    refresh(qtbot, browser)
    open_details(qtbot, browser, 0)
    assert browser.details.same_bulk.isHidden()


def test_details_lie_over_the_list_in_a_narrow_window(
    qtbot: QtBot, services: Services, browser: MessageBrowser
) -> None:
    add_logs(qtbot, services, [log_entry(1)])
    refresh(qtbot, browser)
    open_details(qtbot, browser, 0)
    width = browser.list.width()
    assert width < browser.width()
    browser.resize(1000, 600)
    assert browser.side.is_over
    assert browser.details.isVisible()
    assert browser.list.width() == 1000
    assert browser.details.geometry().right() == browser.side.rect().right()
    browser.resize(1280, 700)
    assert not browser.side.is_over
    assert abs(browser.list.width() - width) <= 1  # the handle between the two


def test_copying_takes_the_shown_columns(qtbot: QtBot, services: Services, browser: MessageBrowser) -> None:
    add_logs(qtbot, services, [log_entry(1, UNDELIVERABLE, FULL), log_entry(2)])
    refresh(qtbot, browser)
    browser.list.table.selectAll()
    browser.list.table.setColumnHidden(1, True)
    with qtbot.waitSignal(browser.told) as told:
        qtbot.keyClick(browser.list.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert told.args == ["2 rows copied."]
    assert QGuiApplication.clipboard().text() == (
        "Delivered\tperson2@example.com\t\t\nBounced\tperson1@example.com\t\tMailbox is full"
    )


def test_layout_is_kept(qtbot: QtBot, services: Services, browser: MessageBrowser) -> None:
    browser.list.table.setColumnWidth(2, 333)
    browser.save_layout()
    again = MessageBrowser(services, MESSAGES, FIRST_SORT, WORDS, "logs")
    qtbot.addWidget(again)
    assert again.list.table.columnWidth(2) == 333
