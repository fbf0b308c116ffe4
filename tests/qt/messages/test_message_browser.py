"""Filter row, list and details together, over a real archive."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from pytestqt.qtbot import QtBot

from composer_app.domain.filter_parser import FilterToken
from composer_app.domain.filter_words import MAX_WORDS
from composer_app.services.records import MailRef
from composer_app.services.services import Services
from composer_app.ui.logs.log_columns import FIRST_SORT, MESSAGES
from composer_app.ui.messages.message_browser import MessageBrowser, pause_after
from tests.qt.messages.browsing import WORDS, addresses, read_rows, refresh
from tests.qt.messages.samples import FULL, UNDELIVERABLE, add_logs, log_entry
from tests.qt.windows import offers


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


def test_words_that_do_not_count_are_named(qtbot: QtBot, services: Services, browser: MessageBrowser) -> None:
    add_logs(qtbot, services, [log_entry(1)])
    refresh(qtbot, browser)
    many = " ".join(["a", *(f"word{n}" for n in range(MAX_WORDS - 1)), "Umbrella"])
    browser.show_filter([], many)
    assert browser.words_note.isVisible()
    assert browser.words_note.text() == "The filter takes 100 words. 1 word is left out: Umbrella"
    browser.show_filter([], f"{many} hat A")
    assert browser.words_note.text() == "The filter takes 100 words. 2 words are left out: Umbrella, hat"
    browser.show_filter([], "example")
    assert not browser.words_note.isVisible()


def test_rows_are_painted_before_anything_is_counted_around_them(
    qtbot: QtBot, services: Services, browser: MessageBrowser
) -> None:
    add_logs(qtbot, services, [log_entry(1), log_entry(2, UNDELIVERABLE, FULL)])
    refresh(qtbot, browser)
    steps = Steps(browser)
    with qtbot.waitSignal(browser.found):
        browser.show_filter([FilterToken("status", "bounced")])
    assert steps.seen.index("painted 1") < steps.seen.index("count")
    assert steps.seen.count("count") == 1
    steps.seen.clear()
    with qtbot.waitSignal(browser.found):
        browser.show_filter([], "nothing-like-this")
    assert [step for step in steps.seen if "painted" not in step] == ["another filter", "count"]


def test_what_is_in_sight_already_is_counted_with_a_refresh(
    qtbot: QtBot, services: Services, browser: MessageBrowser
) -> None:
    add_logs(qtbot, services, [log_entry(1)])
    refresh(qtbot, browser)
    steps = Steps(browser)
    add_logs(qtbot, services, [log_entry(2)])
    refresh(qtbot, browser)
    assert [step for step in steps.seen if "painted" not in step] == ["another filter", "count"]


class Steps(QObject):
    """Notes in which order a browser shows, and tells others to count."""

    def __init__(self, browser: MessageBrowser) -> None:
        super().__init__(browser)
        self.seen: list[str] = []
        self._model = browser.list.model
        browser.filter_changed.connect(self._on_filter_changed)
        browser.rows_shown.connect(self._on_rows_shown)
        browser.list.table.viewport().installEventFilter(self)

    def _on_filter_changed(self) -> None:
        self.seen.append("another filter")

    def _on_rows_shown(self) -> None:
        self.seen.append("count")

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint:
            self.seen.append(f"painted {self._model.rowCount()}")
        return False


def test_a_later_time_replaces_an_earlier_one(qtbot: QtBot, browser: MessageBrowser) -> None:
    tokens = [FilterToken("since", "1d"), FilterToken("to", "a"), FilterToken("since", "2d"), FilterToken("to", "b")]
    with qtbot.waitSignal(browser.found):
        browser.show_filter(tokens)
    assert browser.filter.tokens() == tokens[1:]


def test_follow_is_remembered_by_each_page(qtbot: QtBot, services: Services, browser: MessageBrowser) -> None:
    assert browser.follow_button.isChecked()
    qtbot.mouseClick(browser.follow_button, Qt.MouseButton.LeftButton)
    assert not browser.list.follows
    for name, follows in (("logs", False), ("reports", True)):
        again = MessageBrowser(services, MESSAGES, FIRST_SORT, WORDS, name)
        qtbot.addWidget(again)
        assert (again.follow_button.isChecked(), again.list.follows) == (follows, follows)


def test_wrong_token_says_why_and_filters_nothing(qtbot: QtBot, services: Services, browser: MessageBrowser) -> None:
    add_logs(qtbot, services, [log_entry(1)])
    with qtbot.waitSignal(browser.found):
        browser.show_filter([FilterToken("since", "soon")])
    assert browser.filter.token_widgets()[0].problem == "write 2d, today or 2026-11-20"
    assert browser.list.model.rowCount() == 1


def test_an_added_token_takes_the_place_of_its_opposite(qtbot: QtBot, browser: MessageBrowser) -> None:
    bounced, since = FilterToken("status", "bounced"), FilterToken("since", "1d")
    with qtbot.waitSignal(browser.found):
        browser.show_filter([bounced.opposite(), since])
    with qtbot.waitSignal(browser.found):
        browser.add_to_filter(bounced)
    assert browser.filter.tokens() == [since, bounced]
    browser.add_to_filter(bounced)
    assert browser.filter.tokens() == [since, bounced]


def test_anything_may_be_excluded_and_joined(qtbot: QtBot, services: Services, browser: MessageBrowser) -> None:
    add_logs(qtbot, services, [log_entry(number, to=f"{name}@x.example") for number, name in enumerate("abc")])
    with qtbot.waitSignal(browser.found):
        browser.filter.set_written("to:a@ OR to:b@ -to:b@")
    read_rows(qtbot, browser)
    assert addresses(browser) == ["a@x.example"]


@pytest.mark.parametrize("text", ["status:bo", "since:2", 'subject:"x', "is:", "status:delivered OR", "-", "colour:r"])
def test_what_is_half_typed_empties_no_table(
    qtbot: QtBot, services: Services, browser: MessageBrowser, text: str
) -> None:
    add_logs(qtbot, services, [log_entry(1), log_entry(2)])
    refresh(qtbot, browser)
    for number in range(len(text)):
        qtbot.keyClicks(browser.filter.input(), text[number])
    browser.filter.timer.timeout.emit()
    refresh(qtbot, browser)
    assert browser.list.model.rowCount() == 2


@pytest.mark.parametrize("text", ['"' * 9_999, 'to:"a" ' * 1_400, "OR " * 3_300, "x" * 10_000, "since:nonsense " * 600])
def test_a_filter_of_ten_thousand_characters_is_harmless(
    qtbot: QtBot, services: Services, browser: MessageBrowser, text: str
) -> None:
    add_logs(qtbot, services, [log_entry(1), log_entry(2)])
    refresh(qtbot, browser)
    began = time.process_time()
    browser.filter.input().setText(text)
    browser.filter.commit()
    refresh(qtbot, browser)
    assert time.process_time() - began < 20
    assert browser.filter.height() < 6 * 32
    browser.show_filter([])


def test_an_erased_address_leaves_the_filter_and_its_history(
    qtbot: QtBot, services: Services, browser: MessageBrowser
) -> None:
    since = FilterToken("since", "7d")
    browser.show_filter([FilterToken("to", "ana@example.com")])
    browser.show_filter([since, FilterToken("to", "ana@example.com")], "late ana@example.com")
    with qtbot.waitSignal(services.eraser.forgotten):
        services.eraser.erase("ana@example.com")
    assert (browser.filter.tokens(), browser.filter.text()) == ([since], "")
    assert services.settings.filters("logs") == ["since:7d"]


def test_an_erased_address_that_is_still_being_typed_does_not_come_back(
    qtbot: QtBot, services: Services, browser: MessageBrowser
) -> None:
    qtbot.keyClicks(browser.filter.input(), "to:ana@example.com")
    with qtbot.waitSignal(services.eraser.forgotten):
        services.eraser.erase("ana@example.com")
    browser.filter.commit()
    assert browser.filter.written() == ""
    assert services.settings.filters("logs") == []


def test_domains_and_errors_of_the_newest_mail_are_offered(
    qtbot: QtBot, services: Services, browser: MessageBrowser
) -> None:
    add_logs(qtbot, services, [log_entry(1, UNDELIVERABLE, FULL, to="ana@corp.example")])

    def are_offered() -> bool:
        browser.load_bulks()
        browser.filter.input().clear()
        qtbot.keyClicks(browser.filter.input(), "to-domain:co")
        return offers(browser.filter) == ["to-domain:corp.example"]

    qtbot.waitUntil(are_offered)
    browser.filter.input().clear()
    qtbot.keyClicks(browser.filter.input(), "-error:")
    assert offers(browser.filter) == [f"-error:{FULL.name}", f"-error:{FULL.id}"]


def test_filters_are_remembered_for_each_page(qtbot: QtBot, services: Services, browser: MessageBrowser) -> None:
    with qtbot.waitSignal(browser.found):
        browser.show_filter([FilterToken("since", "1d")], "late")
    assert services.settings.filters("logs") == ["since:1d late"]
    browser.show_filter([])
    qtbot.keyClick(browser.filter.input(), Qt.Key.Key_Up)
    assert offers(browser.filter) == ["since:1d late"]


def test_wrong_token_throws_out_no_good_one(qtbot: QtBot, browser: MessageBrowser) -> None:
    with qtbot.waitSignal(browser.found):
        browser.show_filter([FilterToken("since", "7d"), FilterToken("since", "soon")])
    assert [token.value for token in browser.filter.tokens()] == ["7d", "soon"]
    assert browser.wanted().since is not None
    browser.show_filter([*browser.filter.tokens(), FilterToken("since", "2d")])
    assert [token.value for token in browser.filter.tokens()] == ["2d"]


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


def test_enter_and_a_double_click_show_the_mail_and_its_neighbours(
    qtbot: QtBot, services: Services, browser: MessageBrowser
) -> None:
    add_logs(qtbot, services, [log_entry(number) for number in (1, 2, 3)])
    refresh(qtbot, browser)
    ids, table = list(browser.list.model.found.ids), browser.list.table
    browser.list.select_row(1)
    with qtbot.waitSignal(browser.mail_wanted) as wanted:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert wanted.args == [MailRef(row=ids[1]), 1, 3]
    assert not browser.side.is_open
    with qtbot.waitSignal(browser.mail_wanted) as wanted:
        browser.open_neighbour(1)
    assert wanted.args == [MailRef(row=ids[2]), 2, 3]
    with qtbot.assertNotEmitted(browser.mail_wanted):
        browser.open_neighbour(1)
    where = table.visualRect(browser.list.model.index(0, 1)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=where)
    with qtbot.waitSignal(browser.mail_wanted) as wanted:
        qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert wanted.args == [MailRef(row=ids[0]), 0, 3]


def test_layout_is_kept(qtbot: QtBot, services: Services, browser: MessageBrowser) -> None:
    browser.list.table.setColumnWidth(2, 333)
    browser.save_layout()
    again = MessageBrowser(services, MESSAGES, FIRST_SORT, WORDS, "logs")
    qtbot.addWidget(again)
    assert again.list.table.columnWidth(2) == 333


@pytest.mark.parametrize(("took_ms", "pause_ms"), [(0, 120), (20, 120), (100, 500), (300, 1500), (5000, 2000)])
def test_a_list_that_takes_long_is_renewed_less_often(took_ms: float, pause_ms: int) -> None:
    assert pause_after(took_ms) == pause_ms
