"""The source editor: text as it is, indentation, and size."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QImage, QTextCursor, QWheelEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from composer_app.domain.mail_limits import MAX_HTML_BYTES
from composer_app.ui.compose.body.source_editor import SourceEditor

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.mark.parametrize("text", ["a\u00a0b", "𝄞 <b>\n\t\n", "\u2028 kept", "ends\n\n", ""])
def test_what_goes_in_comes_out(editor: SourceEditor, text: str) -> None:
    editor.set_text(text)

    assert editor.text() == text


def test_setting_a_text_is_no_edit_and_typing_is(qtbot: QtBot, editor: SourceEditor) -> None:
    with qtbot.assertNotEmitted(editor.edited):
        editor.set_text("<p>")
    with qtbot.waitSignal(editor.edited):
        qtbot.keyClicks(editor, "x")


def test_tab_and_enter_keep_the_indentation(qtbot: QtBot, editor: SourceEditor) -> None:
    qtbot.keyClick(editor, Qt.Key.Key_Tab)
    qtbot.keyClicks(editor, "<b>")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.keyClicks(editor, "x")
    assert editor.text() == "  <b>\n  x"

    editor.selectAll()
    qtbot.keyClick(editor, Qt.Key.Key_Tab)
    assert editor.text() == "    <b>\n    x"

    qtbot.keyClick(editor, Qt.Key.Key_Backtab)
    qtbot.keyClick(editor, Qt.Key.Key_Backtab)
    qtbot.keyClick(editor, Qt.Key.Key_Backtab)
    assert editor.text() == "<b>\nx"

    for _ in range(2):
        editor.undo()
    assert editor.text() == "    <b>\n    x"


def test_the_size_follows_keys_and_wheel_and_says_so(qtbot: QtBot, editor: SourceEditor) -> None:
    before = editor.fontMetrics().height()
    with qtbot.waitSignal(editor.zoom.changed) as zoomed:
        qtbot.keyClick(editor, Qt.Key.Key_Plus, CONTROL)
    assert zoomed.args == [1]
    wheel = QWheelEvent(
        QPointF(50, 50),
        QPointF(50, 50),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        CONTROL,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(editor.viewport(), wheel)
    assert editor.zoom.steps() == 2
    assert editor.fontMetrics().height() > before

    qtbot.keyClick(editor, Qt.Key.Key_0, CONTROL)
    assert editor.zoom.steps() == 0


def test_a_size_that_was_set_before_the_page_was_shown_is_kept(qtbot: QtBot) -> None:
    page, window = QWidget(), QStackedWidget()
    qtbot.addWidget(window)
    editor = SourceEditor(is_html=True)
    QVBoxLayout(page).addWidget(editor)
    editor.ensurePolished()
    editor.zoom.set_steps(3)
    chosen = editor.fontMetrics().height()

    window.addWidget(page)
    window.show()

    assert editor.fontMetrics().height() == chosen
    editor.zoom.set_steps(0)
    assert editor.fontMetrics().height() < chosen


def test_another_text_begins_a_new_history_even_if_it_is_the_same(qtbot: QtBot, editor: SourceEditor) -> None:
    qtbot.keyClicks(editor, "secret")
    editor.selectAll()
    qtbot.keyClick(editor, Qt.Key.Key_Delete)

    editor.set_text("")
    editor.undo()

    assert editor.text() == ""


def test_files_and_pictures_are_passed_on_and_not_pasted(qtbot: QtBot, editor: SourceEditor) -> None:
    files, picture = QMimeData(), QMimeData()
    files.setUrls([QUrl.fromLocalFile("/tmp/a.txt")])
    files.setText("/tmp/a.txt")
    picture.setImageData(QImage(4, 4, QImage.Format.Format_RGB32))
    with qtbot.waitSignal(editor.files_pasted) as pasted:
        editor.insertFromMimeData(files)
    with qtbot.waitSignal(editor.image_pasted):
        editor.insertFromMimeData(picture)

    assert pasted.args == [["/tmp/a.txt"]]
    assert editor.text() == ""


def test_a_text_bigger_than_any_mail_is_refused(qtbot: QtBot, editor: SourceEditor) -> None:
    big = QMimeData()
    big.setText("x" * (MAX_HTML_BYTES + 1))
    with qtbot.waitSignal(editor.refused) as refused:
        editor.insertFromMimeData(big)

    assert refused.args == [MAX_HTML_BYTES + 1]
    assert editor.text() == ""


@pytest.mark.parametrize(
    "text", ["<p>\r\n\t<b> \r\n", "a\r\nb\nc\rd", "\ufeff<p>", "a\0b\n", "a\u2028b\u2029c", "tabs\t and blanks  \r\n "]
)
def test_every_character_of_a_source_stays(qtbot: QtBot, editor: SourceEditor, text: str) -> None:
    editor.set_text(text)
    assert editor.exact_text() == text

    editor.moveCursor(QTextCursor.MoveOperation.Start)
    qtbot.keyClicks(editor, "x")
    mark = "\ufeff" if text.startswith("\ufeff") else ""  # stays in front
    assert editor.exact_text() == f"{mark}x{text.removeprefix(mark)}"
    editor.undo()
    assert editor.exact_text() == text


def test_a_line_is_gone_to(editor: SourceEditor) -> None:
    editor.set_text("\n".join(map(str, range(1, 101))))
    for line, there in ((60, 60), (1_000, 100), (0, 1)):
        editor.go_to_line(line)
        assert editor.current_line() == there


def test_long_lines_are_wrapped_if_wanted(editor: SourceEditor) -> None:
    editor.set_text("word " * 200)
    assert editor.horizontalScrollBar().maximum() > 0
    editor.set_wraps(True)
    assert editor.horizontalScrollBar().maximum() == 0
    editor.set_wraps(False)
    assert editor.horizontalScrollBar().maximum() > 0
