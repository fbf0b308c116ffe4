"""A letter in Qt's document: there and back, block by block."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from PySide6.QtGui import QTextCursor, QTextDocument

from composer_app.domain.letter import BlockKind, Letter, LetterBlock, Marks, TextRun
from composer_app.services.compose.letter_reader import read_letter
from composer_app.services.compose.letter_writer import html_of
from composer_app.ui.compose.body.letter.letter_document import (
    LetterDocument,
    insert_blocks,
    selected_blocks,
    shape_blocks,
)
from tests.unit.services.compose.letters import LETTERS

NUMBER, BULLET = BlockKind.NUMBER, BlockKind.BULLET


def words(text: str, kind: BlockKind = BlockKind.PARAGRAPH, level: int = 0) -> LetterBlock:
    return LetterBlock((TextRun(text),), kind, level)


def filled(*blocks: LetterBlock) -> tuple[QTextDocument, LetterDocument]:
    document = QTextDocument()
    letter = LetterDocument(document)
    letter.fill(Letter(blocks, ("", "")))
    return document, letter


def numbers_in(document: QTextDocument) -> list[int]:
    """The number that Qt shows before each item; 0 for other blocks."""
    found = []
    block = document.begin()
    while block.isValid():
        around = block.textList()
        found.append(around.itemNumber(block) + 1 if around is not None else 0)
        block = block.next()
    return found


@given(LETTERS)
def test_a_letter_that_is_shown_is_written_byte_for_byte(letter: Letter) -> None:
    html = html_of(letter)
    document = QTextDocument()
    shown = LetterDocument(document)
    shown.fill(read_letter(html).letter)

    assert shown.html() == html or read_letter(html).letter.blocks == (LetterBlock(),)


@settings(max_examples=10)
@given(LETTERS, LETTERS)
def test_what_is_written_block_by_block_is_what_is_written_anew(first: Letter, second: Letter) -> None:
    document = QTextDocument()
    shown = LetterDocument(document)
    shown.fill(read_letter(html_of(first)).letter)
    shown.html()
    for place in (0, document.characterCount() // 2, document.characterCount() - 1):
        cursor = QTextCursor(document)
        cursor.setPosition(place)
        insert_blocks(cursor, read_letter(html_of(second)).letter.blocks)
        edited = shown.html()
        shown.forget_written()
        assert shown.html() == edited
    while document.isUndoAvailable():
        document.undo()
        edited = shown.html()
        shown.forget_written()
        assert shown.html() == edited


def test_only_an_empty_paragraph_is_an_empty_letter() -> None:
    assert filled()[1].html() == ""
    assert filled(words("", BULLET, 1))[1].html() == "<ul>\n<li><br></li>\n</ul>"


@pytest.mark.parametrize("text", ["a𝄞b", "a\u2028b", "אב"])
def test_characters_outside_the_first_plane_keep_their_place(text: str) -> None:
    bold = TextRun("c", Marks(is_bold=True))
    document, letter = filled(LetterBlock((TextRun(text), bold)))

    assert letter.html().endswith("<strong>c</strong></p>")
    cursor = QTextCursor(document)
    cursor.setPosition(1)
    cursor.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
    assert selected_blocks(cursor)[0].inlines[-1] == bold


def test_blocks_that_are_inserted_go_on_where_the_caret_is() -> None:
    document, letter = filled(words("ab"))
    cursor = QTextCursor(document)
    cursor.setPosition(1)
    insert_blocks(cursor, [words("1"), words("2", BULLET, 1)])
    assert letter.html() == "<p>a1</p>\n<ul>\n<li>2b</li>\n</ul>"

    insert_blocks(cursor, [])
    insert_blocks(cursor, [words("3")])
    assert letter.html() == "<p>a1</p>\n<ul>\n<li>23b</li>\n</ul>"


def test_an_empty_paragraph_takes_the_shape_of_what_is_inserted() -> None:
    document, letter = filled()
    insert_blocks(QTextCursor(document), [words("1", BlockKind.HEADING, 2)])

    assert letter.html() == "<h2>1</h2>"


def test_neighbours_are_one_list_and_other_text_ends_it() -> None:
    document, letter = filled(*(words(text, NUMBER, 1) for text in "abcd"))
    assert numbers_in(document) == [1, 2, 3, 4]

    shape_blocks(document, {1: LetterBlock()})
    assert numbers_in(document) == [1, 0, 1, 2]

    shape_blocks(document, {1: LetterBlock(kind=NUMBER, level=1)})
    assert numbers_in(document) == [1, 2, 3, 4]
    assert letter.html().count("<ol>") == 1

    shape_blocks(document, {1: LetterBlock(kind=NUMBER, level=2), 2: LetterBlock(kind=BULLET, level=2)})
    assert numbers_in(document) == [1, 1, 1, 2]
    shape_blocks(document, {})
    assert letter.html().replace("\n", "") == ("<ol><li>a<ol><li>b</li></ol><ul><li>c</li></ul></li><li>d</li></ol>")
