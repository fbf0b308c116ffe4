"""One page of the help, rendered from Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Slot
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
    QTextFrame,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)
from PySide6.QtWidgets import QFrame, QTextBrowser

from composer_app.ui.texts import help as texts
from composer_app.ui.theme import typography
from composer_app.ui.theme.theme_store import current, store

LINE_WIDTH = 640
"""Longest line in characters; longer ones are hard to read."""
TABLE_WIDTH = 780
_MARGIN = 28
_LINE_HEIGHT = 135
_PROPORTIONAL = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value


class PageView(QTextBrowser):
    """Shows Markdown, with limited line length; long words break."""

    def __init__(self) -> None:
        super().__init__()
        self._markdown = ""
        self.setObjectName("help_text")
        self.setAccessibleName(texts.HELP_PAGE)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setLineWrapMode(QTextBrowser.LineWrapMode.FixedPixelWidth)
        self.document().setDocumentMargin(_MARGIN)
        self.document().setIndentWidth(22)
        store().changed.connect(self._on_theme)

    def show_page(self, markdown: str) -> None:
        """Show this page from its beginning."""
        self._markdown = markdown
        self._write()
        self.verticalScrollBar().setValue(0)

    @Slot()
    def _on_theme(self) -> None:
        place = self.verticalScrollBar().value()
        self._write()
        self.verticalScrollBar().setValue(place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # without the scroll bar, which depends on the content
        room = self.width() - self.verticalScrollBar().sizeHint().width()
        width = min(TABLE_WIDTH + 2 * _MARGIN, room)
        if width != self.lineWrapColumnOrWidth():
            self.setLineWrapColumnOrWidth(width)
            self._on_theme()

    def _write(self) -> None:
        width = self.lineWrapColumnOrWidth() - 2 * _MARGIN
        self.document().setDefaultFont(typography.body())
        self.setMarkdown(self._markdown)
        whole = QTextCursor(self.document())
        whole.beginEditBlock()  # laid out once, not after every change
        block = self.document().begin()
        while block.isValid():
            _set_block(block, max(width - LINE_WIDTH, 0))
            block = block.next()
        for table in _tables(self.document().rootFrame()):
            _set_table(table, width)
        whole.endEditBlock()


def _set_block(block: QTextBlock, beyond: int) -> None:
    """Give a paragraph its look. `beyond`: the room right of the longest line."""
    theme = current()
    cursor = QTextCursor(block)
    shape = block.blockFormat()
    level = shape.headingLevel()
    is_code = shape.hasProperty(QTextFormat.Property.BlockCodeFence) or shape.nonBreakableLines()
    in_table = cursor.currentTable() is not None
    shape.setNonBreakableLines(False)
    shape.setLineHeight(120 if in_table or is_code else _LINE_HEIGHT, _PROPORTIONAL)
    if level:
        shape.setTopMargin(0 if block.blockNumber() == 0 else 20)
        shape.setBottomMargin(8)
    elif is_code:
        shape.setBackground(theme.sunken)
        shape.setLeftMargin(0)
    elif not in_table:
        shape.setTopMargin(0)
        is_item = block.textList() is not None and block.next().textList() is not None
        shape.setBottomMargin(4 if is_item else 10)
    if not in_table:
        shape.setRightMargin(beyond)
    cursor.setBlockFormat(shape)
    if level:
        font = typography.strong(4) if level == 1 else typography.strong(1)
        _paint(block, block.position(), block.length() - 1, font)
        return
    for start, length in _fixed_parts(block):
        _paint(block, start, length, typography.fixed(-1), has_ground=not is_code)


def _fixed_parts(block: QTextBlock) -> list[tuple[int, int]]:
    """Where the block is set in the fixed font: position and length."""
    parts = []
    place = block.begin()
    while not place.atEnd():
        fragment = place.fragment()
        if fragment.isValid() and fragment.charFormat().fontFixedPitch():
            parts.append((fragment.position(), fragment.length()))
        place += 1
    return parts


def _paint(block: QTextBlock, start: int, length: int, font: QFont, *, has_ground: bool = False) -> None:
    cursor = QTextCursor(block)
    cursor.setPosition(start)
    cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
    look = cursor.charFormat()
    look.clearProperty(QTextFormat.Property.FontSizeAdjustment)  # headings come with steps of their own
    look.setFont(font)
    if has_ground:
        look.setBackground(current().sunken)
    cursor.setCharFormat(look)


def _tables(main_view: QTextFrame) -> Iterator[QTextTable]:
    for child in main_view.childFrames():
        if isinstance(child, QTextTable):
            yield child


def _set_table(table: QTextTable, width: int) -> None:
    theme = current()
    look = table.format()
    look.setBorder(1)
    look.setBorderBrush(theme.line)
    look.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    look.setBorderCollapse(True)
    look.setCellSpacing(0)
    look.setCellPadding(6)
    look.setTopMargin(4)
    look.setBottomMargin(14)
    look.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    shares = _shares(table, width)
    look.setColumnWidthConstraints([QTextLength(QTextLength.Type.PercentageLength, share) for share in shares])
    table.setFormat(look)
    for column in range(table.columns()):
        cell = table.cellAt(0, column)
        shape = cell.format().toTableCellFormat()
        shape.setBackground(theme.window)
        cell.setFormat(shape)
        cursor = cell.firstCursorPosition()
        cursor.setPosition(cell.lastCursorPosition().position(), QTextCursor.MoveMode.KeepAnchor)
        head = QTextCharFormat()
        head.setFont(typography.small(QFont.Weight.DemiBold))
        head.setForeground(theme.text2)
        cursor.mergeCharFormat(head)


def _shares(table: QTextTable, width: int) -> list[float]:
    """Per cent of the width for each column: enough for its longest word, the rest by amount of text."""
    metrics = QFontMetricsF(typography.body())
    words, wholes = [], []
    for column in range(table.columns()):
        texts = [_text(table, row, column) for row in range(table.rows())]
        words.append(max((metrics.horizontalAdvance(w) for text in texts for w in text.split()), default=0.0) + 16)
        wholes.append(max((metrics.horizontalAdvance(text) for text in texts), default=0.0) + 16)
    if sum(wholes) <= width:
        needed = wholes
    else:
        spare = max(width - sum(words), 0.0)
        wanted = [max(whole - word, 0.0) for whole, word in zip(wholes, words, strict=True)]
        total = sum(wanted) or 1.0
        needed = [word + spare * more / total for word, more in zip(words, wanted, strict=True)]
    return [100 * one / sum(needed) for one in needed]


def _text(table: QTextTable, row: int, column: int) -> str:
    cell = table.cellAt(row, column)
    cursor = cell.firstCursorPosition()
    cursor.setPosition(cell.lastCursorPosition().position(), QTextCursor.MoveMode.KeepAnchor)
    return cursor.selectedText()
