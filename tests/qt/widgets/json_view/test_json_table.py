"""Folding a JSON text by mouse and keyboard, and copying from it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from composer_app.ui.widgets.json_view.json_table import JsonTable
from tests.qt.widgets.json_view.samples import NESTED, outline
from tests.qt.windows import child

Key, Modifier = Qt.Key, Qt.KeyboardModifier


@pytest.fixture
def table(qtbot: QtBot, home: QWidget) -> JsonTable:
    made = JsonTable()
    made.rows.set_outline(outline(NESTED))
    layout = home.layout()
    assert layout is not None
    layout.addWidget(made)
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    made.go_to(0)
    return made


def press(qtbot: QtBot, table: JsonTable, *keys: Qt.Key) -> int | None:
    for key in keys:
        qtbot.keyClick(table, key)
    return table.current


def test_left_and_right_fold_and_go_through_the_tree(qtbot: QtBot, table: JsonTable) -> None:
    assert press(qtbot, table, Key.Key_Right) == 1
    assert press(qtbot, table, Key.Key_Left) == 1
    assert table.rows.is_folded(1)
    assert press(qtbot, table, Key.Key_Left) == 0
    assert press(qtbot, table, Key.Key_Down, Key.Key_Right) == 1
    assert not table.rows.is_folded(1)
    assert press(qtbot, table, Key.Key_Right, Key.Key_Right) == 2, "a value without others has nothing to go into"
    assert press(qtbot, table, Key.Key_End) == 9
    assert press(qtbot, table, Key.Key_Home) == 0


def test_enter_space_and_star_fold_and_unfold(qtbot: QtBot, table: JsonTable) -> None:
    press(qtbot, table, Key.Key_Return)
    assert table.rows.rowCount() == 1
    press(qtbot, table, Key.Key_Space)
    assert table.rows.rowCount() == 10
    table.rows.fold(5)
    table.rows.fold(1)
    press(qtbot, table, Key.Key_Asterisk)
    assert table.rows.rowCount() == 10


def test_a_click_on_the_chevron_and_a_double_click_fold(qtbot: QtBot, table: JsonTable) -> None:
    row = table.visualRect(table.rows.index(1, 0))
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(27, row.center().y()))
    assert (table.rows.is_folded(1), table.current) == (True, 1)
    qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(90, row.center().y()))
    assert not table.rows.is_folded(1)
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(90, row.center().y()))
    assert not table.rows.is_folded(1)


def test_folding_all_keeps_what_the_current_value_is_in(qtbot: QtBot, table: JsonTable) -> None:
    table.go_to(8)
    table.fold_all()
    assert table.current == 5
    table.unfold_all()
    assert (table.current, table.rows.rowCount()) == (5, 10)


def test_value_and_path_are_copied(qtbot: QtBot, table: JsonTable) -> None:
    table.go_to(8)
    with qtbot.waitSignal(table.copied) as emitted:
        qtbot.keyClick(table, Key.Key_C, Modifier.ControlModifier)
    assert (emitted.args, QGuiApplication.clipboard().text()) == (["Value copied."], "x")
    with qtbot.waitSignal(table.copied) as emitted:
        qtbot.keyClick(table, Key.Key_C, Modifier.ControlModifier | Modifier.ShiftModifier)
    assert (emitted.args, QGuiApplication.clipboard().text()) == (["$.items[1].name copied."], "$.items[1].name")
    table.go_to(7)
    table.copy()
    assert QGuiApplication.clipboard().text() == '{"name":"x"}'


def test_find_is_its_own_although_the_window_has_the_key(qtbot: QtBot, home: QWidget, table: JsonTable) -> None:
    QShortcut(QKeySequence("Ctrl+F"), home).activated.connect(lambda: pytest.fail("the window took it"))
    with qtbot.waitSignal(table.find_wanted):
        qtbot.keyClick(table, Key.Key_F, Modifier.ControlModifier)
    with qtbot.waitSignal(table.step_wanted) as on:
        qtbot.keyClick(table, Key.Key_F3)
    with qtbot.waitSignal(table.step_wanted) as back:
        qtbot.keyClick(table, Key.Key_F3, Modifier.ShiftModifier)
    assert (on.args, back.args) == ([1], [-1])


@pytest.mark.parametrize("reason", [QContextMenuEvent.Reason.Mouse, QContextMenuEvent.Reason.Keyboard])
def test_the_menu_copies_and_unfolds(qtbot: QtBot, table: JsonTable, reason: QContextMenuEvent.Reason) -> None:
    table.rows.fold(7)
    table.rows.fold(5)
    table.go_to(5)
    where = table.visualRect(table.currentIndex()).center()
    QApplication.sendEvent(table.viewport(), QContextMenuEvent(reason, where, table.viewport().mapToGlobal(where)))
    menu = child(table, QMenu, "json_menu")
    assert [action.text().replace("&", "") for action in menu.actions()] == [
        "Copy value",
        "Copy path",
        "Unfold all in it",
    ]
    menu.actions()[2].trigger()
    assert table.rows.rowCount() == 10
    menu.close()


def test_deep_and_wide_rows_can_be_scrolled_to(qtbot: QtBot, table: JsonTable) -> None:
    table.rows.set_outline(outline('{"a":"' + "x" * 1_000_000 + '"}'))
    assert 2_000 < table.columnWidth(0) <= 16_000
    table.rows.set_outline(outline("[" * 10_000 + "]" * 10_000))
    table.unfold_all()
    table.go_to(9_999)
    assert table.current == 9_999
    assert not table.grab().isNull()


def test_finds_have_a_ground_of_their_own(qtbot: QtBot, table: JsonTable) -> None:
    before = table.viewport().grab().toImage()
    table.mark([2, 4])
    assert table.viewport().grab().toImage() != before
