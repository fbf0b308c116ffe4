"""The cells of a table."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from composer_app.domain.outcome import Outcome
from composer_app.ui.texts import outcome_words
from composer_app.ui.theme import typography
from composer_app.ui.theme.colours import DARK, LIGHT, Theme
from composer_app.ui.theme.painting import text_width
from composer_app.ui.theme.theme_store import ThemeMode, store
from composer_app.ui.widgets.table.column_kinds import ColumnKind
from composer_app.ui.widgets.table.record_delegate import MARGIN, PADDING, RecordDelegate, column_kinds
from composer_app.ui.widgets.table.record_table import RecordTable
from tests.qt.widgets.table.samples import COLUMNS, Rows, seen


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

    qtbot.waitUntil(lambda: {LIGHT.sel.name(), LIGHT.focus.name()} <= seen(table))  # its window becomes the active one


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


def test_a_text_without_end_is_measured_in_part(table: RecordTable) -> None:
    rows = table.model()
    assert isinstance(rows, Rows)
    rows.why = "y" * 1_000_000
    longest = table.sizeHintForIndex(rows.index(0, 5))
    rows.why = "y" * 2000
    assert longest == table.sizeHintForIndex(rows.index(0, 5))
    table.grab()


def test_kinds_come_from_the_model(table: RecordTable) -> None:
    assert column_kinds(table.model()) == [kind or ColumnKind.TEXT for _, kind in COLUMNS]
    assert column_kinds(None) == []


def test_the_status_column_holds_every_word(table: RecordTable, home: QWidget) -> None:
    delegate = RecordDelegate(home)
    delegate.set_columns([ColumnKind.OUTCOME], 0)
    word = typography.body(medium=True)
    longest = max(text_width(outcome_words.word(outcome), word) for outcome in Outcome)

    assert delegate.first_width(ColumnKind.OUTCOME) >= longest + 16
    assert (delegate.left_padding(0), delegate.left_padding(1)) == (MARGIN, PADDING)
    assert delegate.kind(7) is ColumnKind.TEXT
