"""Chips by keyboard, mouse, clipboard and drag."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent, QFocusEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from composer_app.domain.address_list import COMMAS, SEMICOLONS
from composer_app.ui.widgets.chips.chip import Chip
from composer_app.ui.widgets.chips.chip_drag import MIME, pack
from composer_app.ui.widgets.chips.chip_field import ChipField
from composer_app.ui.widgets.chips.chip_value import ChipState, ChipValue

Key = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def judge(text: str) -> list[ChipValue]:
    """Anything without an @ is wrong; "exmaple" is a typo."""
    values = []
    for part in re.split(r"[,;\s]+", text.strip()):
        if "exmaple" in part:
            better = part.replace("exmaple", "example")
            values.append(ChipValue(part, state=ChipState.TYPO, suggestion=better))
        elif part:
            values.append(ChipValue(part, state=ChipState.OK if "@" in part else ChipState.WRONG))
    return values


def texts(field: ChipField) -> list[str]:
    return [value.text for value in field.values()]


@pytest.fixture
def home(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    QVBoxLayout(widget)
    widget.resize(700, 300)
    qtbot.addWidget(widget)
    return widget


@pytest.fixture
def field(qtbot: QtBot, home: QWidget) -> ChipField:
    made = ChipField(judge, home, name="To", placeholder="Name or address")
    layout = home.layout()
    assert layout is not None
    layout.addWidget(made)
    layout.addWidget(QLineEdit())
    with qtbot.waitExposed(home):
        home.show()
    home.activateWindow()
    made.focus_input()
    qtbot.waitUntil(made.input().hasFocus)
    return made


def filled(field: ChipField, *addresses: str) -> ChipField:
    field.set_values([value for address in addresses for value in judge(address)])
    return field


def focused(field: ChipField) -> Chip:
    return next(chip for chip in field.chips() if chip.hasFocus())


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
    with qtbot.waitSignal(field.changed) as told:
        qtbot.keyClick(field.input(), Key.Key_V, CTRL)
    assert told.signal_triggered
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


def test_arrows_move_between_chips_and_input(qtbot: QtBot, field: ChipField) -> None:
    filled(field, "a@x.example", "b@x.example")
    qtbot.keyClick(field.input(), Key.Key_Left)
    assert focused(field).value().text == "b@x.example"
    qtbot.keyClick(focused(field), Key.Key_Left)
    assert focused(field).value().text == "a@x.example"
    qtbot.keyClick(focused(field), Key.Key_Left)
    assert focused(field).value().text == "a@x.example"
    qtbot.keyClick(focused(field), Key.Key_End)
    qtbot.keyClick(focused(field), Key.Key_Right)
    assert field.input().hasFocus()


@pytest.mark.parametrize("key", [Key.Key_Delete, Key.Key_Backspace])
def test_removing_by_key(qtbot: QtBot, field: ChipField, key: Key) -> None:
    filled(field, "a@x.example", "b@x.example", "c@x.example")
    qtbot.keyClick(field.input(), Key.Key_Backspace)
    assert len(field.values()) == 3
    qtbot.keyClick(focused(field), Key.Key_Left)
    qtbot.keyClick(focused(field), key)
    assert texts(field) == ["a@x.example", "c@x.example"]
    assert focused(field).value().text == "c@x.example"


def test_removing_the_last_goes_back_to_the_input(qtbot: QtBot, field: ChipField) -> None:
    filled(field, "a@x.example")
    qtbot.keyClick(field.input(), Key.Key_Left)
    qtbot.keyClick(focused(field), Key.Key_Delete)
    assert field.values() == []
    assert field.input().hasFocus()


def test_enter_edits_in_place(qtbot: QtBot, field: ChipField) -> None:
    filled(field, "a@x.example", "b@x.example")
    qtbot.keyClick(field.input(), Key.Key_Left)
    qtbot.keyClick(focused(field), Key.Key_Home)
    qtbot.keyClick(focused(field), Key.Key_Return)
    assert field.pending_text() == "a@x.example"
    qtbot.keyClicks(field.input(), "z@x.example,")
    assert texts(field) == ["z@x.example", "b@x.example"]


def test_escape_gives_the_edited_chip_back(qtbot: QtBot, field: ChipField) -> None:
    filled(field, "a@x.example", "b@x.example")
    field.edit_chip(0)
    qtbot.keyClicks(field.input(), "wrong")
    qtbot.keyClick(field.input(), Key.Key_Escape)
    assert texts(field) == ["a@x.example", "b@x.example"]
    assert field.pending_text() == ""


def test_list_chip_is_announced_not_edited(qtbot: QtBot, field: ChipField) -> None:
    people = ChipValue("customers.csv", state=ChipState.LIST, detail="250 people")
    field.set_values([people])
    with qtbot.waitSignal(field.chip_activated) as told:
        field.edit_chip(0)
    assert told.args == [people]
    assert field.values() == [people]


def test_select_all_copy_and_cut(qtbot: QtBot, field: ChipField) -> None:
    filled(field, "a@x.example", "b@x.example")
    qtbot.keyClick(field.input(), Key.Key_A, CTRL)
    qtbot.keyClick(focused(field), Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "a@x.example, b@x.example"
    qtbot.keyClick(focused(field), Key.Key_X, CTRL)
    assert field.values() == []


def test_shift_extends_the_selection(qtbot: QtBot, field: ChipField) -> None:
    filled(field, "a@x.example", "b@x.example", "c@x.example")
    qtbot.keyClick(field.input(), Key.Key_Left)
    qtbot.keyClick(focused(field), Key.Key_Left, SHIFT)
    qtbot.keyClick(focused(field), Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "b@x.example, c@x.example"


def test_typing_on_a_chip_goes_on_in_the_input(qtbot: QtBot, field: ChipField) -> None:
    filled(field, "a@x.example")
    qtbot.keyClick(field.input(), Key.Key_Left)
    qtbot.keyClick(focused(field), Key.Key_N)
    assert field.pending_text() == "n"
    assert field.input().hasFocus()


def test_suggestion_by_key_and_by_mouse(qtbot: QtBot, field: ChipField) -> None:
    filled(field, "tom@exmaple.com", "ann@exmaple.com")
    chip = field.chips()[0]
    assert "misspelt" in chip.accessibleName()
    field.take_suggestion(0)
    assert texts(field)[0] == "tom@example.com"
    chip = field.chips()[1]
    spot = QPoint(chip.width() - 40, chip.height() // 2)
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton, pos=spot)
    assert texts(field) == ["tom@example.com", "ann@example.com"]


def test_cross_removes(qtbot: QtBot, field: ChipField) -> None:
    filled(field, "a@x.example", "b@x.example")
    chip = field.chips()[0]
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton, pos=QPoint(chip.width() - 10, 12))
    assert texts(field) == ["b@x.example"]


def test_press_on_the_cross_let_go_elsewhere_keeps_the_chip(qtbot: QtBot, field: ChipField) -> None:
    filled(field, "a@x.example")
    chip = field.chips()[0]
    qtbot.mousePress(chip, Qt.MouseButton.LeftButton, pos=QPoint(chip.width() - 10, 12))
    qtbot.mouseRelease(chip, Qt.MouseButton.LeftButton, pos=QPoint(5, 12))
    assert texts(field) == ["a@x.example"]


def test_many_chips_take_three_lines_and_say_the_rest(qtbot: QtBot, field: ChipField) -> None:
    line = field.height()
    field.set_values([ChipValue(f"person{n}@example.com") for n in range(230)])
    assert field.height() <= 3 * line
    shown = field.chips()
    more = field.findChild(QWidget, "more_chips")
    assert isinstance(more, QWidget)
    assert more.isVisible()
    assert more.property("text") == f"+ {230 - len(shown)} more"
    assert shown[-1].value().text == "person229@example.com"


def test_tab_goes_past_the_hidden_ones_and_shift_tab_reaches_them(qtbot: QtBot, home: QWidget) -> None:
    layout = home.layout()
    assert layout is not None
    before, field, behind = QLineEdit(), ChipField(judge, name="To"), QLineEdit()
    for widget in (before, field, behind):
        layout.addWidget(widget)
    with qtbot.waitExposed(home):
        home.show()
    home.activateWindow()
    field.set_values([ChipValue(f"person{n}@example.com") for n in range(230)])
    before.setFocus()
    qtbot.keyClick(before, Key.Key_Tab)
    assert field.input().hasFocus()
    qtbot.keyClick(field.input(), Key.Key_Tab)
    assert behind.hasFocus()

    qtbot.keyClick(behind, Key.Key_Tab, SHIFT)
    qtbot.keyClick(field.input(), Key.Key_Tab, SHIFT)
    more = field.findChild(QAbstractButton, "more_chips")
    assert isinstance(more, QAbstractButton)
    assert more.hasFocus()
    shown = len(field.chips())
    qtbot.keyClick(more, Key.Key_Space)
    assert len(field.chips()) > shown
    qtbot.keyClick(more, Key.Key_Tab, SHIFT)
    assert before.hasFocus()

    more.setFocus()
    qtbot.keyClicks(more, "x")
    assert field.input().hasFocus()
    assert field.input().text() == "x"
    more.setFocus()
    field.set_values([])
    assert field.input().hasFocus()


def test_hidden_wrong_ones_are_counted(field: ChipField) -> None:
    field.set_values([*(ChipValue(f"person{n}@example.com") for n in range(100)), *judge("bad worse ok@x.example")])
    more = field.findChild(QWidget, "more_chips")
    assert isinstance(more, QWidget)
    assert str(more.property("text")).endswith("more, 2 to check")


def test_moving_left_reaches_hidden_chips(qtbot: QtBot, field: ChipField) -> None:
    field.set_values([ChipValue(f"person{n}@example.com") for n in range(60)])
    qtbot.keyClick(field.input(), Key.Key_Left)
    qtbot.keyClick(focused(field), Key.Key_Left)
    assert focused(field).value().text == "person58@example.com"


def test_drag_carries_text_and_values(field: ChipField) -> None:
    people = ChipValue("customers.csv", state=ChipState.LIST, detail="250 people")
    field.set_values([people, ChipValue("a@x.example")])
    mime = pack(field.values())
    assert mime.text() == "customers.csv, a@x.example"
    other = ChipField(judge, field.parentWidget(), name="Cc")
    drop(other, mime)
    assert other.values() == field.values()


def test_drop_of_text_is_judged(field: ChipField) -> None:
    mime = QMimeData()
    mime.setText("a@x.example b@x.example")
    drop(field, mime)
    assert texts(field) == ["a@x.example", "b@x.example"]


@pytest.mark.parametrize("data", [b"no json", b"[1]", b'[{"text": "a"}]', b'[{"text": "a", "state": "odd"}]', b"{}"])
def test_foreign_data_under_our_name_does_no_harm(field: ChipField, data: bytes) -> None:
    mime = QMimeData()
    mime.setData(MIME, data)
    mime.setText("a@x.example")
    drop(field, mime)
    assert texts(field) in (["a@x.example"], [])


def test_dropped_files_are_left_to_the_page(field: ChipField) -> None:
    mime = QMimeData()
    mime.setUrls(["file:///tmp/a.pdf"])
    mime.setText("file:///tmp/a.pdf")
    event = drop(field, mime)
    assert field.values() == []
    assert not event.isAccepted()


def drop(field: ChipField, mime: QMimeData) -> QDropEvent:
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    field.dropEvent(event)
    return event


def test_names_for_screen_readers(field: ChipField) -> None:
    filled(field, "rubbish")
    assert field.accessibleName() == "To"
    assert field.input().accessibleName() == "To"
    assert field.chips()[0].accessibleName() == "rubbish, wrong"


def test_placeholder_only_while_empty(field: ChipField) -> None:
    assert field.input().placeholderText() == "Name or address"
    filled(field, "a@x.example")
    assert field.input().placeholderText() == ""


def test_commit_takes_what_is_typed(qtbot: QtBot, field: ChipField) -> None:
    qtbot.keyClicks(field.input(), "a@x.example")
    field.commit()
    assert texts(field) == ["a@x.example"]
    field.add_text("b@x.example")
    assert texts(field) == ["a@x.example", "b@x.example"]


def test_five_thousand_values_stay_quick_to_hold(field: ChipField) -> None:
    field.set_values([ChipValue(f"person{n}@example.com") for n in range(5000)])
    assert len(field.findChildren(Chip)) < 60  # only those in sight


def test_selection_goes_with_the_focus(qtbot: QtBot, field: ChipField, home: QWidget) -> None:
    filled(field, "a@x.example", "b@x.example")
    qtbot.keyClick(field.input(), Key.Key_A, CTRL)
    selected = field.chips()[0].look().ground
    other = next(edit for edit in home.findChildren(QLineEdit) if edit is not field.input())
    other.setFocus()
    assert other.hasFocus()
    assert field.chips()[0].look().ground != selected
