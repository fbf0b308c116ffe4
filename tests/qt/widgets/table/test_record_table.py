"""The table of Logs and Reports over a plain model."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QPoint, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from composer_app.domain.outcome import Outcome
from composer_app.ui.theme.colours import DARK, LIGHT, Theme
from composer_app.ui.theme.theme_store import ThemeMode, store
from composer_app.ui.widgets.mnemonics import plain
from composer_app.ui.widgets.table.column_kinds import KIND_ROLE, NEW_ROLE, OUTCOME_ROLE, ColumnKind
from composer_app.ui.widgets.table.record_table import RecordTable

COLUMNS = (
    ("Status", ColumnKind.OUTCOME),
    ("Sent", ColumnKind.TIME),
    ("To", ColumnKind.ADDRESS),
    ("Subject", ColumnKind.TEXT),
    ("Price", ColumnKind.NUMBER),
    ("Why", ColumnKind.SECOND),
    ("Message ID", None),
)
NOWHERE = QModelIndex()
Index = QModelIndex | QPersistentModelIndex
DISPLAY = Qt.ItemDataRole.DisplayRole


class Rows(QAbstractTableModel):
    """One row per outcome; the first two are new."""

    why = ""

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(Outcome)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        if orientation is Qt.Orientation.Horizontal and role in (DISPLAY, KIND_ROLE):
            return COLUMNS[section][0 if role == DISPLAY else 1]
        return None

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        outcome = list(Outcome)[index.row()]
        if role == OUTCOME_ROLE:
            return outcome
        if role == NEW_ROLE:
            return index.row() < 2
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == 1:
            return "23 Nov 2026 12:51:07 UTC"
        if role == DISPLAY:
            address = f"a.very.long.local.part.that.does.not.fit{index.row()}@corp.example"
            return ("", "23 Nov 13:51:07", address, "Hello", "0.0004 EUR", self.why, "id-1")[index.column()]
        return None


@pytest.fixture
def table(qtbot: QtBot) -> RecordTable:
    home = QWidget()
    column = QVBoxLayout(home)
    column.setContentsMargins(0, 0, 0, 0)
    made = RecordTable()
    made.home = home
    made.rows = Rows(made)
    column.addWidget(made)
    made.setModel(made.rows)
    home.resize(1100, 500)
    qtbot.addWidget(home)
    with qtbot.waitExposed(home):
        home.show()
    home.activateWindow()
    return made


def seen(table: RecordTable) -> set[str]:
    """Every colour on the picture of the table."""
    image = table.viewport().grab().toImage()
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(130)}


def test_columns_fill_the_width(qtbot: QtBot, table: RecordTable) -> None:
    header = table.horizontalHeader()
    assert header.length() == table.viewport().width()
    table.set_rest_column(3)
    table.setColumnWidth(0, 200)
    assert header.length() == table.viewport().width()


def test_painting_uses_the_theme(table: RecordTable) -> None:
    def check(theme: Theme) -> None:
        colours = seen(table)
        assert {theme.base.name(), theme.line.name(), theme.accent.name()} <= colours

    check(LIGHT)
    store().set_mode(ThemeMode.DARK)
    check(DARK)


def test_selection_has_its_own_colours(qtbot: QtBot, table: RecordTable) -> None:
    table.selectRow(0)
    table.setFocus()
    qtbot.waitUntil(table.hasFocus)
    colours = seen(table)
    assert LIGHT.sel.name() in colours
    assert LIGHT.focus.name() in colours


def test_rows_follow_density(table: RecordTable) -> None:
    assert table.rowHeight(0) == 32
    table.set_density("compact")
    assert table.rowHeight(0) == 26
    table.set_density("roomy")
    assert table.rowHeight(0) == 40


def test_tooltips(table: RecordTable) -> None:
    model = table.model()
    assert table.tip(model.index(0, 1)) == "23 Nov 2026 12:51:07 UTC"
    table.setColumnWidth(2, 120)
    assert table.tip(model.index(0, 2)).startswith("a.very.long")
    assert table.tip(model.index(0, 3)) == ""
    assert table.tip(QModelIndex()) == ""


def test_click_on_the_header_asks_for_a_sort(qtbot: QtBot, table: RecordTable) -> None:
    table.show_sorted(1, Qt.SortOrder.AscendingOrder)
    header = table.horizontalHeader()
    where = QPoint(header.sectionViewportPosition(1) + 20, 10)
    with qtbot.waitSignal(table.sort_requested) as told:
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert told.args == [1, Qt.SortOrder.DescendingOrder]
    with qtbot.assertNotEmitted(table.sort_requested):
        table.show_sorted(0, Qt.SortOrder.AscendingOrder)
    assert header.sortIndicatorSection() == 0


def test_columns_can_be_hidden_but_not_the_last_one(table: RecordTable) -> None:
    menu = table.columns_menu()
    menu.aboutToShow.emit()
    titles = [plain(action.text()) for action in menu.actions()]
    assert titles == [title for title, _kind in COLUMNS]
    for action in menu.actions()[1:]:
        action.setChecked(False)
    menu.aboutToShow.emit()
    assert [action.isEnabled() for action in menu.actions()] == [False] + [True] * 6
    menu.actions()[3].setChecked(True)
    assert not table.isColumnHidden(3)


def test_first_column_in_sight_stands_on_the_margin(table: RecordTable) -> None:
    table.setColumnHidden(0, True)
    menu = table.columns_menu()
    menu.actions()[6].setChecked(False)
    assert LIGHT.accent.name() in seen(table)


def test_new_first_column_has_room_for_the_margin(table: RecordTable) -> None:
    before = [table.columnWidth(column) for column in range(2)]
    table.setColumnHidden(0, True)
    assert table.columnWidth(1) == before[1] + 4
    table.setColumnHidden(0, False)
    assert [table.columnWidth(column) for column in range(2)] == before


def test_a_column_grows_with_its_contents_where_there_is_room(table: RecordTable) -> None:
    table.home.resize(1700, 500)
    table.set_rest_column(3, 140)
    table.setColumnWidth(6, 150)
    table.grow_column(5, 128, 240)
    assert table.columnWidth(5) == 128
    table.rows.why = "Mailbox unavailable for now"
    table.rows.dataChanged.emit(table.rows.index(0, 0), table.rows.index(3, 6))
    grown = table.columnWidth(5)
    assert 150 < grown < 240
    table.rows.why = "A reason that is very much longer than any column of a table should be"
    table.rows.dataChanged.emit(table.rows.index(0, 0), table.rows.index(3, 6))
    assert table.columnWidth(5) == 240
    table.home.resize(900, 500)
    assert table.columnWidth(5) == 128  # the subject comes first
    table.home.resize(1700, 500)
    assert table.columnWidth(5) == 240
    table.setColumnWidth(5, 180)  # a person sizes it
    table.rows.dataChanged.emit(table.rows.index(0, 0), table.rows.index(3, 6))
    assert table.columnWidth(5) == 180


def test_horizontal_scroll_bar_covers_no_row(table: RecordTable) -> None:
    table.home.resize(500, 250)
    last = table.rows.rowCount() - 1
    table.scrollToBottom()
    assert table.horizontalScrollBar().isVisible()
    assert table.visualRect(table.rows.index(last, 0)).bottom() <= table.viewport().height()
    bar = table.horizontalScrollBar()
    assert bar.mapTo(table, bar.rect().topLeft()).y() >= table.viewport().geometry().bottom()


def test_columns_are_kept(table: RecordTable) -> None:
    table.setColumnHidden(4, True)
    table.setColumnWidth(2, 222)
    state = table.save_columns()
    other = RecordTable()
    other.setModel(table.model())
    assert other.restore_columns(state)
    assert other.isColumnHidden(4)
    assert other.columnWidth(2) == 222
    assert not other.restore_columns(b"")
    assert not other.restore_columns(b"rubbish")


def test_enter_opens_a_row(qtbot: QtBot, table: RecordTable) -> None:
    table.selectRow(2)
    table.setFocus()
    with qtbot.waitSignal(table.opened):
        qtbot.keyClick(table, Qt.Key.Key_Return)


def test_without_a_model_nothing_breaks(qtbot: QtBot) -> None:
    table = RecordTable()
    qtbot.addWidget(table)
    table.restyle()
    assert not table.grab().isNull()


def test_a_text_without_end_is_measured_in_part(table: RecordTable) -> None:
    rows = table.model()
    assert isinstance(rows, Rows)
    rows.why = "y" * 1_000_000
    longest = table.sizeHintForIndex(rows.index(0, 5))
    rows.why = "y" * 2000
    assert longest == table.sizeHintForIndex(rows.index(0, 5))
    table.grab()
