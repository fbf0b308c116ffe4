"""The editor of a letter: formatted text with lists, quotes, links, images and placeholders."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import msgspec
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import (
    QContextMenuEvent,
    QFont,
    QHelpEvent,
    QImage,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QTextEdit

from composer_app.domain.letter import (
    DEEPEST,
    LARGEST_BYTES,
    LISTS,
    PLAIN,
    BlockKind,
    Letter,
    LetterBlock,
    LetterPicture,
    Marks,
    PlaceholderMark,
)
from composer_app.domain.mail_limits import MAX_HTML_BYTES
from composer_app.domain.placeholders import PLACEHOLDER
from composer_app.services.compose.letter_reader import read_letter
from composer_app.services.compose.letter_writer import fragment_of, text_of
from composer_app.services.compose.pasted_html import blocks_of_html, blocks_of_text
from composer_app.ui.compose.body.editor_zoom import EditorZoom
from composer_app.ui.compose.body.letter.letter_document import (
    LetterDocument,
    insert_blocks,
    selected_blocks,
    shape_blocks,
)
from composer_app.ui.compose.body.letter.letter_formats import (
    INDENT,
    OBJECT,
    block_format,
    char_format,
    char_of,
    marks_of,
    object_of,
    quote_of,
    shape_of,
)
from composer_app.ui.compose.body.letter.letter_highlighter import LetterHighlighter
from composer_app.ui.compose.body.letter.letter_objects import PicturePainter, PlaceholderPainter, register
from composer_app.ui.compose.body.letter.letter_pictures import LetterPictures
from composer_app.ui.compose.body.search_pattern import SearchPattern
from composer_app.ui.compose.body.spelling_control import SpellingControl
from composer_app.ui.compose.body.unknown_words import show_menu
from composer_app.ui.theme import typography
from composer_app.ui.theme.paint_guard import guarded_event
from composer_app.ui.theme.theme_store import current, store
from composer_app.ui.widgets.plain_text import show_tooltip

HEADING_LEVEL = 2
"""The one heading that the bar makes. Others are kept as they are read."""
_CONTENT_EDGE, _NARROW_EDGE, _COLUMN, _WIDE_WINDOW, _MARGIN = 106, 24, 556, 1180, 14
_BAR = 3
"""Width of the bar beside a quote."""
_TYPED_PLACEHOLDER = re.compile(PLACEHOLDER.pattern + r"\Z")
_LONGEST_TYPED = 200
_OWN_HTML = "application/x-mail-composer-letter"
"""A part of a letter as it is written: nothing of it is cleaned away when it is pasted into a letter."""
Change = Callable[[LetterBlock], LetterBlock]
_PARAGRAPH = LetterBlock()


@dataclass(frozen=True)
class FormatState:
    """The format at the caret, which the buttons show."""

    is_bold: bool = False
    is_italic: bool = False
    shape: LetterBlock = _PARAGRAPH
    link: str = ""


class _SamePlaces:
    """Places of the text and of the document, which are the same here (`SoftLines` of the source editor)."""

    def to_source(self, place: int) -> int:
        return place

    def to_document(self, place: int) -> int:
        return place


class LetterEditor(QTextEdit):
    """Shows a `Letter` and writes it as HTML.

    Enter begins a new paragraph or item, Shift+Enter a new line. In a list Tab and Shift+Tab change the level,
    elsewhere they move the focus.

    Signals:
        changed: the letter changed.
        edited: the user changed it.
        refused: a text of so many characters was not pasted, since it exceeds any mail.
        image_pasted, files_pasted: from the clipboard.
        state_changed: `state` gives another format.
        object_opened: the user wants to change the placeholder or image at this position of the document.
    """

    changed = Signal()
    edited = Signal()
    refused = Signal(int)
    image_pasted = Signal(QImage)
    files_pasted = Signal(list)
    state_changed = Signal()
    object_opened = Signal(int)

    def __init__(self, pictures: LetterPictures) -> None:
        super().__init__()
        self.spelling: SpellingControl | None = None
        self.zoom = EditorZoom(self._on_zoom, self)
        self._is_filling = False
        self._has_new_content = False
        self._known_text: str | None = None
        self.source = _SamePlaces()
        self._state = FormatState()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAcceptRichText(True)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(_MARGIN)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._painter = PicturePainter(pictures, self)
        self._placeholder_painter = PlaceholderPainter(self)
        register(self.document(), self._placeholder_painter, self._painter)
        self.letter = LetterDocument(self.document())
        self.highlighter = LetterHighlighter(self.document(), self._typing_at)
        self.document().contentsChange.connect(self._on_new_content)
        self.textChanged.connect(self._on_text_changed)
        self.cursorPositionChanged.connect(self._on_cursor_moved)
        self.currentCharFormatChanged.connect(self._on_state)
        pictures.loaded.connect(self._on_picture_loaded)
        store().changed.connect(self._on_picture_loaded)
        self.zoom.apply_again()

    # -- the letter

    def show_letter(self, letter: Letter) -> None:
        """Show a letter, with a new undo history. Not an edit."""
        self._is_filling = True
        try:
            self.letter.fill(letter)
            self.moveCursor(QTextCursor.MoveOperation.Start)
        finally:
            self._is_filling = False
        self._on_state()

    def html(self) -> str:
        """The HTML of the letter as it is now; "" while it is empty."""
        return self.letter.html()

    @Slot(int, int, int)
    def _on_new_content(self, _at: int, _removed: int, _added: int) -> None:
        self._known_text = None
        self._has_new_content = True

    @Slot()
    def _on_text_changed(self) -> None:
        if not self._has_new_content:  # colours alone
            return
        self._has_new_content = False
        self.changed.emit()
        if not self._is_filling:
            self.edited.emit()
            self._on_state()

    # -- finding

    def text(self) -> str:
        """The words, one line for each paragraph; an object is one character."""
        if self._known_text is None:
            raw = self.document().toRawText()
            self._known_text = raw.replace("\u2029", "\n").replace("\u2028", "\n")
        return self._known_text

    def selected_text(self) -> str:
        """The selected words."""
        return self.textCursor().selectedText().replace("\u2029", "\n").replace("\u2028", "\n")

    def select(self, start: int, end: int) -> None:
        """Select a part of the text, from and to a place in UTF-16 units; the cursor is at its end."""
        self.setTextCursor(self._cursor(start, end))

    def replace_found(self, pattern: SearchPattern, replacement: str) -> int:
        """Replace all matches as one undo step, in the format of their first character; gives their number. Raises
        PatternError."""
        text = self.text()
        found = pattern.replacements(text, replacement)
        edit = QTextCursor(self.document())
        edit.beginEditBlock()
        for start, end, words in reversed(found):
            first = len(text[:start].encode("utf-16-le")) // 2
            cursor = self._cursor(first, first + len(text[start:end].encode("utf-16-le")) // 2)
            cursor.insertText(words, char_format(marks_of(self._format_at(first))))
        edit.endEditBlock()
        return len(found)

    def centerCursor(self) -> None:
        """Scroll the caret into the middle, as a `QPlainTextEdit` does."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self.cursorRect().center().y() - self.viewport().height() // 2)

    # -- the format at the caret

    def state(self) -> FormatState:
        return self._state

    @Slot()
    def _on_state(self) -> None:
        marks = marks_of(self.currentCharFormat())
        state = FormatState(marks.is_bold, marks.is_italic, shape_of(self.textCursor().block()), self._link_at_caret())
        if state != self._state:
            self._state = state
            self.state_changed.emit()

    @Slot()
    def _on_cursor_moved(self) -> None:
        """What is typed next takes bold and italic from the character before, but no link that ends here."""
        self.highlighter.follow_caret()
        if not self.textCursor().hasSelection():
            made = self.currentCharFormat()
            marks = msgspec.structs.replace(marks_of(made), link=self._link_at_caret())
            if made.objectType() or marks.link != made.anchorHref():
                self.setCurrentCharFormat(char_format(marks))
        self._on_state()

    def _typing_at(self) -> int:
        return self.textCursor().position() if self.hasFocus() else -1

    def _link_at_caret(self) -> str:
        """The link around the caret, or of the selection."""
        cursor = self.textCursor()
        if cursor.hasSelection():
            return self._format_at(cursor.selectionStart()).anchorHref()
        before, after = self._format_before(cursor), self._format_at(cursor.position())
        return before.anchorHref() if before.anchorHref() == after.anchorHref() else ""

    def _format_at(self, place: int) -> QTextCharFormat:
        """The format of the character at a position."""
        block = self.document().findBlock(place)
        if place >= block.position() + block.length() - 1:
            return QTextCharFormat()
        cursor = QTextCursor(self.document())
        cursor.setPosition(place + 1)
        return cursor.charFormat()

    def _format_before(self, cursor: QTextCursor) -> QTextCharFormat:
        return QTextCharFormat() if cursor.atBlockStart() else cursor.charFormat()

    # -- formats

    @Slot()
    def toggle_bold(self) -> None:
        made = QTextCharFormat()
        made.setFontWeight(QFont.Weight.Normal if self._state.is_bold else QFont.Weight.DemiBold)
        self.mergeCurrentCharFormat(made)
        self._on_state()

    @Slot()
    def toggle_italic(self) -> None:
        made = QTextCharFormat()
        made.setFontItalic(not self._state.is_italic)
        self.mergeCurrentCharFormat(made)
        self._on_state()

    @Slot()
    def toggle_heading(self) -> None:
        is_on = self._state.shape.kind is BlockKind.HEADING
        self._reshape(lambda block: _of_kind(block, BlockKind.PARAGRAPH if is_on else BlockKind.HEADING))

    @Slot()
    def toggle_bullets(self) -> None:
        self._toggle_list(BlockKind.BULLET)

    @Slot()
    def toggle_numbers(self) -> None:
        self._toggle_list(BlockKind.NUMBER)

    def _toggle_list(self, kind: BlockKind) -> None:
        is_on = self._state.shape.kind is kind
        self._reshape(lambda block: _of_kind(block, BlockKind.PARAGRAPH if is_on else kind))

    @Slot()
    def toggle_quote(self) -> None:
        quote = 0 if self._state.shape.quote else 1
        self._reshape(lambda block: msgspec.structs.replace(block, quote=quote))

    def nest(self, step: int) -> None:
        """Move the selected items one level in (1) or out (-1)."""
        self._reshape(lambda block: _nested(block, step))

    @Slot()
    def clear_format(self) -> None:
        """Make the selected text, or the paragraph of the caret, plain."""
        cursor = self.textCursor()
        if not cursor.hasSelection():
            cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
        cursor.beginEditBlock()
        cursor.mergeCharFormat(_explicit(PLAIN))
        self._reshape(lambda block: LetterBlock())
        cursor.endEditBlock()
        if not self.textCursor().hasSelection():
            self.setCurrentCharFormat(char_format(PLAIN))
        self._on_state()

    def _reshape(self, change: Change) -> None:
        """Change the blocks of the selection."""
        cursor = self.textCursor()
        document = self.document()
        first, last = document.findBlock(cursor.selectionStart()), document.findBlock(cursor.selectionEnd())
        shapes = {block.blockNumber(): change(shape_of(block)) for block in _from_to(first, last)}
        cursor.beginEditBlock()
        shape_blocks(document, shapes)
        cursor.endEditBlock()
        self._on_state()

    # -- links

    def link_range(self) -> tuple[int, int]:
        """From where to where the link at the caret goes; the selection where there is none."""
        cursor = self.textCursor()
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        if (link := self._state.link) and not cursor.hasSelection():
            block = cursor.block()
            first, last = block.position(), block.position() + block.length() - 1
            while start > first and self._format_at(start - 1).anchorHref() == link:
                start -= 1
            while end < last and self._format_at(end).anchorHref() == link:
                end += 1
        return start, end

    def words_between(self, start: int, end: int) -> str:
        """The plain text between two positions."""
        return text_of(selected_blocks(self._cursor(start, end)))

    def is_text(self, start: int, end: int) -> bool:
        """False for a part with objects or with more than one line."""
        return not any(char in self._cursor(start, end).selectedText() for char in (OBJECT, "\u2028", "\u2029"))

    def put_link(self, start: int, end: int, words: str | None, address: str) -> None:
        """Make what is between two positions a link with these words; None: with what it holds; "" as the address: no
        link."""
        cursor = self._cursor(start, end)
        made = QTextCharFormat()
        made.setAnchor(bool(address))
        made.setAnchorHref(address)
        cursor.beginEditBlock()
        if words is None or words == self.words_between(start, end):
            cursor.mergeCharFormat(made)
        else:
            marks = marks_of(self._format_at(start))
            cursor.insertText(words, char_format(msgspec.structs.replace(marks, link=address)))
        cursor.endEditBlock()
        cursor.clearSelection()
        self.setTextCursor(cursor)
        self._on_cursor_moved()

    def _cursor(self, start: int, end: int) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    # -- objects

    def insert_placeholder(self, name: str) -> None:
        """Insert `{{name}}` at the caret."""
        marks = marks_of(self.currentCharFormat())
        self.textCursor().insertText(*char_of(PlaceholderMark(name, marks)))
        self._on_cursor_moved()

    def insert_picture(self, name: str, at: int | None = None) -> int:
        """Insert an inline image at the caret, or on its own after block `at` (from 1). Gives its position."""
        cursor = self.textCursor()
        cursor.beginEditBlock()
        if at is not None:
            cursor = QTextCursor(self.document().findBlockByNumber(at - 1))
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
            if cursor.block().length() > 1:
                cursor.insertBlock(block_format(LetterBlock()), char_format(PLAIN))
        place = cursor.selectionStart()
        cursor.insertText(*char_of(LetterPicture(f"cid:{name}")))
        cursor.endEditBlock()
        self.setTextCursor(cursor)
        self._on_cursor_moved()
        return place

    def object_at(self, place: int) -> PlaceholderMark | LetterPicture | None:
        """The placeholder or image at a position."""
        return object_of(self._format_at(place)) if self.document().characterAt(place) == OBJECT else None

    def replace_object(self, place: int, one: PlaceholderMark | LetterPicture) -> None:
        """Put another placeholder or image in place of the one at a position."""
        cursor = self._cursor(place, place + 1)
        cursor.insertText(*char_of(one))
        self.setTextCursor(cursor)

    def make_text(self, place: int) -> None:
        """Make the placeholder at a position the text `{{name}}`."""
        one = self.object_at(place)
        assert isinstance(one, PlaceholderMark)
        self._cursor(place, place + 1).insertText(text_of([LetterBlock((one,))]), char_format(one.marks))

    def rename_picture(self, old: str, new: str) -> None:
        """Let the images that are called `old` have another name."""
        places = [place for place, one in self._pictures() if one.source == f"cid:{old}"]
        edit = self.textCursor()
        edit.beginEditBlock()
        for place in places:
            one = self.object_at(place)
            assert isinstance(one, LetterPicture)
            self._cursor(place, place + 1).insertText(*char_of(msgspec.structs.replace(one, source=f"cid:{new}")))
        edit.endEditBlock()

    def _pictures(self) -> Iterator[tuple[int, LetterPicture]]:
        for block in _from_to(self.document().begin(), self.document().lastBlock()):
            text = block.text()
            if OBJECT not in text:
                continue
            for place in range(block.position(), block.position() + block.length() - 1):
                if isinstance(one := self.object_at(place), LetterPicture):
                    yield place, one

    def placeholder_names(self) -> list[str]:
        """The names of the placeholders in the letter, each once."""
        names: dict[str, None] = {}
        for block in _from_to(self.document().begin(), self.document().lastBlock()):
            if OBJECT in block.text():
                for piece in block.textFormats():
                    if isinstance(one := object_of(piece.format), PlaceholderMark):
                        names[" ".join(one.name.split())] = None
        return list(names)

    def _make_placeholder(self) -> None:
        """Make the `{{name}}` that ends at the caret one object."""
        cursor = self.textCursor()
        block = cursor.block()
        end = cursor.positionInBlock()
        start = max(end - _LONGEST_TYPED, 0)
        text = text_of(selected_blocks(self._cursor(block.position() + start, cursor.position())))
        if (found := _TYPED_PLACEHOLDER.search(text)) is None:
            return
        width = len(found[0].encode("utf-16-le")) // 2
        typed = self._cursor(cursor.position() - width, cursor.position())
        if OBJECT in typed.selectedText():
            return
        marks = marks_of(self.currentCharFormat())
        typed.insertText(*char_of(PlaceholderMark(found[1], marks)))
        self.setTextCursor(typed)
        self._on_cursor_moved()

    # -- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, modifiers = event.key(), event.modifiers()
        cursor = self.textCursor()
        is_plain = not modifiers & ~Qt.KeyboardModifier.KeypadModifier
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and is_plain:
            self._press_enter(cursor)
        elif key == Qt.Key.Key_Backspace and is_plain and not cursor.hasSelection() and self._leave_shape(cursor):
            event.accept()
        elif not self.zoom.takes_key(event):
            super().keyPressEvent(event)
            if event.text() == "}":
                self._make_placeholder()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        super().inputMethodEvent(event)
        if event.commitString().endswith("}"):
            self._make_placeholder()

    def _press_enter(self, cursor: QTextCursor) -> None:
        if cursor.hasSelection() and cursor.selectionEnd() - cursor.selectionStart() == 1:
            place = cursor.selectionStart()
            if self.object_at(place) is not None:
                self.object_opened.emit(place)
                return
        block = cursor.block()
        shape = shape_of(block)
        if not cursor.hasSelection() and block.length() == 1 and shape != LetterBlock() and self._leave_shape(cursor):
            return
        cursor.beginEditBlock()
        cursor.removeSelectedText()
        ends_heading = shape.kind is BlockKind.HEADING and cursor.atBlockEnd()
        cursor.insertBlock()
        if ends_heading:
            cursor.setBlockFormat(block_format(LetterBlock(quote=shape.quote)))
            cursor.setCharFormat(char_format(PLAIN))
        cursor.endEditBlock()
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def _leave_shape(self, cursor: QTextCursor) -> bool:
        """At the start of a block: one level out of the list, then no heading, then out of the quote."""
        if not cursor.atBlockStart():
            return False
        shape = shape_of(cursor.block())
        if shape.kind in LISTS:
            self.nest(-1)
        elif shape.kind is BlockKind.HEADING:
            self._reshape(lambda block: _of_kind(block, BlockKind.PARAGRAPH))
        elif shape.quote:
            self._reshape(lambda block: msgspec.structs.replace(block, quote=block.quote - 1))
        else:
            return False
        return True

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.spelling is None:
            super().contextMenuEvent(event)
        else:
            show_menu(self, event, self.spelling)

    def focusNextPrevChild(self, is_next: bool) -> bool:
        if self._state.shape.kind in LISTS:
            self.nest(1 if is_next else -1)
            return True
        return super().focusNextPrevChild(is_next)

    # -- the mouse

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        place = self._object_under(event.position().toPoint())
        if place is None:
            super().mouseDoubleClickEvent(event)
            return
        self.setTextCursor(self._cursor(place, place + 1))
        self.object_opened.emit(place)

    def _object_under(self, where: QPoint) -> int | None:
        near = self.cursorForPosition(where).position()
        for place in (near - 1, near):
            if place >= 0 and self.object_at(place) is not None and self._rect_of(place).contains(QPointF(where)):
                return place
        return None

    def _rect_of(self, place: int) -> QRectF:
        start, end = self.cursorRect(self._cursor(place, place)), self.cursorRect(self._cursor(place + 1, place + 1))
        return QRectF(start.united(end)) if start.top() == end.top() or end.left() > start.left() else QRectF(start)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            show_tooltip(event.globalPos(), self.anchorAt(event.pos()), self)
            return True
        return super().viewportEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not self.zoom.takes_wheel(event):
            super().wheelEvent(event)

    # -- the clipboard

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText() or source.hasHtml() or source.hasImage() or bool(_files_in(source))

    def createMimeDataFromSelection(self) -> QMimeData:
        blocks = selected_blocks(self.textCursor())
        data = QMimeData()
        html = fragment_of(blocks).encode()
        data.setData("text/html", html)
        data.setData(_OWN_HTML, html)
        data.setText(text_of(blocks))
        return data

    def insertFromMimeData(self, source: QMimeData) -> None:
        if paths := _files_in(source):
            self.files_pasted.emit(paths)
            return
        own = bytes(source.data(_OWN_HTML).data())
        if own and len(own) <= LARGEST_BYTES:
            self._paste(read_letter(own.decode()).letter.blocks)
            return
        html = source.html() if source.hasHtml() else ""
        if len(html) > MAX_HTML_BYTES or len(source.text()) > MAX_HTML_BYTES:
            self.refused.emit(max(len(html), len(source.text())))
            return
        blocks = blocks_of_html(html) if html else ()
        if source.hasImage() and not text_of(blocks).strip() and not source.text().strip():
            self.image_pasted.emit(QImage(source.imageData()))
            return
        self._paste(blocks or blocks_of_text(source.text()))

    def paste_plain(self, text: str) -> None:
        """Insert text without any format but placeholders."""
        if len(text) > MAX_HTML_BYTES:
            self.refused.emit(len(text))
        else:
            self._paste(blocks_of_text(text))

    def _paste(self, blocks: tuple[LetterBlock, ...]) -> None:
        cursor = self.textCursor()
        insert_blocks(cursor, blocks)
        self.setTextCursor(cursor)
        self._on_cursor_moved()
        self.ensureCursorVisible()

    # -- size and paint

    def _on_zoom(self, steps: int) -> None:
        self.setFont(typography.letter(steps))
        self.document().setDefaultFont(typography.letter(steps))
        self.highlighter.set_zoom(steps)

    def event(self, event: QEvent) -> bool:
        is_handled = super().event(event)
        if event.type() in (QEvent.Type.ApplicationFontChange, QEvent.Type.StyleChange):
            self.zoom.apply_again()
        return is_handled

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out_column()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._lay_out_column()

    def _lay_out_column(self) -> None:
        is_wide = self.window().width() >= _WIDE_WINDOW
        left = (_CONTENT_EDGE if is_wide else _NARROW_EDGE) - _MARGIN
        room = self.width() - left - self.verticalScrollBar().sizeHint().width()
        right = max(room - typography.units(_COLUMN) - 2 * _MARGIN, 0)
        margins = self.viewportMargins()
        if (margins.left(), margins.right()) != (left, right):
            self.setViewportMargins(left, 0, right, 0)
        if self.document().textWidth() != self.viewport().width():  # Qt forgets it for a widget that is not shown yet
            self.document().setTextWidth(self.viewport().width())
        column = float(max(self.viewport().width() - 2 * _MARGIN, 60))
        if column != self._painter.room:
            self._painter.room = column
            self._on_picture_loaded()

    def show_columns(self, columns: frozenset[str] | None) -> None:
        """Warn of placeholders that are not among these; None: of none."""
        if columns != self._placeholder_painter.columns:
            self._placeholder_painter.columns = columns
            self.viewport().update()

    @Slot()
    def _on_picture_loaded(self) -> None:
        self.document().markContentsDirty(0, self.document().characterCount())
        self.viewport().update()

    @guarded_event
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        above = self.verticalScrollBar().value()
        block = self.cursorForPosition(QPoint(0, 0)).block()
        while block.isValid() and (top := block.layout().position().y() - above) <= self.viewport().height():
            following = block.next()
            for level in range(quote_of(block)):
                if following.isValid() and quote_of(following) > level:
                    bottom = following.layout().position().y() - above
                else:
                    bottom = top + block.layout().boundingRect().bottom()
                painter.fillRect(QRectF(_MARGIN + level * INDENT, top + 3, _BAR, bottom - top), current().border)
            block = following
        painter.end()
        super().paintEvent(event)


def _from_to(first: QTextBlock, last: QTextBlock) -> Iterator[QTextBlock]:
    block, end = first, last.blockNumber()
    while block.isValid() and block.blockNumber() <= end:
        yield block
        block = block.next()


def _of_kind(block: LetterBlock, kind: BlockKind) -> LetterBlock:
    """The block as one of another kind. A list item keeps its level in another list."""
    level = 0
    if kind is BlockKind.HEADING:
        level = HEADING_LEVEL
    elif kind in LISTS:
        level = block.level if block.kind in LISTS else 1
    return msgspec.structs.replace(block, kind=kind, level=level)


def _nested(block: LetterBlock, step: int) -> LetterBlock:
    if block.kind not in LISTS:
        return block
    level = block.level + step
    return (
        _of_kind(block, BlockKind.PARAGRAPH) if level < 1 else msgspec.structs.replace(block, level=min(level, DEEPEST))
    )


def _explicit(marks: Marks) -> QTextCharFormat:
    """A format that also says what characters are not, to be merged into theirs."""
    made = QTextCharFormat()
    made.setFontWeight(QFont.Weight.DemiBold if marks.is_bold else QFont.Weight.Normal)
    made.setFontItalic(marks.is_italic)
    made.setAnchor(bool(marks.link))
    made.setAnchorHref(marks.link)
    return made


def _files_in(source: QMimeData) -> list[str]:
    return [url.toLocalFile() for url in source.urls() if url.isLocalFile()] if source.hasUrls() else []
