"""The tables of the overview by mouse and keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from composer_app.domain.filter_parser import FilterToken
from composer_app.domain.outcome import Outcome
from composer_app.ui.overview.figure_table import Cell, FigureColumn, FigureTable, ShareBar
from composer_app.ui.theme.theme_store import current
from tests.qt.windows import show

ALL, BOUNCED = (FilterToken("to-domain", "corp.example"),), (FilterToken("status", "bounced"),)
COLUMNS = [
    FigureColumn("To domain", stretch=1, is_sortable=True),
    FigureColumn("Sent", is_number=True, is_sortable=True, is_sorted=True),
    FigureColumn("Bounced", is_number=True, has_bars=True, has_warnings=True),
]
ROWS = [
    [
        Cell("corp.example", ALL),
        Cell("1,204", ALL),
        Cell("4.1 %", BOUNCED, ShareBar(0.41, Outcome.BOUNCED, 0.2, is_past=True), is_strong=True, name="past"),
    ],
    [Cell("example.com"), Cell("6"), Cell("0 %", is_grey=True)],
    [Cell("16 more domains", expands=True), Cell("11"), Cell()],
]


@pytest.fixture
def table(qtbot: QtBot) -> FigureTable:
    made = show(qtbot, FigureTable("table"), 700, 300)
    made.set_content(COLUMNS, ROWS)
    return made


def place(table: FigureTable, row: int, column: int) -> QPoint:
    return table.visualRect(table.model().index(row, column)).center()


def click(qtbot: QtBot, table: FigureTable, row: int, column: int) -> None:
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place(table, row, column))


def test_a_click_opens_the_list_of_its_cell(qtbot: QtBot, table: FigureTable) -> None:
    with qtbot.waitSignal(table.list_wanted) as wanted:
        click(qtbot, table, 0, 2)
    assert wanted.args == [BOUNCED]
    with qtbot.assertNotEmitted(table.list_wanted), qtbot.assertNotEmitted(table.more_wanted):
        click(qtbot, table, 1, 1)
    with qtbot.waitSignal(table.more_wanted):
        click(qtbot, table, 2, 0)


def test_the_keys_do_the_same(qtbot: QtBot, table: FigureTable) -> None:
    table.setFocus()
    table.setCurrentIndex(table.model().index(0, 0))
    qtbot.keyClick(table, Qt.Key.Key_Right)
    with qtbot.waitSignal(table.list_wanted) as wanted:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert wanted.args == [ALL]
    table.setCurrentIndex(table.model().index(2, 0))
    with qtbot.waitSignal(table.more_wanted):
        qtbot.keyClick(table, Qt.Key.Key_Return)


def press_title(qtbot: QtBot, table: FigureTable, column: int) -> None:
    header = table.horizontalHeader()
    middle = header.sectionViewportPosition(column) + header.sectionSize(column) // 2
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(middle, header.height() // 2))


def test_a_click_on_a_title_sorts(qtbot: QtBot, table: FigureTable) -> None:
    with qtbot.waitSignal(table.sort_wanted) as wanted:
        press_title(qtbot, table, 1)
    assert wanted.args == [1]
    with qtbot.assertNotEmitted(table.sort_wanted):
        press_title(qtbot, table, 2)


def test_the_keys_reach_the_titles_above_the_first_row(qtbot: QtBot, table: FigureTable) -> None:
    table.window().activateWindow()
    table.setFocus()
    qtbot.waitUntil(table.hasFocus)
    sorts: list[int] = []
    table.sort_wanted.connect(sorts.append)
    qtbot.keyClick(table, Qt.Key.Key_Down)
    qtbot.keyClick(table, Qt.Key.Key_Up)
    assert table.currentIndex().row() == 0
    with qtbot.waitSignal(table.cell_reached):
        qtbot.keyClick(table, Qt.Key.Key_Up)
    assert not table.currentIndex().isValid()
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Right):
        qtbot.keyClick(table, key)
    assert sorts == [0]
    qtbot.keyClick(table, Qt.Key.Key_Space)
    assert sorts == [0, 1]
    table.set_content(COLUMNS, ROWS)
    qtbot.keyClick(table, Qt.Key.Key_Enter)
    assert sorts == [0, 1, 1]
    qtbot.keyClick(table, Qt.Key.Key_Right)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert sorts == [0, 1, 1]
    assert (table.currentIndex().row(), table.currentIndex().column()) == (0, 2)


def test_a_table_without_an_order_keeps_the_keys_in_its_rows(qtbot: QtBot, table: FigureTable) -> None:
    table.set_content([FigureColumn("Currency", stretch=1)], [[Cell("EUR", ALL)]])
    table.window().activateWindow()
    table.setFocus()
    qtbot.waitUntil(table.hasFocus)
    qtbot.keyClick(table, Qt.Key.Key_Up)
    assert table.currentIndex().isValid()


def test_a_title_says_how_it_sorts(table: FigureTable) -> None:
    role = Qt.ItemDataRole.AccessibleTextRole
    said = [table.model().headerData(place, Qt.Orientation.Horizontal, role) for place in range(3)]
    assert said == ["To domain, press to sort", "Sent, sorted downwards", "Bounced"]


def test_it_begins_at_the_first_cell_and_stays_where_it_was(qtbot: QtBot, table: FigureTable) -> None:
    table.window().activateWindow()
    table.setFocus()
    qtbot.waitUntil(table.hasFocus)
    here = table.currentIndex()
    assert (here.row(), here.column()) == (0, 0)
    with qtbot.waitSignal(table.cell_reached) as reached:
        qtbot.keyClick(table, Qt.Key.Key_Down)
    assert table.viewport().mapFromGlobal(reached.args[0]) == place(table, 1, 0)
    table.set_content(COLUMNS, ROWS)
    assert (table.currentIndex().row(), table.currentIndex().column()) == (1, 0)
    table.set_content(COLUMNS, ROWS[:1])
    assert table.currentIndex().row() == 0


def test_it_is_as_high_as_its_rows(table: FigureTable) -> None:
    header = table.horizontalHeader().sizeHint().height()
    assert table.sizeHint().height() == header + sum(table.rowHeight(row) for row in range(len(ROWS)))
    table.set_content(COLUMNS, ROWS[:1])
    assert table.sizeHint().height() == header + table.rowHeight(0)


def test_the_columns_fill_the_width(table: FigureTable) -> None:
    header = table.horizontalHeader()
    assert sum(header.sectionSize(column) for column in range(3)) == table.viewport().width()


def test_a_bar_its_mark_and_the_warning_are_painted(table: FigureTable) -> None:
    cell = table.visualRect(table.model().index(0, 2))
    picture = table.viewport().grab(cell).toImage()
    colours = {picture.pixelColor(x, y).name() for x in range(picture.width()) for y in range(picture.height())}
    theme = current()
    for colour in (theme.outcomes[Outcome.BOUNCED].bar, theme.text2, theme.line):
        assert colour.name() in colours
    small = table.viewport().grab(table.visualRect(table.model().index(1, 2))).toImage()
    bar = theme.outcomes[Outcome.BOUNCED].bar
    assert all(small.pixelColor(x, y) != bar for x in range(small.width()) for y in range(small.height()))


def test_a_screen_reader_hears_what_the_sign_says(table: FigureTable) -> None:
    index = table.model().index(0, 2)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "past"
    assert index.data() == "4.1 %"
    assert table.model().headerData(0, Qt.Orientation.Horizontal) == "To domain"
    assert table.cell(1, 0).text == "example.com"
    assert table.texts()[1] == ["example.com", "6", "0 %"]
