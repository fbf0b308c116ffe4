"""Writing a letter with keys and mouse, and the HTML that it becomes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QColor, QGuiApplication, QImage, QInputMethodEvent, QTextCursor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from composer_app.domain.mail_limits import MAX_HTML_BYTES
from composer_app.ui.compose.body.find_bar import FindBar
from composer_app.ui.compose.body.letter.letter_editor import LetterEditor
from composer_app.ui.compose.body.letter.letter_pane import LetterPane
from composer_app.ui.theme.theme_store import ThemeMode, store
from tests.qt.compose.body.letter.conftest import body_of

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def type_keys(qtbot: QtBot, editor: LetterEditor, *keys: str | Qt.Key) -> None:
    """Type texts and single keys."""
    for key in keys:
        if isinstance(key, str):
            qtbot.keyClicks(editor, key)
        else:
            qtbot.keyClick(editor, key)


def select(editor: LetterEditor, start: int, end: int) -> None:
    cursor = editor.textCursor()
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)


def show(pane: LetterPane, blocks: str) -> None:
    """Show blocks without a frame."""
    pane.show_html(blocks)
    pane.editor.moveCursor(QTextCursor.MoveOperation.End)


ENTER, BACK, TAB = Qt.Key.Key_Return, Qt.Key.Key_Backspace, Qt.Key.Key_Tab


def test_paragraphs_and_lines_are_typed(qtbot: QtBot, pane: LetterPane) -> None:
    type_keys(qtbot, pane.editor, "Hello", ENTER, "a")
    qtbot.keyClick(pane.editor, ENTER, SHIFT)
    qtbot.keyClicks(pane.editor, "b")

    assert body_of(pane) == "<p>Hello</p><p>a<br>b</p>"


def test_bold_and_italic_are_for_the_selection_or_for_what_comes_next(qtbot: QtBot, pane: LetterPane) -> None:
    qtbot.keyClicks(pane.editor, "one ")
    qtbot.keyClick(pane.editor, Qt.Key.Key_B, CONTROL)
    assert pane.bar.button("bold").isChecked()
    qtbot.keyClicks(pane.editor, "two")
    qtbot.keyClick(pane.editor, Qt.Key.Key_B, CONTROL)
    select(pane.editor, 0, 3)
    qtbot.keyClick(pane.editor, Qt.Key.Key_I, CONTROL)

    assert body_of(pane) == "<p><em>one</em> <strong>two</strong></p>"


def test_a_list_is_made_nested_and_left_by_keys(qtbot: QtBot, pane: LetterPane) -> None:
    pane.editor.toggle_bullets()
    type_keys(qtbot, pane.editor, "a", ENTER, TAB, "b", ENTER)
    qtbot.keyClick(pane.editor, Qt.Key.Key_Backtab, SHIFT)
    type_keys(qtbot, pane.editor, "c", ENTER, ENTER, "d")

    assert body_of(pane) == "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul><p>d</p>"


def test_tab_outside_a_list_leaves_the_letter(qtbot: QtBot, pane: LetterPane) -> None:
    pane.editor.setFocus()
    qtbot.keyClick(pane.editor, TAB)

    assert pane.html() == ""


def test_backspace_at_the_start_takes_the_shape_first(qtbot: QtBot, pane: LetterPane) -> None:
    show(pane, "<blockquote><ul><li>a</li></ul></blockquote>")
    pane.editor.moveCursor(QTextCursor.MoveOperation.Start)
    type_keys(qtbot, pane.editor, BACK)
    assert pane.html() == "<blockquote>\n<p>a</p>\n</blockquote>"
    type_keys(qtbot, pane.editor, BACK)
    assert pane.html() == "<p>a</p>"

    pane.editor.toggle_heading()
    assert pane.html() == "<h2>a</h2>"
    type_keys(qtbot, pane.editor, BACK, BACK)
    assert pane.html() == "<p>a</p>"


def test_after_a_heading_comes_plain_text(qtbot: QtBot, pane: LetterPane) -> None:
    pane.editor.toggle_heading()
    type_keys(qtbot, pane.editor, "a", ENTER, "b")

    assert body_of(pane) == "<h2>a</h2><p>b</p>"


def test_shapes_change_for_all_selected_blocks_and_are_one_step_of_undo(qtbot: QtBot, pane: LetterPane) -> None:
    show(pane, "<p>a</p><p>b</p><p>c</p>")
    select(pane.editor, 0, 3)
    pane.editor.toggle_numbers()
    assert pane.html() == "<ol>\n<li>a</li>\n<li>b</li>\n</ol>\n<p>c</p>"
    pane.editor.toggle_bullets()
    assert pane.html() == "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n<p>c</p>"
    pane.editor.toggle_quote()
    assert pane.html() == "<blockquote>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n</blockquote>\n<p>c</p>"

    for _ in range(3):
        pane.editor.undo()
    assert pane.html() == "<p>a</p><p>b</p><p>c</p>", "the HTML as it was shown"


def test_clear_formatting_leaves_words_and_placeholders(pane: LetterPane) -> None:
    show(pane, '<h2>a <b>b</b> <a href="https://example.com">c</a> {{d}}</h2><p><i>e</i></p>')
    pane.editor.moveCursor(QTextCursor.MoveOperation.Start)
    pane.editor.clear_format()
    assert pane.html() == "<p>a b c {{d}}</p>\n<p><em>e</em></p>"

    pane.editor.selectAll()
    pane.editor.clear_format()
    assert pane.html() == "<p>a b c {{d}}</p>\n<p>e</p>"


@pytest.mark.parametrize("by_input_method", [False, True])
def test_two_braces_make_a_placeholder_which_is_one_character(
    qtbot: QtBot, pane: LetterPane, by_input_method: bool
) -> None:
    qtbot.keyClicks(pane.editor, "Hello {{first name}" if by_input_method else "Hello {{first name}}")
    if by_input_method:
        event = QInputMethodEvent()
        event.setCommitString("}")
        QApplication.sendEvent(pane.editor, event)
    qtbot.keyClicks(pane.editor, "!")

    assert body_of(pane) == "<p>Hello {{first name}}!</p>"
    assert pane.editor.document().characterCount() == len("Hello X!") + 1
    assert pane.editor.placeholder_names() == ["first name"]

    type_keys(qtbot, pane.editor, BACK, BACK)
    assert body_of(pane) == "<p>Hello&nbsp;</p>"


@pytest.mark.parametrize("typed", ["}}", "{{}}", "{{ }}", "a}"])
def test_other_braces_stay_text(qtbot: QtBot, pane: LetterPane, typed: str) -> None:
    qtbot.keyClicks(pane.editor, typed)

    assert pane.editor.placeholder_names() == []


def test_what_follows_a_link_is_no_link(qtbot: QtBot, pane: LetterPane) -> None:
    show(pane, '<p><a href="https://example.com"><b>a</b></a></p>')
    qtbot.keyClicks(pane.editor, "b")
    assert pane.html() == '<p><a href="https://example.com"><strong>a</strong></a><strong>b</strong></p>'


def test_copied_text_has_names_and_format(pane: LetterPane) -> None:
    show(pane, "<p>a <b>b</b></p><ul><li>{{c}}</li></ul>")
    pane.editor.selectAll()
    pane.editor.copy()
    data = QGuiApplication.clipboard().mimeData()
    assert data.text() == "a b\n{{c}}"
    assert data.html() == "<p>a <strong>b</strong></p>\n<ul>\n<li>{{c}}</li>\n</ul>"

    show(pane, "")
    pane.editor.paste()
    assert body_of(pane) == "<p>a <strong>b</strong></p><ul><li>{{c}}</li></ul>"


def test_what_moves_inside_a_letter_keeps_its_images_and_links(pane: LetterPane) -> None:
    kept = (
        '<p><a href="#top">a</a> <a href="sms:+385911234567">b</a></p>'
        '<p><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" alt="c" width="2" height="2"></p>'
    )
    show(pane, kept)
    pane.editor.selectAll()
    pane.editor.cut()
    assert pane.html() == ""
    pane.editor.paste()

    assert pane.html().replace("\n", "") == kept


def test_pasted_pages_are_cleaned_and_plain_paste_has_no_format(qtbot: QtBot, pane: LetterPane) -> None:
    data = QMimeData()
    data.setHtml('<p style="color:red" onclick="x()">a <b>b</b><script>c</script></p>')
    data.setText("a b")
    QGuiApplication.clipboard().setMimeData(data)
    pane.editor.paste()
    assert body_of(pane) == "<p>a <strong>b</strong></p>"

    pane.editor.selectAll()
    qtbot.keyClick(pane.editor, Qt.Key.Key_V, CONTROL | SHIFT)
    assert body_of(pane) == "<p>a b</p>"


def test_pictures_and_files_are_handed_on(qtbot: QtBot, pane: LetterPane) -> None:
    image = QImage(2, 2, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    data = QMimeData()
    data.setImageData(image)
    assert pane.editor.canInsertFromMimeData(data)
    with qtbot.waitSignal(pane.editor.image_pasted):
        pane.editor.insertFromMimeData(data)

    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile("/a.pdf")])
    with qtbot.waitSignal(pane.editor.files_pasted) as pasted:
        pane.editor.insertFromMimeData(files)
    assert pasted.args == [["/a.pdf"]]


def test_a_paste_bigger_than_any_mail_is_refused(qtbot: QtBot, pane: LetterPane) -> None:
    data = QMimeData()
    data.setText("x" * (MAX_HTML_BYTES + 1))
    with qtbot.waitSignal(pane.editor.refused):
        pane.editor.insertFromMimeData(data)
    with qtbot.waitSignal(pane.editor.refused):
        pane.editor.paste_plain(data.text())

    assert pane.html() == ""


def test_an_image_goes_to_the_caret_or_below_a_paragraph(pane: LetterPane) -> None:
    show(pane, "<p>a</p><p>b</p>")
    pane.editor.insert_picture("x.png", 1)
    pane.editor.insert_picture("y.png")
    pane.editor.rename_picture("x.png", "z.png")

    assert pane.html() == '<p>a</p>\n<p><img src="cid:z.png" alt=""><img src="cid:y.png" alt=""></p>\n<p>b</p>'


def test_enter_and_double_click_open_an_object(qtbot: QtBot, pane: LetterPane) -> None:
    show(pane, "<p>{{a}} words</p>")
    select(pane.editor, 0, 1)
    with qtbot.waitSignal(pane.editor.object_opened) as opened:
        qtbot.keyClick(pane.editor, ENTER)
    assert opened.args == [0]

    select(pane.editor, 3, 3)
    spot = pane.editor.cursorRect(pane.editor.textCursor()).center()
    with qtbot.assertNotEmitted(pane.editor.object_opened):
        qtbot.mouseDClick(pane.editor.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    select(pane.editor, 0, 0)
    start = pane.editor.cursorRect(pane.editor.textCursor()).center()
    with qtbot.waitSignal(pane.editor.object_opened):
        qtbot.mouseDClick(pane.editor.viewport(), Qt.MouseButton.LeftButton, pos=start + QPoint(8, 0))


def test_zoom_changes_the_size_and_not_the_letter(qtbot: QtBot, pane: LetterPane) -> None:
    show(pane, "<h2>a</h2>")
    with qtbot.waitSignal(pane.editor.zoom.changed):
        qtbot.keyClick(pane.editor, Qt.Key.Key_Plus, CONTROL)
    assert pane.editor.zoom.steps() == 1
    qtbot.keyClick(pane.editor, Qt.Key.Key_Minus, CONTROL)
    qtbot.keyClick(pane.editor, Qt.Key.Key_Minus, CONTROL)
    assert pane.editor.zoom.steps() == -1
    qtbot.keyClick(pane.editor, Qt.Key.Key_0, CONTROL)

    assert pane.editor.zoom.steps() == 0
    assert pane.html() == "<h2>a</h2>"


def test_another_theme_is_no_edit(qtbot: QtBot, pane: LetterPane) -> None:
    show(pane, '<p><a href="https://example.com">a</a> {{b}}</p>')
    with qtbot.assertNotEmitted(pane.edited):
        store().set_mode(ThemeMode.DARK)
        pane.repaint()
    assert pane.html() == '<p><a href="https://example.com">a</a> {{b}}</p>'


def test_words_are_found_and_replaced_with_their_format(pane: LetterPane) -> None:
    show(pane, "<p>𝄞 one <b>one</b> {{one}}</p><ul><li>two<br>one</li></ul>")
    bar = FindBar()
    bar.open_for(pane.editor, replacing=True)
    bar.find_line.setText("one")
    assert bar.count_text() == "1 of 3"
    bar.find_on()
    assert (pane.editor.selected_text(), pane.editor.textCursor().selectionStart()) == ("one", 7)
    bar.replace_line.setText("three")
    bar.replace_one()
    assert "<strong>three</strong>" in pane.html()
    bar.replace_all()

    assert pane.html() == ("<p>𝄞 three <strong>three</strong> {{one}}</p>\n<ul>\n<li>two<br>three</li>\n</ul>")
    pane.editor.undo()
    assert pane.html().count("one") == 3
    bar.close_bar()
    bar.deleteLater()
