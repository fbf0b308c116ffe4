"""Formats of Qt's document, and what is read from them."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument

from composer_app.domain.letter import BlockKind, LetterBlock, LetterPicture, Marks, PlaceholderMark
from composer_app.ui.compose.body.letter.letter_formats import (
    block_format,
    char_format,
    list_format,
    marks_of,
    object_format,
    object_of,
    shape_of,
)

MARKS = Marks(is_bold=True, is_italic=True, link="https://example.com")


@pytest.mark.parametrize("marks", [Marks(), MARKS, Marks(is_italic=True)])
def test_marks_come_back(marks: Marks) -> None:
    assert marks_of(char_format(marks)) == marks


@pytest.mark.parametrize("one", [PlaceholderMark("a", MARKS), LetterPicture("cid:a", "b", "1", "2", MARKS)])
def test_objects_come_back(one: PlaceholderMark | LetterPicture) -> None:
    assert object_of(object_format(one)) == one
    assert object_of(QTextCharFormat()) is None


@pytest.mark.parametrize(
    "shape",
    [
        LetterBlock(),
        LetterBlock(quote=2),
        LetterBlock(kind=BlockKind.HEADING, level=3),
        LetterBlock(kind=BlockKind.BULLET, level=2, quote=1),
        LetterBlock(kind=BlockKind.NUMBER, level=1),
    ],
)
def test_kind_level_and_quote_come_back(shape: LetterBlock) -> None:
    document = QTextDocument()
    cursor = QTextCursor(document)
    cursor.setBlockFormat(block_format(shape))
    if shape.kind in (BlockKind.BULLET, BlockKind.NUMBER):
        cursor.createList(list_format(shape.kind, shape.level))

    assert shape_of(document.firstBlock()) == shape


def test_lines_have_a_least_height_so_that_images_are_not_cut() -> None:
    assert block_format(LetterBlock()).lineHeightType() == QTextBlockFormat.LineHeightTypes.MinimumHeight.value
