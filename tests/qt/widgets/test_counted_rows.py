"""Rows with a count: keys, clicks, and the focus when they change."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from composer_app.ui.theme.theme_store import current
from composer_app.ui.widgets.counted_rows import CountedItem, CountedRows
from tests.qt.widgets.placing import Show

Key, ALT = Qt.Key, Qt.KeyboardModifier.AltModifier
LEFT = Qt.MouseButton.LeftButton
ITEMS = [CountedItem(key, f"Word {key}", "1,234", share) for key, share in (("a", 1.0), ("b", 0.5), ("c", 0.0))]


@pytest.fixture
def rows(shown: Show) -> CountedRows:
    made = CountedRows("Letters")
    made.set_items(ITEMS)
    shown(made, QLineEdit())
    return made


def test_a_click_chooses_and_with_alt_it_excludes(qtbot: QtBot, rows: CountedRows) -> None:
    with qtbot.waitSignal(rows.chosen) as chosen:
        qtbot.mouseClick(rows.rows()[1], LEFT)
    assert chosen.args == ["b", False]
    with qtbot.waitSignal(rows.chosen) as chosen:
        qtbot.mouseClick(rows.rows()[2], LEFT, ALT)
    assert chosen.args == ["c", True]
    assert not rows.rows()[1].isChecked(), "the owner says what is on"


def test_a_press_that_leaves_the_row_does_nothing(qtbot: QtBot, rows: CountedRows) -> None:
    with qtbot.assertNotEmitted(rows.chosen):
        qtbot.mousePress(rows.rows()[0], LEFT)
        qtbot.mouseRelease(rows.rows()[0], LEFT, pos=QPoint(5, 500))


def test_another_tab_stop_is_reported_and_the_same_is_not(qtbot: QtBot, rows: CountedRows) -> None:
    first, second, _ = rows.rows()
    first.setFocus()
    with qtbot.waitSignal(rows.stop_moved):
        qtbot.keyClick(first, Key.Key_Down)
    with qtbot.assertNotEmitted(rows.stop_moved):
        rows.set_items([*ITEMS, CountedItem("d", "Word d")])
    assert second.focusPolicy() is Qt.FocusPolicy.StrongFocus


def test_rows_are_one_tab_stop_and_arrows_move(qtbot: QtBot, rows: CountedRows) -> None:
    first, second, third = rows.rows()
    first.setFocus()
    qtbot.keyClick(first, Key.Key_Down)
    assert second.hasFocus()
    with qtbot.waitSignal(rows.chosen) as chosen:
        qtbot.keyClick(second, Key.Key_Return)
    assert chosen.args == ["b", False]
    with qtbot.waitSignal(rows.chosen) as chosen:
        qtbot.keyClick(second, Key.Key_Return, ALT)
    assert chosen.args == ["b", True]
    with qtbot.waitSignal(rows.chosen) as chosen:
        qtbot.keyClick(second, Key.Key_Space)
    assert chosen.args == ["b", False]
    qtbot.keyClick(second, Key.Key_Down)
    with qtbot.waitSignal(rows.left) as left:
        qtbot.keyClick(third, Key.Key_Down)
    assert left.args == [1]
    qtbot.keyClick(third, Key.Key_Tab)
    assert isinstance(rows.window().focusWidget(), QLineEdit)


def test_the_focus_stays_with_its_row(qtbot: QtBot, rows: CountedRows) -> None:
    rows.rows()[1].setFocus()
    rows.set_items([ITEMS[2], ITEMS[0], ITEMS[1]])
    assert rows.rows()[2].hasFocus()
    assert rows.rows()[2].item.key == "b"
    rows.set_items(ITEMS[:1])
    assert [row.item.key for row in rows.rows()] == ["a"]
    assert rows.rows()[0].hasFocus()


def test_a_right_click_asks_for_a_menu_at_the_place(qtbot: QtBot, rows: CountedRows) -> None:
    row = rows.rows()[1]
    at = QPoint(9, 5)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, row.mapToGlobal(at))
    with qtbot.waitSignal(rows.menu_wanted) as wanted:
        QCoreApplication.sendEvent(row, event)
    assert wanted.args == ["b", row.mapToGlobal(at)]
    by_key = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
    with qtbot.waitSignal(rows.menu_wanted) as wanted:
        QCoreApplication.sendEvent(row, by_key)
    assert wanted.args == ["b", row.mapToGlobal(row.rect().bottomLeft())]


def test_edges(rows: CountedRows) -> None:
    assert rows.focus_edge(last=True)
    assert rows.rows()[2].hasFocus()
    assert rows.focus_edge(last=False)
    assert rows.rows()[0].hasFocus()
    rows.set_items([])
    assert not rows.focus_edge(last=True)


def test_the_share_is_a_ground_from_the_left(rows: CountedRows) -> None:
    def grounds(place: int) -> tuple[bool, bool]:
        image = rows.rows()[place].grab().toImage()
        ratio = image.devicePixelRatio()
        y = image.height() - round(4 * ratio)
        hover = current().hover.name()
        return tuple(image.pixelColor(int(x), y).name() == hover for x in (6, image.width() - 6))  # type: ignore[return-value]

    assert grounds(0) == (True, True)
    assert grounds(1) == (True, False)
    assert grounds(2) == (False, False)


def test_a_row_that_is_on_is_marked_and_spoken(rows: CountedRows) -> None:
    rows.set_items([CountedItem("a", "Bounced", "7", is_on=True, spoken="Bounced, 7 messages, in the filter")])
    row = rows.rows()[0]
    assert row.isChecked()
    assert row.accessibleName() == "Bounced, 7 messages, in the filter"
    image = row.grab().toImage()
    assert image.pixelColor(image.width() // 2, 3).name() == current().accent_soft.name()
