"""The table of Logs and Reports over a plain model."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from composer_app.ui.widgets.mnemonics import plain
from composer_app.ui.widgets.table.record_table import RecordTable
from tests.qt.widgets.table.samples import COLUMNS, ShownTable


def test_columns_fill_the_width(qtbot: QtBot, table: ShownTable) -> None:
    header = table.horizontalHeader()
    assert header.length() == table.viewport().width()
    table.set_rest_column(3)
    table.setColumnWidth(0, 200)
    assert header.length() == table.viewport().width()


def test_scrolling_paints_only_the_rows_that_come_into_sight(qtbot: QtBot, table: ShownTable) -> None:
    table.home.resize(900, 160)
    painted = PaintedHeights(table.viewport())
    qtbot.waitUntil(lambda: table.verticalScrollBar().maximum() >= 20)
    table.viewport().repaint()
    assert painted.heights[-1] == table.viewport().height()
    before = len(painted.heights)
    table.verticalScrollBar().setValue(20)
    qtbot.waitUntil(lambda: len(painted.heights) > before)
    assert painted.heights[-1] == 20


class PaintedHeights(QObject):
    """How many lines of a widget were painted each time."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.heights: list[int] = []
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.heights.append(event.rect().height())
        return False


def test_rows_follow_density(table: ShownTable) -> None:
    assert table.rowHeight(0) == 32
    table.set_density("compact")
    assert table.rowHeight(0) == 26
    table.set_density("roomy")
    assert table.rowHeight(0) == 40


def test_tooltips(table: ShownTable) -> None:
    model = table.model()
    assert table.tip(model.index(0, 1)) == "23 Nov 2026 12:51:07 UTC"
    table.setColumnWidth(2, 120)
    assert table.tip(model.index(0, 2)).startswith("a.very.long")
    assert table.tip(model.index(0, 3)) == ""
    assert table.tip(QModelIndex()) == ""


def test_columns_can_be_hidden_but_not_the_last_one(table: ShownTable) -> None:
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


def test_a_column_grows_with_its_contents_where_there_is_room(table: ShownTable) -> None:
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


def test_the_first_growing_column_leaves_the_rest_only_its_least_width(table: ShownTable) -> None:
    table.home.resize(1700, 500)
    table.set_rest_column(3, 140)
    table.grow_column(6, 100, 400)
    table.grow_column(5, 100, 400)
    table.rows.why = "A reason that is very much longer than any column of a table should be"
    table.rows.dataChanged.emit(table.rows.index(0, 0), table.rows.index(3, 6))
    table.home.resize(900, 500)
    assert table.columnWidth(5) == 100
    assert table.columnWidth(3) < 220


def test_a_column_grows_with_the_rows_of_a_new_model(table: ShownTable) -> None:
    table.home.resize(1700, 500)
    table.set_rest_column(3, 140)
    table.setColumnWidth(6, 150)
    table.grow_column(5, 100, 240)
    table.rows.beginResetModel()
    table.rows.why = "Mailbox unavailable for now"
    table.rows.endResetModel()
    assert table.columnWidth(5) > 150


def test_the_width_that_the_user_gave_a_growing_column_is_kept(table: ShownTable) -> None:
    table.home.resize(1700, 500)
    table.set_rest_column(3, 140)
    table.setColumnWidth(6, 150)
    table.grow_column(5, 100, 240)
    table.setColumnWidth(5, 180)
    state = table.save_columns()

    again = RecordTable()
    again.setModel(table.rows)
    again.grow_column(5, 100, 240)
    assert again.restore_columns(state)
    assert again.columnWidth(5) == 180


def test_horizontal_scroll_bar_covers_no_row(table: ShownTable) -> None:
    table.home.resize(500, 250)
    last = table.rows.rowCount() - 1
    table.scrollToBottom()
    assert table.horizontalScrollBar().isVisible()
    assert table.visualRect(table.rows.index(last, 0)).bottom() <= table.viewport().height()
    bar = table.horizontalScrollBar()
    assert bar.mapTo(table, bar.rect().topLeft()).y() >= table.viewport().geometry().bottom()


def test_columns_are_kept(table: ShownTable) -> None:
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


def test_enter_opens_a_row(qtbot: QtBot, table: ShownTable) -> None:
    table.selectRow(2)
    table.setFocus()
    with qtbot.waitSignal(table.opened):
        qtbot.keyClick(table, Qt.Key.Key_Return)


def test_without_a_model_nothing_breaks(qtbot: QtBot) -> None:
    table = RecordTable()
    qtbot.addWidget(table)
    table.restyle()
    assert not table.grab().isNull()
