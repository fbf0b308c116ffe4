"""The line in which a chip is typed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QUndoStack
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from composer_app.domain.address_list import COMMAS, SEMICOLONS
from composer_app.ui.widgets.chips.chip_field import ChipField
from composer_app.ui.widgets.chips.chip_input import ChipInput
from composer_app.ui.widgets.chips.chip_value import ChipState
from tests.qt.widgets.chips.samples import texts

Key = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.mark.parametrize("key", COMMAS + SEMICOLONS)
def test_separator_commits(qtbot: QtBot, field: ChipField, key: str) -> None:
    qtbot.keyClicks(field.input(), "ana@example.com")
    with qtbot.waitSignal(field.changed):
        field.input().keyPressEvent(QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, key))
    assert texts(field) == ["ana@example.com"]
    assert field.pending_text() == ""


def test_enter_commits(qtbot: QtBot, field: ChipField) -> None:
    qtbot.keyClicks(field.input(), "ana@example.com")
    qtbot.keyClick(field.input(), Key.Key_Return)
    assert texts(field) == ["ana@example.com"]


def test_tab_commits_and_moves_on(qtbot: QtBot, field: ChipField) -> None:
    qtbot.keyClicks(field.input(), "ana@example.com")
    qtbot.keyClick(field.input(), Key.Key_Tab)
    assert texts(field) == ["ana@example.com"]
    assert not field.input().hasFocus()


def test_another_window_does_not_commit(qtbot: QtBot, field: ChipField) -> None:
    qtbot.keyClicks(field.input(), "ana@exam")
    away = QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.ActiveWindowFocusReason)
    field.input().focusOutEvent(away)
    assert field.values() == []
    assert field.pending_text() == "ana@exam"


def test_comma_in_quotes_is_part_of_the_name(qtbot: QtBot, field: ChipField) -> None:
    qtbot.keyClicks(field.input(), '"Doe, Jane')
    assert field.values() == []
    assert field.pending_text() == '"Doe, Jane'


def test_separator_alone_does_nothing(qtbot: QtBot, field: ChipField) -> None:
    qtbot.keyClicks(field.input(), " ,;")
    assert field.values() == []


def test_paste_of_many_becomes_chips_at_once(qtbot: QtBot, field: ChipField) -> None:
    QGuiApplication.clipboard().setText("a@example.com, b@example.com\nrubbish\r\nc@exmaple.com;")
    with qtbot.waitSignal(field.changed) as emitted:
        qtbot.keyClick(field.input(), Key.Key_V, CTRL)
    assert emitted.signal_triggered
    assert texts(field) == ["a@example.com", "b@example.com", "rubbish", "c@exmaple.com"]
    assert [v.state for v in field.values()][2:] == [ChipState.WRONG, ChipState.TYPO]


def test_paste_of_one_goes_on_being_typed(qtbot: QtBot, field: ChipField) -> None:
    QGuiApplication.clipboard().setText(" a@example.com\n")
    qtbot.keyClick(field.input(), Key.Key_V, CTRL)
    assert field.pending_text() == "a@example.com"
    assert field.values() == []


def test_context_menu_pastes_many(qtbot: QtBot, field: ChipField) -> None:
    QGuiApplication.clipboard().setText("a@example.com\nb@example.com")
    field.input().paste_clipboard()
    assert texts(field) == ["a@example.com", "b@example.com"]


def test_undo_goes_to_the_chips_once_nothing_typed_is_left(qtbot: QtBot, home: QWidget) -> None:
    line = ChipInput(home, QUndoStack(home))
    assert not line.can_undo()
    qtbot.keyClicks(line, "ana")
    assert line.can_undo()

    with qtbot.assertNotEmitted(line.undo_wanted):
        line.undo()
    assert line.text() == ""
    with qtbot.waitSignal(line.undo_wanted):
        line.undo()
