"""The column in which only what is near the view exists."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from composer_app.ui.outbox.lazy_column import LazyColumn, Piece
from tests.qt.windows import show


class Block(QWidget):
    def __init__(self, parent: QWidget, high: int = 50) -> None:
        super().__init__(parent)
        self.high = high
        self.renewed = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def sizeHint(self) -> QSize:
        return QSize(100, self.high)

    def grow(self, high: int) -> None:
        self.high = high
        self.updateGeometry()


def piece(key: str) -> Piece:
    def renew(widget: QWidget) -> None:
        assert isinstance(widget, Block)
        widget.renewed += 1

    return Piece(key, 50, Block, renew, is_stop=True)


def pieces(count: int) -> list[Piece]:
    return [piece(str(number)) for number in range(count)]


@pytest.fixture
def column(qtbot: QtBot) -> LazyColumn:
    return show(qtbot, LazyColumn(), 300, 200)


def top(column: LazyColumn, key: str) -> int:
    widget = column.built(key)
    assert widget is not None
    return widget.mapTo(column.viewport(), widget.rect().topLeft()).y()


def test_only_what_is_near_is_built(column: LazyColumn) -> None:
    column.set_pieces(pieces(1000))

    assert column.built_count() < 20
    assert column.verticalScrollBar().maximum() == 1000 * 50 - 200


def test_scrolling_builds_what_comes_and_lets_go_what_is_far(column: LazyColumn) -> None:
    column.set_pieces(pieces(1000))
    column.verticalScrollBar().setValue(25_000)

    assert column.built("501") is not None
    assert column.built("0") is None
    assert column.built_count() < 50


def test_an_update_keeps_the_widgets_and_what_is_read_in_its_place(column: LazyColumn) -> None:
    column.set_pieces(pieces(100))
    column.verticalScrollBar().setValue(1020)
    kept, before = column.built("21"), top(column, "21")

    column.set_pieces([piece("new 1"), piece("new 2"), *pieces(100)])

    assert column.built("21") is kept
    assert isinstance(kept, Block)
    assert kept.renewed == 1
    assert top(column, "21") == before


def test_at_the_top_news_are_seen(column: LazyColumn) -> None:
    column.set_pieces(pieces(100))
    column.set_pieces([piece("new"), *pieces(100)])

    assert top(column, "new") == 0


def test_a_widget_that_grows_moves_those_below_it(column: LazyColumn, qtbot: QtBot) -> None:
    column.set_pieces(pieces(5))
    block = column.built("1")
    assert isinstance(block, Block)

    block.grow(120)

    qtbot.waitUntil(lambda: top(column, "2") == 170)


def test_the_keys_go_from_one_to_the_next_beyond_the_view(column: LazyColumn, qtbot: QtBot) -> None:
    column.set_pieces(pieces(100))
    first = column.built("0")
    assert first is not None
    first.setFocus()
    for _ in range(30):
        qtbot.keyClick(column, Qt.Key.Key_Down)

    thirtieth = column.built("30")
    assert thirtieth is not None
    assert thirtieth.hasFocus()
    assert 0 <= top(column, "30") <= 150


def test_the_focus_stays_near_when_its_widget_goes(column: LazyColumn) -> None:
    column.set_pieces(pieces(10))
    second = column.built("2")
    assert second is not None
    second.setFocus()

    column.set_pieces([one for one in pieces(10) if one.key != "2"])

    third = column.built("3")
    assert third is not None
    assert third.hasFocus()


def test_the_tab_key_follows_the_column_and_not_the_time_of_making(column: LazyColumn, qtbot: QtBot) -> None:
    column.set_pieces(pieces(3))
    column.set_pieces([piece("0"), piece("late"), piece("1"), piece("2")])
    first, late = column.built("0"), column.built("late")
    assert first is not None
    assert late is not None
    first.setFocus()

    qtbot.keyClick(first, Qt.Key.Key_Tab)

    assert late.hasFocus()


def test_reveal_scrolls_to_what_is_far(column: LazyColumn) -> None:
    column.set_pieces(pieces(1000))

    assert column.reveal("777") is not None
    assert 0 <= top(column, "777") <= 150
    assert column.reveal("none such") is None
