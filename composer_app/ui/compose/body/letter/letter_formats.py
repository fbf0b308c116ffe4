"""Formats of a letter in Qt's document, and the way back from them.

Bold, italic and links are properties of characters; what follows from the kind of a block, the colour of links and
marks of the spelling are painted by a highlighter (`letter_highlighter.py`), so they never get into the mail.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtGui import QFont, QTextBlock, QTextBlockFormat, QTextCharFormat, QTextFormat, QTextListFormat

from composer_app.domain.letter import (
    LISTS,
    BlockKind,
    Inline,
    LetterBlock,
    LetterPicture,
    LineBreak,
    Marks,
    PlaceholderMark,
    TextRun,
)

OBJECT = "\ufffc"
"""The character that stands for a placeholder or an image."""
PLACEHOLDER_OBJECT = QTextFormat.ObjectTypes.UserObject.value + 1
PICTURE_OBJECT = QTextFormat.ObjectTypes.UserObject.value + 2
_FIRST = QTextFormat.Property.UserProperty.value
NAME, ALT, WIDTH, HEIGHT = _FIRST + 1, _FIRST + 2, _FIRST + 3, _FIRST + 4
"""Properties of an object: the name of a placeholder or the source of an image, and what else the image has."""
_LEVEL, _QUOTE = _FIRST + 5, _FIRST + 6
"""Properties of a block."""
_LINE_END = "\u2028"
INDENT, _LINE, _GAP, _ABOVE_HEADING, _BELOW_HEADING = 20, 22, 8, 14, 4
_MEDIUM = 500
_STYLES = (
    QTextListFormat.Style.ListDisc,
    QTextListFormat.Style.ListCircle,
    QTextListFormat.Style.ListSquare,
)


def char_format(marks: Marks) -> QTextCharFormat:
    """The format of characters with these marks."""
    made = QTextCharFormat()
    if marks.is_bold:
        made.setFontWeight(QFont.Weight.DemiBold)
    if marks.is_italic:
        made.setFontItalic(True)
    if marks.link:
        made.setAnchor(True)
        made.setAnchorHref(marks.link)
    return made


def marks_of(made: QTextCharFormat) -> Marks:
    """The marks of characters with this format."""
    return Marks(made.fontWeight() > _MEDIUM, made.fontItalic(), made.anchorHref())


def object_format(one: PlaceholderMark | LetterPicture) -> QTextCharFormat:
    """The format of the character that stands for a placeholder or an image."""
    made = char_format(one.marks)
    if isinstance(one, PlaceholderMark):
        made.setObjectType(PLACEHOLDER_OBJECT)
        made.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignBaseline)
        made.setProperty(NAME, one.name)
    else:
        made.setObjectType(PICTURE_OBJECT)
        for key, value in ((NAME, one.source), (ALT, one.alt), (WIDTH, one.width), (HEIGHT, one.height)):
            made.setProperty(key, value)
    return made


def object_of(made: QTextCharFormat) -> PlaceholderMark | LetterPicture | None:
    """The object that a character with this format stands for."""
    match made.objectType():
        case kind if kind == PLACEHOLDER_OBJECT:
            return PlaceholderMark(made.stringProperty(NAME), marks_of(made))
        case kind if kind == PICTURE_OBJECT:
            source, alt, width, height = (made.stringProperty(key) for key in (NAME, ALT, WIDTH, HEIGHT))
            return LetterPicture(source, alt, width, height, marks_of(made))
    return None


def block_format(block: LetterBlock) -> QTextBlockFormat:
    """The format of a block; a list item also belongs to a list, see `list_format`."""
    made = QTextBlockFormat()
    made.setLineHeight(_LINE, QTextBlockFormat.LineHeightTypes.MinimumHeight.value)
    made.setLeftMargin(INDENT * block.quote)
    if block.quote:
        made.setProperty(_QUOTE, block.quote)
    if block.kind is BlockKind.HEADING:
        made.setProperty(_LEVEL, block.level)
        made.setHeadingLevel(block.level)
        made.setTopMargin(_ABOVE_HEADING)
        made.setBottomMargin(_BELOW_HEADING)
    elif block.kind not in LISTS:
        made.setTopMargin(_GAP)
        made.setBottomMargin(_GAP)
    return made


def list_format(kind: BlockKind, level: int) -> QTextListFormat:
    """The format of a list."""
    made = QTextListFormat()
    made.setIndent(level)
    is_numbered = kind is BlockKind.NUMBER
    made.setStyle(QTextListFormat.Style.ListDecimal if is_numbered else _STYLES[(level - 1) % len(_STYLES)])
    return made


def quote_of(block: QTextBlock) -> int:
    """How many quotes a block is in."""
    return block.blockFormat().intProperty(_QUOTE)


def shape_of(block: QTextBlock) -> LetterBlock:
    """Kind, level and quote of a block, without its content."""
    quote = quote_of(block)
    if (around := block.textList()) is not None:
        made = around.format()
        is_numbered = made.style() is QTextListFormat.Style.ListDecimal
        return LetterBlock((), BlockKind.NUMBER if is_numbered else BlockKind.BULLET, made.indent(), quote)
    if level := block.blockFormat().intProperty(_LEVEL):
        return LetterBlock((), BlockKind.HEADING, level, quote)
    return LetterBlock(quote=quote)


def inlines_of(block: QTextBlock, start: int = 0, end: int | None = None) -> Iterator[Inline]:
    """The content of a block, or of a part of it in UTF-16 units."""
    text = block.text()
    is_plain = text.isascii() or all(char <= "\uffff" for char in text)
    units = b"" if is_plain else text.encode("utf-16-le", "surrogatepass")
    for piece in block.textFormats():
        first, last = max(piece.start, start), piece.start + piece.length
        last = last if end is None else min(last, end)
        if first >= last:
            continue
        words = text[first:last] if is_plain else units[2 * first : 2 * last].decode("utf-16-le", "replace")
        yield from _inlines(words, piece.format)


def _inlines(words: str, made: QTextCharFormat) -> Iterator[Inline]:
    if OBJECT in words and (found := object_of(made)) is not None:
        for char in words:
            if char == OBJECT:
                yield found
        return
    marks = marks_of(made)
    for number, line in enumerate(words.split(_LINE_END)):
        if number:
            yield LineBreak(marks)
        if line:
            yield TextRun(line, marks)


def char_of(one: Inline) -> tuple[str, QTextCharFormat]:
    """The characters that stand for an inline in the document, and their format."""
    match one:
        case TextRun():
            return one.text, char_format(one.marks)
        case LineBreak():
            return _LINE_END, char_format(one.marks)
        case _:
            return OBJECT, object_format(one)
