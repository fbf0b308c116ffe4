"""Primary button, secondary and quiet buttons, segments, page bar, section header, field row."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QSpinBox, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from composer_app.ui.widgets.buttons import quiet_button, secondary_button
from composer_app.ui.widgets.field_helpers import set_wrong, settle_spin_box
from composer_app.ui.widgets.field_row import CONTENT_LEFT, FieldRow
from composer_app.ui.widgets.page_bar import PageBar
from composer_app.ui.widgets.primary_button import PrimaryButton
from composer_app.ui.widgets.section_header import SectionHeader
from composer_app.ui.widgets.segmented import Segmented, SegmentItem

Key = Qt.Key


Show = Callable[..., QWidget]


@pytest.fixture
def shown(qtbot: QtBot) -> Show:
    """Shows widgets below each other in a window that lives as long as the test."""
    kept: list[QWidget] = []

    def show(*widgets: QWidget) -> QWidget:
        home = QWidget()
        kept.append(home)
        column = QVBoxLayout(home)
        for widget in widgets:
            column.addWidget(widget)
        column.addStretch(1)
        home.resize(900, 400)
        qtbot.addWidget(home)
        with qtbot.waitExposed(home):
            home.show()
        home.activateWindow()
        qtbot.waitUntil(home.isActiveWindow)
        return home

    return show


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Enter, Key.Key_Space])
def test_primary_is_pressed_by_keyboard(qtbot: QtBot, key: Key) -> None:
    button = PrimaryButton("Send", icon="send")
    qtbot.addWidget(button)
    with qtbot.waitSignal(button.clicked):
        qtbot.keyClick(button, key)


def test_disabled_primary_says_why(qtbot: QtBot) -> None:
    button = PrimaryButton("Send")
    qtbot.addWidget(button)
    button.set_available(False, "Add somebody to send to.")
    assert not button.isEnabled()
    assert button.toolTip() == "Add somebody to send to."
    button.set_available(True)
    assert button.toolTip() == ""


def test_heights_grow_with_the_font(qtbot: QtBot, qapp: QApplication) -> None:
    button = PrimaryButton("Send")
    qtbot.addWidget(button)
    before, font = button.sizeHint().height(), QFont(qapp.font())
    bigger = QFont(font)
    bigger.setPointSizeF(font.pointSizeF() * 2)
    qapp.setFont(bigger)
    try:
        assert button.sizeHint().height() > before
    finally:
        qapp.setFont(font)


def test_secondary_tail_takes_room(qtbot: QtBot) -> None:
    plain, with_key = secondary_button("Undo"), secondary_button("Undo", shortcut_text="Ctrl+Z")
    tagged = secondary_button("Linden", menu=QMenu(plain))
    qtbot.addWidget(plain)
    qtbot.addWidget(with_key)
    qtbot.addWidget(tagged)
    assert with_key.sizeHint().width() > plain.sizeHint().width()
    width = tagged.sizeHint().width()
    tagged.set_tag("LIVE")
    assert tagged.sizeHint().width() > width
    assert not tagged.grab().isNull()
    tagged.set_tag("")
    assert tagged.sizeHint().width() == width


def test_quiet_icon_button_has_a_name_and_a_hit_area(qtbot: QtBot) -> None:
    button = quiet_button(icon="close", tooltip="Close\nEsc")
    qtbot.addWidget(button)
    assert button.accessibleName() == "Close"
    assert button.sizeHint().width() >= 28
    assert button.sizeHint().height() >= 28


def test_segments_are_one_tab_stop_and_arrows_move(qtbot: QtBot, shown: Show) -> None:
    segmented = Segmented([SegmentItem("html", "HTML"), SegmentItem("letter", "Letter"), SegmentItem("text", "Text")])
    after = QLineEdit()
    shown(segmented, after)
    first = segmented.segment("html")
    first.setFocus()
    with qtbot.waitSignal(segmented.changed) as told:
        qtbot.keyClick(first, Key.Key_Right)
    assert told.args == ["letter"]
    assert segmented.current() == "letter"
    assert segmented.segment("letter").hasFocus()
    qtbot.keyClick(segmented.segment("letter"), Key.Key_Tab)
    assert after.hasFocus()


def test_segment_set_by_code_and_disabled(qtbot: QtBot) -> None:
    segmented = Segmented([SegmentItem("a", "A"), SegmentItem("b", icon="sun", tooltip="Light")], name="View")
    qtbot.addWidget(segmented)
    assert segmented.segment("b").accessibleName() == "Light"
    with qtbot.waitSignal(segmented.changed):
        segmented.set_current("b")
    with qtbot.assertNotEmitted(segmented.changed):
        segmented.set_current("b")
    with pytest.raises(KeyError):
        segmented.set_current("c")


def test_page_bar(qtbot: QtBot, shown: Show) -> None:
    bar = PageBar()
    for key in ("compose", "outbox", "logs"):
        bar.add_page(key, key.title(), key)
    tool = quiet_button("Find or run", icon="search", shortcut_text="Ctrl+K")
    bar.add_right(tool)
    shown(bar)
    assert bar.current() == "compose"
    assert bar.height() == bar.sizeHint().height() >= 48
    bar.set_count("outbox", 2, urgent=True)
    assert bar.page_button("outbox").accessibleName() == "Outbox, 2 need you"
    bar.set_count("outbox", 0)
    assert bar.page_button("outbox").accessibleName() == "Outbox"
    with qtbot.waitSignal(bar.current_changed) as told:
        qtbot.mouseClick(bar.page_button("logs"), Qt.MouseButton.LeftButton)
    assert told.args == ["logs"]
    bar.page_button("logs").setFocus()
    with qtbot.waitSignal(bar.current_changed) as told:
        qtbot.keyClick(bar.page_button("logs"), Key.Key_Left)
    assert told.args == ["outbox"]
    assert tool.mapTo(bar, QPoint(0, 0)).x() > bar.page_button("logs").geometry().right()


def test_section_header_folds(qtbot: QtBot) -> None:
    header = SectionHeader("Done today", "14 accepted", foldable=True)
    qtbot.addWidget(header)
    assert header.accessibleName() == "Done today 14 accepted"
    with qtbot.waitSignal(header.toggled):
        qtbot.keyClick(header, Key.Key_Return)
    assert header.isChecked()
    plain = SectionHeader("Needs you", "2")
    qtbot.addWidget(plain)
    assert plain.focusPolicy() is Qt.FocusPolicy.NoFocus
    plain.set_note("3")
    assert plain.accessibleName() == "Needs you 3"


def test_field_row_places_label_content_and_tools(qtbot: QtBot, shown: Show) -> None:
    edit = QLineEdit()
    row = FieldRow("Subject", edit, quiet_button("Cc", compact=True))
    shown(row)
    assert edit.accessibleName() == "Subject"
    assert edit.x() == CONTENT_LEFT
    assert row.height() == 40


def test_wrong_field(qtbot: QtBot) -> None:
    edit = QLineEdit()
    qtbot.addWidget(edit)
    set_wrong(edit, "This is no address.")
    assert edit.property("wrong") == "true"
    assert edit.accessibleDescription() == "This is no address."
    set_wrong(edit, "")
    assert edit.property("wrong") == "false"
    assert edit.toolTip() == ""


def test_spin_box_margin(qtbot: QtBot) -> None:
    box = QSpinBox()
    qtbot.addWidget(box)
    settle_spin_box(box)
    editor = box.findChild(QLineEdit)
    assert editor is not None
    assert editor.textMargins().left() == 8
