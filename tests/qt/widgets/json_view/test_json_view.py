"""Reading a JSON text in slices, and the search in it."""

from __future__ import annotations

from time import process_time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from composer_app.ui.widgets.json_view.json_view import JsonView
from composer_app.ui.widgets.small_note import SmallNote
from tests.qt.widgets.json_view.samples import LONG, NESTED
from tests.qt.windows import child

Key, Modifier = Qt.Key, Qt.KeyboardModifier


@pytest.fixture
def view(qtbot: QtBot, home: QWidget) -> JsonView:
    made = JsonView()
    layout = home.layout()
    assert layout is not None
    layout.addWidget(made)
    return made


def field(view: JsonView) -> QLineEdit:
    return child(view, QLineEdit, "json_words")


def count(view: JsonView) -> str:
    return child(view, SmallNote, "json_finds").words()


def click(qtbot: QtBot, view: JsonView, name: str) -> None:
    qtbot.mouseClick(child(view, QAbstractButton, name), Qt.MouseButton.LeftButton)


def test_a_short_text_is_there_at_once_and_folds_by_buttons(qtbot: QtBot, view: JsonView) -> None:
    view.set_text(NESTED)
    assert (view.is_reading, view.table.rows.rowCount()) == (False, 10)
    click(qtbot, view, "fold_all")
    assert view.table.rows.rowCount() == 5
    view.set_text(NESTED)
    assert view.table.rows.rowCount() == 5, "the same text stays as it is folded"
    click(qtbot, view, "unfold_all")
    assert view.table.rows.rowCount() == 10


def test_what_is_no_json_is_refused(qtbot: QtBot, view: JsonView) -> None:
    view.set_text(NESTED)
    for text in ("<html>", '{"a": 1', '{"a": 1'):
        with qtbot.waitSignal(view.refused):
            view.set_text(text)
        assert view.table.rows.rowCount() == 0


def test_a_long_text_is_read_between_the_events_and_opens_folded(qtbot: QtBot, view: JsonView) -> None:
    began = process_time()
    with qtbot.waitSignal(view.read):
        view.set_text(LONG)
        first_slice = process_time() - began
        assert view.is_reading
        assert child(view, SmallNote, "json_note").words() == "The JSON is being read."
    assert first_slice < (process_time() - began) / 3
    assert not view.is_reading
    assert view.table.rows.rowCount() == 3
    assert child(view, SmallNote, "json_note").words() == ""


def test_another_text_ends_the_reading_of_the_one_before(qtbot: QtBot, view: JsonView) -> None:
    view.set_text(LONG)
    assert view.is_reading
    with qtbot.waitSignal(view.read):
        view.set_text(LONG.replace("m-", "n-"))
        assert view.is_reading
    view.table.go_to(4)
    assert view.table.rows.outline.value(3) == "n-0"


def test_what_is_found_is_counted_shown_and_stepped_through(qtbot: QtBot, view: JsonView) -> None:
    view.set_text(NESTED)
    view.table.fold_all()
    click(qtbot, view, "find_in_json")
    assert field(view).hasFocus()
    qtbot.keyClicks(field(view), "name")
    assert (view.table.current, count(view)) == (3, "1 of 2")
    qtbot.keyClick(field(view), Key.Key_Return)
    assert (view.table.current, count(view)) == (8, "2 of 2")
    click(qtbot, view, "json_on")
    assert (view.table.current, count(view)) == (3, "1 of 2")
    click(qtbot, view, "json_back")
    assert (view.table.current, count(view)) == (8, "2 of 2")
    view.table.go_to(5)
    qtbot.keyClick(field(view), Key.Key_Return, Modifier.ShiftModifier)
    assert view.table.current == 3
    view.table.go_to(5)
    qtbot.keyClick(field(view), Key.Key_Return)
    assert view.table.current == 8
    qtbot.keyClicks(field(view), "less")
    assert count(view) == "0"
    assert field(view).accessibleDescription() == "Not in the JSON"
    qtbot.keyClick(field(view), Key.Key_Return)
    assert view.table.current == 8


def test_the_search_opens_by_key_and_closes_by_esc_or_its_cross(qtbot: QtBot, view: JsonView) -> None:
    view.set_text(NESTED)
    for leave in ("esc", "cross"):
        view.table.setFocus()
        qtbot.waitUntil(view.table.hasFocus)
        qtbot.keyClick(view.table, Key.Key_F, Modifier.ControlModifier)
        qtbot.waitUntil(field(view).hasFocus)
        qtbot.keyClicks(field(view), "x")
        if leave == "esc":
            qtbot.keyClick(field(view), Key.Key_Escape)
        else:
            click(qtbot, view, "close_json_find")
        assert not field(view).isVisible()
        assert (view.table.hasFocus(), count(view)) == (True, "")


def test_a_long_text_is_searched_between_the_events(qtbot: QtBot, view: JsonView) -> None:
    with qtbot.waitSignal(view.read):
        view.set_text(LONG)
    with qtbot.waitSignal(view.searched):
        field(view).setText("m-1")
        assert count(view).startswith("1 of ")
        assert count(view) != "1 of 11,111"
    assert count(view) == "1 of 11,111"
    with qtbot.waitSignal(view.searched):
        field(view).setText("m-19999")
    assert count(view) == "1 of 1"
    assert view.table.rows.outline.path(view.table.current or 0) == "$.results[19999].messageId"


def test_another_text_is_searched_for_the_same_words(qtbot: QtBot, view: JsonView) -> None:
    view.set_text(NESTED)
    view.open_find()
    qtbot.keyClicks(field(view), "name")
    view.set_text('{"name":1}')
    assert count(view) == "1 of 1"
