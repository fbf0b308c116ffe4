"""A letter in Qt's document: filled from a letter, and written as HTML block by block."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec
from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument, QTextList

from composer_app.domain.letter import LISTS, PLAIN, Letter, LetterBlock
from composer_app.services.compose.letter_writer import WrittenBlock, html_of_written, written
from composer_app.ui.compose.body.letter.letter_formats import (
    INDENT,
    block_format,
    char_format,
    char_of,
    inlines_of,
    list_format,
    shape_of,
)


class LetterDocument(QObject):
    """Keeps the written form of each block, so that a key costs one block. GUI thread only."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._document = document
        self._frame = Letter().frame
        self._written: list[WrittenBlock | None] = [None]
        self._words = [-1]
        self._html: str | None = None  # asked several times per key
        document.setIndentWidth(INDENT)
        document.documentLayout()  # without a layout there is no `contentsChange`
        document.contentsChange.connect(self._on_contents_change)

    # -- letter to document

    def fill(self, letter: Letter) -> None:
        """Show a letter, with a new undo history."""
        self._frame, self._html = letter.frame, None
        document = self._document
        document.setUndoRedoEnabled(False)
        document.clear()
        cursor = QTextCursor(document)
        cursor.setBlockFormat(block_format(LetterBlock()))
        insert_blocks(cursor, letter.blocks)
        document.setUndoRedoEnabled(True)
        document.setModified(False)
        self.forget_written()

    # -- document to letter

    def html(self) -> str:
        """The HTML of the letter; "" while it is empty."""
        if self._html is None:
            self._html = "" if self._is_empty() else html_of_written(self._blocks(), self._frame)
        return self._html

    def _is_empty(self) -> bool:
        """True for one empty paragraph: an empty list item or heading is something."""
        return self._document.isEmpty() and shape_of(self._document.firstBlock()) == LetterBlock()

    def forget_written(self) -> None:
        """Write every block anew at the next question."""
        count = self._document.blockCount()
        self._html, self._written, self._words = None, [None] * count, [-1] * count

    def word_count(self) -> int:
        """The number of words; a placeholder is one."""
        for number, known in enumerate(self._words):
            if known < 0:
                self._words[number] = len(self._document.findBlockByNumber(number).text().split())
        return sum(self._words)

    def _blocks(self) -> Iterator[WrittenBlock]:
        for number, known in enumerate(self._written):
            if known is not None:
                yield known
                continue
            block = self._document.findBlockByNumber(number)
            made = self._written[number] = written(read_block(block))
            yield made

    @Slot(int, int, int)
    def _on_contents_change(self, at: int, _removed: int, added: int) -> None:
        self._html = None
        document = self._document
        count, before = document.blockCount(), len(self._written)
        first = min(document.findBlock(at).blockNumber(), before - 1)
        end = document.findBlock(at + added)
        last = end.blockNumber() if end.isValid() else count - 1
        former = slice(first, max(last - (count - before), first) + 1)
        self._written[former] = [None] * (last - first + 1)
        self._words[former] = [-1] * (last - first + 1)


def read_block(block: QTextBlock, start: int = 0, end: int | None = None) -> LetterBlock:
    """A block of the document, or a part of its content."""
    return msgspec.structs.replace(shape_of(block), inlines=tuple(inlines_of(block, start, end)))


def selected_blocks(cursor: QTextCursor) -> tuple[LetterBlock, ...]:
    """The selected part of the letter."""
    document, start, end = cursor.document(), cursor.selectionStart(), cursor.selectionEnd()
    block, made = document.findBlock(start), []
    while block.isValid() and block.position() <= end:
        place = block.position()
        made.append(read_block(block, max(start - place, 0), max(end - place, 0)))
        block = block.next()
    return tuple(made)


def insert_blocks(cursor: QTextCursor, blocks: Sequence[LetterBlock]) -> None:
    """Insert blocks at the cursor, as one step of the history. The first one goes on in the block that is there, unless
    that is empty."""
    if not blocks:
        return
    cursor.beginEditBlock()
    cursor.removeSelectedText()
    shapes: dict[int, LetterBlock] = {}
    if len(blocks) > 1 or blocks[0] != msgspec.structs.replace(LetterBlock(), inlines=blocks[0].inlines):
        is_empty = cursor.block().length() == 1
        shapes = {cursor.blockNumber(): blocks[0]} if is_empty else {}
    for number, block in enumerate(blocks):
        if number:
            cursor.insertBlock(block_format(block), char_format(PLAIN))
            shapes[cursor.blockNumber()] = block
        for one in block.inlines:
            cursor.insertText(*char_of(one))
    shape_blocks(cursor.document(), shapes)
    cursor.endEditBlock()


def shape_blocks(document: QTextDocument, shapes: Mapping[int, LetterBlock]) -> None:
    """Give blocks, by number, another kind, level and quote. The lists around them are put in order: neighbours of one
    kind and level are one list, and no list goes on after other text."""
    if not shapes:
        return
    last = max(shapes)
    block = document.findBlockByNumber(min(shapes))
    while (before := block.previous()).isValid() and before.textList() is not None:
        block = before
    lists: dict[int, tuple[LetterBlock, QTextList]] = {}
    quote = -1
    while block.isValid() and (block.blockNumber() <= last or block.textList() is not None):
        wanted = shapes.get(block.blockNumber())
        shape = shape_of(block) if wanted is None else wanted
        if wanted is not None:
            QTextCursor(block).setBlockFormat(block_format(wanted))
        if shape.kind not in LISTS or shape.quote != quote:
            lists.clear()
        quote = shape.quote
        if shape.kind in LISTS:
            lists = {level: one for level, one in lists.items() if level <= shape.level}
            _join(block, shape, lists)
        block = block.next()


def _join(block: QTextBlock, shape: LetterBlock, lists: dict[int, tuple[LetterBlock, QTextList]]) -> None:
    """Make a block an item of the list of its level, or of a new one."""
    own, open_list = block.textList(), lists.get(shape.level)
    if open_list is not None and open_list[0].kind is shape.kind:
        if own is None or own.objectIndex() != open_list[1].objectIndex():
            open_list[1].add(block)
        return
    if own is None or own.item(0) != block:
        own = QTextCursor(block).createList(list_format(shape.kind, shape.level))
    lists[shape.level] = (shape, own)
