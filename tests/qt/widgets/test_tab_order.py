"""The order of Tab: the given parts first, then everything else in its old order."""

from __future__ import annotations

import gc

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from composer_app.ui.widgets.layouts import in_column
from composer_app.ui.widgets.tab_order import PartKeys, put_first


def test_the_parts_come_first(qtbot: QtBot) -> None:
    page, group = QWidget(), QWidget()
    qtbot.addWidget(page)
    names = ("one", "button", "two", "hidden", "three")
    widgets = {name: QPushButton(name) if name == "button" else QLineEdit(name) for name in names}
    column, inside = QVBoxLayout(page), QVBoxLayout(group)
    for name in ("one", "button"):
        column.addWidget(widgets[name])
    column.addWidget(group)
    for name in ("two", "hidden", "three"):
        inside.addWidget(widgets[name])
    widgets["hidden"].hide()
    put_first(page, [group, widgets["one"]])
    page.show()
    page.activateWindow()
    widgets["two"].setFocus()
    seen = []
    for _ in range(4):
        focused = page.window().focusWidget()
        assert focused is not None
        seen.append(next(name for name, widget in widgets.items() if widget is focused))
        qtbot.keyClick(focused, Qt.Key.Key_Tab)

    assert seen == ["two", "three", "one", "button"]


def test_the_end_of_one_widget_leaves_the_others_whole(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    first, editor = QLineEdit(), QPlainTextEdit()
    in_column(page, first, editor)
    document = editor.document()
    put_first(page, [editor])

    shiboken6.delete(first)
    del first
    gc.collect()

    assert shiboken6.isValid(document)
    assert document.blockCount() == 1


def test_f6_goes_round_the_parts_in_sight(qtbot: QtBot) -> None:
    page, group, hidden, last = QWidget(), QWidget(), QLineEdit(), QLineEdit()
    qtbot.addWidget(page)
    first, off, inside = QLineEdit(), QPushButton("off"), QPushButton("on")
    in_column(group, off, inside)
    in_column(page, first, group, hidden, last)
    hidden.hide()
    off.setEnabled(False)
    PartKeys(page, lambda: [first, group, hidden, last])
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    first.setFocus()
    qtbot.waitUntil(first.hasFocus)
    seen = []
    for modifier in (*[Qt.KeyboardModifier.NoModifier] * 3, *[Qt.KeyboardModifier.ShiftModifier] * 3):
        qtbot.keyClick(page.focusWidget(), Qt.Key.Key_F6, modifier)
        seen.append(page.focusWidget())

    assert seen == [inside, last, first, last, inside, first]


def test_without_a_focus_the_first_part_gets_it(qtbot: QtBot) -> None:
    page, first = QWidget(), QLineEdit()
    qtbot.addWidget(page)
    in_column(page, QWidget(), first)
    PartKeys(page, lambda: [first])
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    page.setFocus()
    qtbot.keyClick(page, Qt.Key.Key_F6)
    assert first.hasFocus()
