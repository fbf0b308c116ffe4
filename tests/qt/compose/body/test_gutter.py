"""Line numbers: wide enough, and a click selects lines."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from composer_app.ui.compose.body.gutter import Gutter
from composer_app.ui.compose.body.source_editor import SourceEditor


def gutter_of(editor: SourceEditor) -> Gutter:
    assert editor.gutter is not None
    return editor.gutter


def mouse(editor: SourceEditor, kind: QEvent.Type, line: int) -> None:
    """Press at a line, or move there with the button down."""
    block = editor.document().findBlockByNumber(line)
    middle = editor.blockBoundingGeometry(block).translated(editor.contentOffset()).center()
    where = QPointF(5, middle.y())
    left, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    there = QPointF(gutter_of(editor).mapToGlobal(where.toPoint()))
    QApplication.sendEvent(gutter_of(editor), QMouseEvent(kind, where, there, left, left, keys))


def test_it_has_room_for_the_highest_number(editor: SourceEditor) -> None:
    narrow = gutter_of(editor).needed_width()
    editor.set_text("x\n" * 900)
    assert gutter_of(editor).needed_width() == narrow, "three digits at least"

    editor.set_text("x\n" * 10_000)

    assert gutter_of(editor).needed_width() > narrow
    assert gutter_of(editor).width() == gutter_of(editor).needed_width()


def test_a_click_selects_a_line_and_a_drag_several(editor: SourceEditor) -> None:
    editor.set_text("one\ntwo\nthree")
    editor.activateWindow()
    mouse(editor, QEvent.Type.MouseButtonPress, 1)
    assert editor.selected_text() == "two"

    mouse(editor, QEvent.Type.MouseMove, 2)

    assert editor.selected_text() == "two\nthree"
    assert editor.hasFocus()


def test_the_text_part_has_no_numbers(qtbot: QtBot) -> None:
    editor = SourceEditor(is_html=False)
    qtbot.addWidget(editor)

    assert editor.gutter is None
    assert editor.findChildren(Gutter) == []
