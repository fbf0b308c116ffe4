"""The tag at the caret and its other one are marked; a command goes there."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from composer_app.ui.compose.body.source_editor import SourceEditor
from composer_app.ui.compose.body.tag_marks import TagMarks


def marked(editor: SourceEditor) -> list[str]:
    return [mark.cursor.selectedText() for mark in editor.extraSelections()]


def test_both_tags_are_marked_when_the_caret_rests(qtbot: QtBot, editor: SourceEditor) -> None:
    TagMarks(editor)
    editor.set_text("<p>𝄞 <b>x</b></p>")

    editor.select(1, 1)
    qtbot.waitUntil(lambda: marked(editor) == ["<p>", "</p>"])
    editor.select(13, 13)  # an emoji counts as two units
    qtbot.waitUntil(lambda: marked(editor) == ["</b>", "<b>"])
    editor.select(1, 3)
    qtbot.waitUntil(lambda: marked(editor) == [])


def test_it_jumps_from_one_to_the_other_and_back(editor: SourceEditor) -> None:
    tags = TagMarks(editor)
    editor.set_text("<p>𝄞\n<b>x</b>\n</p>")
    editor.select(1, 1)

    assert tags.jump()
    assert editor.current_line() == 3
    assert tags.jump()
    assert editor.current_line() == 1
    editor.set_text("words")
    assert not tags.jump()
