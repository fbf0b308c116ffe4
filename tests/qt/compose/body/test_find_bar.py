"""Find and replace in the shown editor."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from composer_app.ui.compose.body.find_bar import FindBar
from composer_app.ui.compose.body.source_editor import SourceEditor


def press(bar: FindBar, text: str) -> None:
    next(button for button in bar.findChildren(QAbstractButton) if button.text() == text).click()


@pytest.fixture
def bar(qtbot: QtBot, editor: SourceEditor) -> FindBar:
    made = FindBar()
    qtbot.addWidget(made)
    editor.set_text("𝄞 one\nOne two\none")
    made.open_for(editor, replacing=True)
    made.show()
    return made


def test_finding_goes_on_back_and_round(qtbot: QtBot, editor: SourceEditor, bar: FindBar) -> None:
    qtbot.keyClicks(bar.find_line, "one")
    assert (editor.textCursor().selectedText(), bar.count_text()) == ("one", "1 of 3")

    qtbot.keyClick(bar.find_line, Qt.Key.Key_Return)
    assert (editor.textCursor().selectedText(), bar.count_text()) == ("One", "2 of 3")

    bar.find_back()
    bar.find_back()
    assert bar.count_text() == "3 of 3"


def test_letters_of_one_case_only(editor: SourceEditor, bar: FindBar) -> None:
    bar.find_line.setText("One")
    press(bar, "Aa")

    assert bar.count_text() == "1 of 1"


def test_what_is_not_there_is_said(bar: FindBar) -> None:
    bar.find_line.setText("three")

    assert bar.count_text() == "Not found"


def test_one_and_all_are_replaced_and_undone(editor: SourceEditor, bar: FindBar) -> None:
    bar.find_line.setText("one")
    bar.replace_line.setText(r"\1")
    bar.replace_one()
    assert editor.text() == "𝄞 \\1\nOne two\none"

    bar.replace_all()
    assert editor.text() == "𝄞 \\1\n\\1 two\n\\1"
    assert bar.count_text() == "2 replaced"

    editor.undo()
    assert editor.text() == "𝄞 \\1\nOne two\none"


def test_escape_closes(qtbot: QtBot, bar: FindBar) -> None:
    with qtbot.waitSignal(bar.closed):
        qtbot.keyClick(bar.find_line, Qt.Key.Key_Escape)
    assert bar.isHidden()


def test_all_finds_are_marked_while_the_bar_is_open(qtbot: QtBot, editor: SourceEditor) -> None:
    bar = FindBar()
    qtbot.addWidget(bar)
    editor.set_text("a 𝄞 bill and a bill")
    bar.open_for(editor, replacing=True)
    bar.find_line.setText("bill")
    assert [mark.cursor.selectedText() for mark in editor.extraSelections()] == ["bill", "bill"]
    assert bar.find_line.width() == bar.replace_line.width()

    bar.open_for(editor, replacing=True)
    assert bar.count_text() == "2 found"
    bar.close_bar()

    assert editor.extraSelections() == []


def test_what_is_selected_is_looked_for(qtbot: QtBot, editor: SourceEditor) -> None:
    bar = FindBar()
    qtbot.addWidget(bar)
    editor.set_text("one two")
    editor.select(4, 7)

    bar.open_for(editor, replacing=False)

    assert bar.find_line.text() == "two"
    assert not bar.replace_line.isVisible()


def test_nothing_is_replaced_in_a_text_that_is_only_read(editor: SourceEditor, bar: FindBar) -> None:
    editor.setReadOnly(True)
    bar.find_line.setText("one")
    bar.replace_one()
    bar.replace_all()

    assert editor.text() == "𝄞 one\nOne two\none"


def test_expressions_are_found_replaced_and_undone(editor: SourceEditor, bar: FindBar) -> None:
    regex = bar.findChild(QAbstractButton, "find_regex")
    assert isinstance(regex, QAbstractButton)
    editor.set_text("𝄞 1/2\n3/4 x")
    regex.click()
    bar.find_line.setText(r"(\d)/(\d)")
    assert editor.selected_text() == "1/2"
    bar.replace_line.setText(r"\2.\1")

    bar.replace_one()
    assert editor.text() == "𝄞 2.1\n3/4 x"
    bar.replace_all()
    assert editor.text() == "𝄞 2.1\n4.3 x"
    editor.undo()
    assert editor.text() == "𝄞 2.1\n3/4 x"
    bar.replace_line.setText(r"\7")
    bar.replace_all()
    assert bar.count_text() == "No such group."


def test_a_wrong_and_a_slow_expression_are_said(editor: SourceEditor, bar: FindBar) -> None:
    regex = bar.findChild(QAbstractButton, "find_regex")
    assert isinstance(regex, QAbstractButton)
    editor.set_text("a" * 5_000 + "b")
    regex.click()

    bar.find_line.setText("(")
    assert bar.count_text().startswith("Character ")
    bar.find_line.setText("(a+)+$")
    assert bar.count_text() == "Takes too long. Make it simpler."
