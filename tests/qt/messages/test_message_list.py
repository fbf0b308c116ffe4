"""The list of messages: its rows, its order, its selection."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from composer_app.domain.filter_parser import FilterToken
from composer_app.domain.ids import SANDBOX_ACCOUNT
from composer_app.domain.queries import ArchiveFilter, SortKey
from composer_app.services.records import PAGE
from composer_app.services.services import Services
from composer_app.ui.logs.log_columns import FIRST_SORT, MESSAGES
from composer_app.ui.messages.message_browser import MessageBrowser
from composer_app.ui.messages.message_list import MessageList
from composer_app.ui.widgets.empty_state import EmptyState
from tests.patience import PATIENCE_S
from tests.qt.messages.browsing import WORDS, addresses, read_rows, refresh, rest_held_up
from tests.qt.messages.samples import FULL, PENDING, UNDELIVERABLE, add_logs, log_entry


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
    assert browser.list.table.verticalScrollBar().value() == 0
    assert chosen is not None
    assert browser.list.current != chosen, "what came is read now"


@pytest.mark.parametrize("order", [Qt.SortOrder.DescendingOrder, Qt.SortOrder.AscendingOrder])
def test_at_the_edge_where_they_arrive_new_rows_come_into_sight(
    qtbot: QtBot, services: Services, browser: MessageBrowser, order: Qt.SortOrder
) -> None:
    add_logs(qtbot, services, [log_entry(number) for number in range(100)])
    refresh(qtbot, browser)
    with qtbot.waitSignal(browser.found):
        browser.list.table.sort_requested.emit(1, order)
    is_newest_first = order is Qt.SortOrder.DescendingOrder
    if not is_newest_first:
        browser.list.table.scrollToBottom()
    bar = browser.list.table.verticalScrollBar()

    def edge() -> int:
        return bar.minimum() if is_newest_first else bar.maximum()

    assert bar.maximum() > 0
    add_logs(qtbot, services, [log_entry(number) for number in range(100, 102)])
    refresh(qtbot, browser)
    assert (browser.list.model.rowCount(), bar.value(), browser.list.new_rows.isHidden()) == (102, edge(), True)

    bar.setValue(bar.maximum() // 2)
    middle = bar.value()
    add_logs(qtbot, services, [log_entry(number) for number in range(102, 105)])
    refresh(qtbot, browser)
    assert (browser.list.model.rowCount(), bar.value()) == (102, middle)
    assert browser.list.new_rows.button.text() == "3 new"
    browser.list.new_rows.wanted.emit()
    assert (browser.list.model.rowCount(), bar.value(), browser.list.new_rows.isHidden()) == (105, edge(), True)


def test_a_row_is_selected_alone_also_while_ctrl_is_held(
    qtbot: QtBot, services: Services, browser: MessageBrowser
) -> None:
    add_logs(qtbot, services, [log_entry(number) for number in range(100)])
    refresh(qtbot, browser)
    table = browser.list.table
    browser.list.select_row(0)
    qtbot.keyPress(table, Qt.Key.Key_Control, Qt.KeyboardModifier.ControlModifier)

    browser.list.select_row(90)

    assert [index.row() for index in table.selectionModel().selectedRows()] == [90]
    assert table.viewport().rect().intersects(table.visualRect(table.currentIndex()))


def test_a_selected_row_is_being_read_and_nothing_moves(
    qtbot: QtBot, services: Services, browser: MessageBrowser
) -> None:
    add_logs(qtbot, services, [log_entry(number) for number in range(100)])
    refresh(qtbot, browser)
    browser.list.select_row(1)
    seen = browser.list.table.visualRect(browser.list.table.currentIndex())

    add_logs(qtbot, services, [log_entry(number) for number in range(100, 180)])
    refresh(qtbot, browser)

    assert browser.list.model.rowCount() == 100
    assert browser.list.table.visualRect(browser.list.table.currentIndex()) == seen
    qtbot.mouseClick(browser.list.new_rows.button, Qt.MouseButton.LeftButton)
    assert browser.list.model.rowCount() == 180
    assert browser.list.table.selectionModel().selectedRows() == []
    add_logs(qtbot, services, [log_entry(180)])
    refresh(qtbot, browser)
    assert browser.list.model.rowCount() == 181, "it follows again"


def test_an_order_without_an_edge_holds_new_rows_back(
    qtbot: QtBot, services: Services, browser: MessageBrowser
) -> None:
    add_logs(qtbot, services, [log_entry(number) for number in range(3)])
    refresh(qtbot, browser)
    sort_by_address(qtbot, browser)
    add_logs(qtbot, services, [log_entry(9)])
    refresh(qtbot, browser)
    assert browser.list.model.rowCount() == 3
    assert browser.list.new_rows.button.text() == "1 new"
    browser.list.show_new()
    assert browser.list.model.rowCount() == 4


def test_the_line_counts_what_came_not_what_left(qtbot: QtBot, services: Services, browser: MessageBrowser) -> None:
    add_logs(qtbot, services, [log_entry(number, PENDING) for number in range(4)])
    with qtbot.waitSignal(browser.found):
        browser.show_filter([FilterToken("status", "pending")])
    browser.list.select_row(0)
    add_logs(qtbot, services, [log_entry(0), log_entry(1), log_entry(5, PENDING)])
    refresh(qtbot, browser)
    assert browser.list.new_rows.button.text() == "1 new"
    add_logs(qtbot, services, [log_entry(5)])
    refresh(qtbot, browser)
    assert browser.list.new_rows.button.text() == "The list has changed"


def test_without_follow_every_new_row_waits(qtbot: QtBot, services: Services, browser: MessageBrowser) -> None:
    add_logs(qtbot, services, [log_entry(1)])
    refresh(qtbot, browser)
    assert browser.list.follows
    browser.list.set_following(False)
    add_logs(qtbot, services, [log_entry(2)])
    refresh(qtbot, browser)
    assert (browser.list.model.rowCount(), browser.list.new_rows.isVisible()) == (1, True)
    browser.list.set_following(True)
    assert (browser.list.model.rowCount(), browser.list.new_rows.isVisible()) == (2, False)


def test_header_sorts(qtbot: QtBot, services: Services, browser: MessageBrowser) -> None:
    add_logs(qtbot, services, [log_entry(1, to="b@example.com"), log_entry(2, to="a@example.com")])
    refresh(qtbot, browser)
    with qtbot.waitSignal(browser.found):
        browser.list.table.sort_requested.emit(2, Qt.SortOrder.AscendingOrder)
    read_rows(qtbot, browser)
    assert addresses(browser) == ["a@example.com", "b@example.com"]
    with qtbot.waitSignal(browser.toast_requested) as emitted:
        browser.list.table.sort_requested.emit(4, Qt.SortOrder.AscendingOrder)
    assert emitted.args == ["The list cannot be sorted by Why."]


def test_copying_takes_the_shown_columns(qtbot: QtBot, services: Services, browser: MessageBrowser) -> None:
    add_logs(qtbot, services, [log_entry(1, UNDELIVERABLE, FULL), log_entry(2)])
    refresh(qtbot, browser)
    browser.list.table.selectAll()
    browser.list.table.setColumnHidden(1, True)
    with qtbot.waitSignal(browser.toast_requested) as emitted:
        qtbot.keyClick(browser.list.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert emitted.args == ["2 rows copied."]
    assert QGuiApplication.clipboard().text() == (
        "Delivered\tperson2@example.com\t\t\nBounced\tperson1@example.com\t\tMailbox is full"
    )


@pytest.fixture
def long(qtbot: QtBot, services: Services, browser: MessageBrowser) -> MessageBrowser:
    """More rows than a first page has; as many senders as rows, so that sorting by To turns the list round."""
    add_logs(qtbot, services, [log_entry(number, to=f"{number:04}@example.com") for number in range(2 * PAGE)])
    refresh(qtbot, browser)
    assert browser.list.model.rowCount() == 2 * PAGE
    return browser


def sort_by_address(qtbot: QtBot, browser: MessageBrowser) -> None:
    with qtbot.waitSignal(browser.found):
        browser.list.table.sort_requested.emit(2, Qt.SortOrder.AscendingOrder)


def selected(browser: MessageBrowser) -> list[int]:
    return sorted(index.row() for index in browser.list.table.selectionModel().selectedRows())


def test_what_is_selected_stays_so_behind_the_first_page(qtbot: QtBot, long: MessageBrowser) -> None:
    table, model = long.list.table, long.list.model
    for place in (0, 5, 2 * PAGE - 1):
        table.selectionModel().select(
            model.index(place, 0), QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        )
    table.selectionModel().setCurrentIndex(model.index(5, 0), QItemSelectionModel.SelectionFlag.NoUpdate)
    current = long.list.current
    with qtbot.assertNotEmitted(long.list.current_changed):
        sort_by_address(qtbot, long)
    assert selected(long) == [0, 2 * PAGE - 6, 2 * PAGE - 1]
    assert long.list.current == current
    assert table.currentIndex().row() == 2 * PAGE - 6
    assert table.verticalScrollBar().value() == 0


def test_what_the_user_selects_meanwhile_counts(qtbot: QtBot, services: Services, long: MessageBrowser) -> None:
    long.list.select_row(0)
    with rest_held_up(services, long.list.model):
        with qtbot.waitSignal(long.list.model.begun):
            long.list.table.sort_requested.emit(2, Qt.SortOrder.AscendingOrder)
        assert selected(long) == []  # the row is among those that are still to come
        long.list.select_row(3)
    with qtbot.waitSignal(long.found):
        pass
    assert selected(long) == [3]


def test_all_rows_are_also_those_to_come(qtbot: QtBot, services: Services, long: MessageBrowser) -> None:
    with rest_held_up(services, long.list.model):
        with qtbot.waitSignal(long.list.model.begun):
            long.list.table.sort_requested.emit(2, Qt.SortOrder.AscendingOrder)
        assert long.filter.accessibleDescription() == "Counting…"
        long.list.table.selectAll()
    with qtbot.waitSignal(long.found):
        pass
    assert long.filter.accessibleDescription() == "400 messages"
    assert len(selected(long)) == 2 * PAGE


def test_end_goes_to_the_last_row_of_those_to_come(qtbot: QtBot, services: Services, long: MessageBrowser) -> None:
    table = long.list.table
    with rest_held_up(services, long.list.model):
        with qtbot.waitSignal(long.list.model.begun):
            table.sort_requested.emit(2, Qt.SortOrder.AscendingOrder)
        qtbot.keyClick(table, Qt.Key.Key_End)
        assert selected(long) == [PAGE - 1]
    with qtbot.waitSignal(long.found):
        pass
    assert selected(long) == [2 * PAGE - 1]
    assert table.currentIndex().row() == 2 * PAGE - 1
    assert table.verticalScrollBar().value() == table.verticalScrollBar().maximum()


def test_what_is_chosen_after_end_stays(qtbot: QtBot, services: Services, long: MessageBrowser) -> None:
    with rest_held_up(services, long.list.model):
        with qtbot.waitSignal(long.list.model.begun):
            long.list.table.sort_requested.emit(2, Qt.SortOrder.AscendingOrder)
        qtbot.keyClick(long.list.table, Qt.Key.Key_End)
        long.list.select_row(3)
    with qtbot.waitSignal(long.found):
        pass
    assert selected(long) == [3]


def test_a_current_row_that_no_longer_matches_is_none(qtbot: QtBot, long: MessageBrowser) -> None:
    long.list.select_row(0)
    with qtbot.waitSignals([long.list.current_changed, long.found]):
        long.show_filter([], "0001@example.com")
    assert long.list.current is None


def test_many_rows_are_copied_part_by_part_in_their_order(
    qtbot: QtBot, services: Services, long: MessageBrowser
) -> None:
    add_logs(qtbot, services, [log_entry(number, to=f"{number:04}@example.com") for number in range(2 * PAGE, 600)])
    refresh(qtbot, long)
    for column in range(long.list.model.columnCount()):
        long.list.table.setColumnHidden(column, column != 2)
    long.list.table.selectAll()
    long.list.copy_rows()
    with qtbot.waitSignal(long.toast_requested) as emitted:
        long.list.copy_rows()  # in place of the one before
    assert emitted.args == ["600 rows copied."]
    assert QGuiApplication.clipboard().text().split("\n") == [f"{n:04}@example.com" for n in range(599, -1, -1)]


@pytest.fixture
def filled(qtbot: QtBot, services: Services, browser: MessageBrowser) -> MessageBrowser:
    add_logs(qtbot, services, [log_entry(number) for number in range(20)])
    refresh(qtbot, browser)
    read_rows(qtbot, browser)
    return browser


def spot(browser: MessageBrowser, row: int) -> QPoint:
    return browser.list.table.visualRect(browser.list.model.index(row, 0)).center()


@pytest.mark.parametrize("width", [1280, 960], ids=["beside the list", "over the list"])
def test_a_double_click_opens_and_leaves_open(qtbot: QtBot, filled: MessageBrowser, width: int) -> None:
    filled.resize(width, 600)
    table = filled.list.table
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot(filled, 3))
    qtbot.waitUntil(lambda: filled.side.is_open)
    qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot(filled, 3))
    assert filled.side.is_open
    assert table.currentIndex().row() == 3
    assert [index.row() for index in table.selectionModel().selectedRows()] == [3]


@pytest.fixture
def _patient_double_click() -> Iterator[None]:
    """The second press may come late: a busy computer makes no single click of it."""
    before = QApplication.doubleClickInterval()
    QApplication.setDoubleClickInterval(round(PATIENCE_S * 1000))
    yield
    QApplication.setDoubleClickInterval(before)


@pytest.mark.usefixtures("_patient_double_click")
def test_the_second_press_goes_through_the_panel_that_came(qtbot: QtBot, filled: MessageBrowser) -> None:
    filled.resize(960, 600)
    table = filled.list.table
    at_the_right = QPoint(table.viewport().width() - 40, spot(filled, 3).y())
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at_the_right)
    qtbot.waitUntil(lambda: filled.side.is_open)
    under = filled.childAt(table.viewport().mapTo(filled, at_the_right))
    assert under is not None
    assert not filled.details.isAncestorOf(under)


def test_space_opens_and_closes(qtbot: QtBot, filled: MessageBrowser) -> None:
    filled.list.select_row(2)
    qtbot.keyClick(filled.list.table, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: filled.side.is_open)
    qtbot.keyClick(filled.list.table, Qt.Key.Key_Space)
    assert not filled.side.is_open


def test_home_and_end_go_to_the_first_and_last_row(qtbot: QtBot, filled: MessageBrowser) -> None:
    table = filled.list.table
    filled.list.select_row(5)
    qtbot.keyClick(table, Qt.Key.Key_End)
    assert table.currentIndex().row() == 19
    assert [index.row() for index in table.selectionModel().selectedRows()] == [19]
    qtbot.keyClick(table, Qt.Key.Key_Home)
    assert table.currentIndex().row() == 0
    qtbot.keyClick(table, Qt.Key.Key_End, Qt.KeyboardModifier.ShiftModifier)
    assert len(table.selectionModel().selectedRows()) == 20
    qtbot.keyClick(table, Qt.Key.Key_Home)  # Qt holds Shift for pressed until a key comes without it


def test_a_click_gives_the_table_the_focus(qtbot: QtBot, filled: MessageBrowser) -> None:
    filled.activateWindow()
    filled.filter.focus_input()
    qtbot.mouseClick(filled.list.table.viewport(), Qt.MouseButton.LeftButton, pos=spot(filled, 1))
    qtbot.waitUntil(lambda: QApplication.focusWidget() is filled.list.table)


def test_the_order_is_the_one_the_head_shows_after_a_restart(
    qtbot: QtBot, services: Services, filled: MessageBrowser
) -> None:
    with qtbot.waitSignal(filled.found):
        filled.list.table.sort_requested.emit(2, Qt.SortOrder.AscendingOrder)
    filled.list.table.show_sorted(2, Qt.SortOrder.AscendingOrder)
    filled.save_layout()

    again = MessageBrowser(services, MESSAGES, FIRST_SORT, WORDS, "logs")
    qtbot.addWidget(again)

    assert again.list.table.sorted_by() == (2, Qt.SortOrder.AscendingOrder)
    assert again.list.sort == (SortKey.TO, False)


def test_a_list_without_a_selection_copies_nothing(qtbot: QtBot, services: Services) -> None:
    rows = MessageList(services.records, MESSAGES, FIRST_SORT, EmptyState("Nothing."))
    qtbot.addWidget(rows)
    with qtbot.waitSignal(rows.model.answered):
        rows.show_filter(ArchiveFilter(account_id=SANDBOX_ACCOUNT))
    QGuiApplication.clipboard().setText("before")

    rows.copy_rows()

    assert rows.current is None
    assert rows.current_record() is None
    assert QGuiApplication.clipboard().text() == "before"
