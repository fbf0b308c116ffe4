"""The words where the list is empty, and the way out of a filter."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from composer_app.domain.filter_parser import FilterToken
from composer_app.services.services import Services
from composer_app.ui.messages.empty_list import EmptyList
from composer_app.ui.messages.message_browser import MessageBrowser
from tests.qt.messages.browsing import WORDS, refresh
from tests.qt.messages.samples import FULL, UNDELIVERABLE, add_logs, log_entry


def test_an_archive_without_messages_says_what_will_be_here(qtbot: QtBot, browser: MessageBrowser) -> None:
    refresh(qtbot, browser)
    assert isinstance(browser.list.empty, EmptyList)
    assert browser.empty.accessibleName() == f"{WORDS.sentence} {WORDS.how}"
    assert not browser.empty.way_out_button.isVisible()


def test_nothing_matching_offers_the_way_out(qtbot: QtBot, services: Services, browser: MessageBrowser) -> None:
    add_logs(qtbot, services, [log_entry(1), log_entry(2)])
    browser.show_filter([FilterToken("status", "expired"), FilterToken("since", "7d")])
    qtbot.waitUntil(lambda: not browser.empty.way_out_button.isHidden())
    assert browser.empty.accessibleName() == ('Nothing matches this filter. 2 messages match without "status:expired".')
    with qtbot.waitSignal(browser.found):
        browser.empty.way_out_button.click()
    assert not browser.list.is_empty
    assert browser.filter.tokens() == [FilterToken("since", "7d")]


def test_two_tokens_that_each_leave_nothing_can_be_cleared(
    qtbot: QtBot, services: Services, browser: MessageBrowser
) -> None:
    add_logs(qtbot, services, [log_entry(1), log_entry(2)])
    browser.show_filter([FilterToken("status", "expired"), FilterToken("to", "nobody@"), FilterToken("since", "soon")])
    qtbot.waitUntil(lambda: not browser.empty.way_out_button.isHidden())
    assert browser.empty.way_out_button.text() == "Clear the filter"
    assert browser.empty.accessibleName() == "Nothing matches this filter. 2 messages match without a filter."
    with qtbot.waitSignal(browser.found):
        browser.empty.way_out_button.click()
    assert browser.filter.tokens() == []


def test_words_of_the_program_lead_to_the_mail_that_they_mean(
    qtbot: QtBot, services: Services, browser: MessageBrowser
) -> None:
    add_logs(qtbot, services, [log_entry(1), log_entry(2, UNDELIVERABLE, FULL)])
    browser.filter.set_written("mailbox full")
    qtbot.waitUntil(lambda: not browser.empty.way_out_button.isHidden())
    assert browser.empty.accessibleName().endswith('1 message matches "Mailbox is full · error:6010".')
    with qtbot.waitSignal(browser.found):
        browser.empty.way_out_button.click()
    assert browser.filter.tokens() == [FilterToken("error", "6010")]
    assert not browser.list.is_empty
