"""The source editor: text as it is, indentation, size, colours in slices, find and replace."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QTextCursor, QWheelEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from composer_app.domain.draft import Draft
from composer_app.domain.ids import AccountId, DraftId
from composer_app.domain.placeholders import unresolved_placeholders
from composer_app.ui.compose.body.find_bar import FindBar
from composer_app.ui.compose.body.html_lexer import START, MailHtmlLexer
from composer_app.ui.compose.body.source_editor import SourceEditor
from composer_app.ui.theme.theme_store import ThemeMode, current, store

NOW = datetime(2026, 11, 30, tzinfo=UTC)
CONTROL = Qt.KeyboardModifier.ControlModifier
LETTER = '<style>\n/* a\nb */ p { color: red }\n</style>\n<p class="x">{{name}}</p>'


@pytest.fixture
def editor(qtbot: QtBot) -> SourceEditor:
    made = SourceEditor(is_html=True)
    qtbot.addWidget(made)
    made.resize(600, 300)
    made.show()
    return made


def colour_at(editor: SourceEditor, line: int, column: int) -> QColor | None:
    block = editor.document().findBlockByNumber(line)
    for part in block.layout().formats():
        if part.start <= column < part.start + part.length:
            return part.format.foreground().color()
    return None


@pytest.mark.parametrize("text", ["a\u00a0b", "𝄞 <b>\n\t\n", "\u2028 kept", "ends\n\n", ""])
def test_what_goes_in_comes_out(editor: SourceEditor, text: str) -> None:
    editor.set_text(text)

    assert editor.text() == text


def test_setting_a_text_is_no_edit_and_typing_is(qtbot: QtBot, editor: SourceEditor) -> None:
    with qtbot.assertNotEmitted(editor.edited):
        editor.set_text("<p>")
    with qtbot.waitSignal(editor.edited):
        qtbot.keyClicks(editor, "x")


def test_a_change_of_theme_is_no_edit(qtbot: QtBot, editor: SourceEditor) -> None:
    editor.set_text(LETTER)
    with qtbot.assertNotEmitted(editor.edited):
        store().set_mode(ThemeMode.DARK)
        qtbot.waitUntil(lambda: not editor.colours.is_behind)
    assert colour_at(editor, 4, 1) == current().syntax_tag


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
    with qtbot.waitSignal(editor.zoomed) as told:
        qtbot.keyClick(editor, Qt.Key.Key_Plus, CONTROL)
    assert told.args == [1]
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
    assert editor.zoom() == 2
    assert editor.fontMetrics().height() > before

    qtbot.keyClick(editor, Qt.Key.Key_0, CONTROL)
    assert editor.zoom() == 0


def test_a_size_that_was_set_before_the_page_was_shown_is_kept(qtbot: QtBot) -> None:
    page, window = QWidget(), QStackedWidget()
    qtbot.addWidget(window)
    editor = SourceEditor(is_html=True)
    QVBoxLayout(page).addWidget(editor)
    editor.ensurePolished()
    editor.set_zoom(3)
    chosen = editor.fontMetrics().height()

    window.addWidget(page)
    window.show()

    assert editor.fontMetrics().height() == chosen
    editor.set_zoom(0)
    assert editor.fontMetrics().height() < chosen


def test_colours_follow_states_over_lines(editor: SourceEditor) -> None:
    theme = current()
    editor.set_text(LETTER)

    assert colour_at(editor, 0, 1) == theme.syntax_tag
    assert colour_at(editor, 1, 3) == theme.syntax_comment
    assert colour_at(editor, 2, 0) == theme.syntax_comment
    assert colour_at(editor, 2, 9) == theme.syntax_attribute
    assert colour_at(editor, 2, 16) == theme.syntax_string
    assert colour_at(editor, 4, 3) == theme.syntax_attribute
    assert colour_at(editor, 4, 10) == theme.syntax_string
    assert colour_at(editor, 4, 15) == theme.syntax_placeholder


@pytest.mark.parametrize("name", ["first name", " first  name ", "prénom", "a+b", "{{ ", " "])
def test_what_is_coloured_is_what_is_counted(editor: SourceEditor, name: str) -> None:
    editor.set_text(f"<p>{{{{{name}}}}}</p>")

    draft = Draft(id=DraftId("d"), account_id=AccountId("a"), updated_at=NOW, html=editor.toPlainText())
    is_counted = bool(unresolved_placeholders(draft, ""))
    assert (colour_at(editor, 0, 5) == current().syntax_placeholder) == is_counted


def test_an_opened_comment_reaches_down(editor: SourceEditor) -> None:
    editor.set_text("<p>\n<b>")
    cursor = QTextCursor(editor.document())
    cursor.insertText("<!-- ")

    assert colour_at(editor, 1, 0) == current().syntax_comment


def test_a_megabyte_is_coloured_in_slices(qtbot: QtBot, editor: SourceEditor) -> None:
    lines = 14_000
    editor.set_text('<tr><td style="padding: 32px 32px 8px">Hello <b>you</b>, this is it.</td></tr>\n' * lines)
    assert editor.colours.is_behind

    qtbot.waitUntil(lambda: not editor.colours.is_behind, timeout=20_000)

    assert colour_at(editor, lines - 1, 1) == current().syntax_tag


def test_a_line_without_end_is_coloured_at_its_beginning(qtbot: QtBot, editor: SourceEditor) -> None:
    editor.set_text("<b>x</b>" * 50_000)
    qtbot.waitUntil(lambda: not editor.colours.is_behind)  # on a busy computer even one line is too much for a burst

    assert colour_at(editor, 0, 0) == current().syntax_tag
    assert colour_at(editor, 0, 300_000) is None


def test_the_lexer_never_loses_a_character() -> None:
    lexer = MailHtmlLexer()
    for line in ("a < b </p", "<a href='x", "<![endif]-->", "<style>a{b:url(x;)}}</style><", '<p a=b c="', "&amp;\t"):
        pieces, _ = lexer.coloured(line, START)
        assert sum(length for _, _, length in pieces) == len(line)


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
    bar._case.setChecked(True)

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


def test_another_text_begins_a_new_history_even_if_it_is_the_same(qtbot: QtBot, editor: SourceEditor) -> None:
    qtbot.keyClicks(editor, "secret")
    editor.selectAll()
    qtbot.keyClick(editor, Qt.Key.Key_Delete)

    editor.set_text("")
    editor.undo()

    assert editor.text() == ""


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


def test_colours_stand_right_behind_emoji(qtbot: QtBot, editor: SourceEditor) -> None:
    editor.set_text("<p>🎉 🇨🇭</p>{{name}}")
    qtbot.waitUntil(lambda: colour_at(editor, 0, 1) is not None)
    units = len("<p>🎉 🇨🇭".encode("utf-16-le")) // 2
    assert colour_at(editor, 0, units - 1) is None
    assert colour_at(editor, 0, units + 2) == colour_at(editor, 0, 1)
    assert colour_at(editor, 0, units + 4) != colour_at(editor, 0, 1)
