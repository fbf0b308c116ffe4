"""Colours of the source: line by line, in slices, and of what is counted as a placeholder."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtGui import QColor, QTextCursor
from pytestqt.qtbot import QtBot

from composer_app.domain.draft import Draft
from composer_app.domain.ids import AccountId, DraftId
from composer_app.domain.placeholders import unresolved_placeholders
from composer_app.ui.compose.body.source_editor import SourceEditor
from composer_app.ui.compose.body.syntax_colours import LONGEST
from composer_app.ui.theme.theme_store import ThemeMode, current, store

NOW = datetime(2026, 11, 30, tzinfo=UTC)
MAIL = '<style>\n/* a\nb */ p { color: red }\n</style>\n<p class="x">{{name}}</p>'


def colour_at(editor: SourceEditor, line: int, column: int) -> QColor | None:
    block = editor.document().findBlockByNumber(line)
    for part in block.layout().formats():
        if part.start <= column < part.start + part.length:
            return part.format.foreground().color()
    return None


def test_a_change_of_theme_is_no_edit(qtbot: QtBot, editor: SourceEditor) -> None:
    editor.set_text(MAIL)
    with qtbot.assertNotEmitted(editor.edited):
        store().set_mode(ThemeMode.DARK)
        qtbot.waitUntil(lambda: not editor.colours.is_behind)
    assert colour_at(editor, 4, 1) == current().syntax_tag


def test_colours_follow_states_over_lines(qtbot: QtBot, editor: SourceEditor) -> None:
    theme = current()
    editor.set_text(MAIL)
    qtbot.waitUntil(lambda: not editor.colours.is_behind)

    assert colour_at(editor, 0, 1) == theme.syntax_tag
    assert colour_at(editor, 1, 3) == theme.syntax_comment
    assert colour_at(editor, 2, 0) == theme.syntax_comment
    assert colour_at(editor, 2, 9) == theme.syntax_attribute
    assert colour_at(editor, 2, 16) == theme.syntax_string
    assert colour_at(editor, 4, 3) == theme.syntax_attribute
    assert colour_at(editor, 4, 10) == theme.syntax_string
    assert colour_at(editor, 4, 15) == theme.syntax_placeholder


@pytest.mark.parametrize("name", ["first name", " first  name ", "prénom", "a+b", "{{ ", " "])
def test_what_is_coloured_is_what_is_counted(qtbot: QtBot, editor: SourceEditor, name: str) -> None:
    editor.set_text(f"<p>{{{{{name}}}}}</p>")
    qtbot.waitUntil(lambda: not editor.colours.is_behind)

    draft = Draft(id=DraftId("d"), account_id=AccountId("a"), updated_at=NOW, html=editor.toPlainText())
    is_counted = bool(unresolved_placeholders(draft, ""))
    assert (colour_at(editor, 0, 5) == current().syntax_placeholder) == is_counted


def test_an_opened_comment_reaches_down(qtbot: QtBot, editor: SourceEditor) -> None:
    editor.set_text("<p>\n<b>")
    cursor = QTextCursor(editor.document())
    cursor.insertText("<!-- ")
    qtbot.waitUntil(lambda: not editor.colours.is_behind)

    assert colour_at(editor, 1, 0) == current().syntax_comment


def test_many_lines_are_coloured_in_slices(qtbot: QtBot, editor: SourceEditor) -> None:
    lines = 4_000
    editor.set_text('<tr><td style="padding: 32px 32px 8px">Hello <b>you</b>, this is it.</td></tr>\n' * lines)
    assert editor.colours.is_behind

    qtbot.waitUntil(lambda: not editor.colours.is_behind)

    assert colour_at(editor, lines - 1, 1) == current().syntax_tag


def test_a_line_without_end_is_coloured_at_its_beginning(qtbot: QtBot, editor: SourceEditor) -> None:
    editor.set_text("<b>x</b>" * 10_000)
    qtbot.waitUntil(lambda: not editor.colours.is_behind)

    assert colour_at(editor, 0, 0) == current().syntax_tag
    assert colour_at(editor, 0, 10 * LONGEST) is None


def test_colours_are_in_their_place_behind_emoji(qtbot: QtBot, editor: SourceEditor) -> None:
    editor.set_text("<p>🎉 🇨🇭</p>{{name}}")
    qtbot.waitUntil(lambda: colour_at(editor, 0, 1) is not None)
    units = len("<p>🎉 🇨🇭".encode("utf-16-le")) // 2
    assert colour_at(editor, 0, units - 1) is None
    assert colour_at(editor, 0, units + 2) == colour_at(editor, 0, 1)
    assert colour_at(editor, 0, units + 4) != colour_at(editor, 0, 1)
