"""The editor of the HTML source and of the text part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QEvent, QMimeData, QPoint, QRect, QRectF, Qt, Signal, Slot
from PySide6.QtGui import (
    QContextMenuEvent,
    QImage,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCursor,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from composer_app.domain.line_ends import LineEnds, with_line_feeds
from composer_app.domain.mail_limits import MAX_HTML_BYTES
from composer_app.ui.compose.body.editor_zoom import EditorZoom
from composer_app.ui.compose.body.gutter import Gutter
from composer_app.ui.compose.body.search_pattern import SearchPattern
from composer_app.ui.compose.body.soft_lines import SoftLines
from composer_app.ui.compose.body.spelling_control import SpellingControl
from composer_app.ui.compose.body.syntax_colours import SyntaxColours
from composer_app.ui.compose.body.unknown_words import show_menu
from composer_app.ui.theme import typography
from composer_app.ui.theme.paint_guard import guarded_event
from composer_app.ui.theme.theme_store import current, store

INDENT = "  "
_BYTE_ORDER_MARK = "\ufeff"
"""PySide drops one at the start of a text."""
_MARGIN_OF_HTML, _MARGIN_OF_TEXT = 8, 16


class SourceEditor(QPlainTextEdit):
    """Plain text editor that preserves its text exactly, no-break spaces included.

    Tab indents by two spaces, Shift+Tab unindents; Enter keeps the indentation. Ctrl+wheel, Ctrl++, Ctrl+- and Ctrl+0
    change the size. Files and pictures are not taken as text. A very long line of HTML is shown in several rows; the
    rows after its first have no number. Lines, columns and positions refer to the source, not the document: see
    `source`.

    Args:
        is_html: with colours, line numbers and no wrapping; False: a text part, wrapped.

    Signals:
        changed: the text changed.
        edited: the user changed the text.
        arrived: the text, or a part of it, was opened or pasted.
        refused: a text of so many characters was not pasted, since it exceeds any mail.
        image_pasted: a picture from the clipboard.
        files_pasted: paths of files from the clipboard.
    """

    changed = Signal()
    edited = Signal()
    arrived = Signal()
    refused = Signal(int)
    image_pasted = Signal(QImage)
    files_pasted = Signal(list)

    def __init__(self, *, is_html: bool) -> None:
        super().__init__()
        self.spelling: SpellingControl | None = None
        self.zoom = EditorZoom(self._on_zoom, self)
        self._is_setting = False
        self._is_refolding = False
        self._has_new_content = False
        self._line_ends = LineEnds()
        self._marks_at_start = ""
        self._found_marks: list[QTextEdit.ExtraSelection] = []
        self._tag_marks: list[QTextEdit.ExtraSelection] = []
        self._known_exact: str | None = None
        self._known_text: str | None = None  # cached: read several times per key, and a body may be big
        self.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap if is_html else QPlainTextEdit.LineWrapMode.WidgetWidth)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDocumentMargin(_MARGIN_OF_HTML if is_html else _MARGIN_OF_TEXT)
        self.setCornerWidget(QWidget(self))  # Fusion frames an empty corner
        self.source = SoftLines(self.document(), is_enabled=is_html)
        self.colours = SyntaxColours(self.document(), is_html=is_html)
        self.gutter = Gutter(self) if is_html else None
        self.blockCountChanged.connect(self._make_room)
        self.updateRequest.connect(self._on_update_request)
        self.cursorPositionChanged.connect(self._on_cursor_moved)
        self.document().contentsChange.connect(self._on_new_content)
        self.textChanged.connect(self._on_text_changed)
        store().changed.connect(self._on_theme_changed)
        self.zoom.apply_again()

    # -- text

    def text(self) -> str:
        """The whole text, lines ended by a line feed. (toPlainText would turn no-break spaces into plain ones.)"""
        if self._known_text is None:
            self._known_text = self.source.text()
        return self._known_text

    def exact_text(self) -> str:
        """The whole text with line ends and byte order mark of the text that was set."""
        if self._known_exact is None:
            text = self._line_ends.restored(self.text())
            self._known_exact = self._marks_at_start + text if text else ""
        return self._known_exact

    def set_text(self, text: str) -> None:
        """Replace the text and its undo history. Not an edit."""
        whole, text = text, text.lstrip(_BYTE_ORDER_MARK)
        self._marks_at_start = whole[: len(whole) - len(text)]
        self._line_ends = LineEnds(text)
        self._known_exact = None
        text = with_line_feeds(text)
        if text == self.text():
            self.document().clearUndoRedoStacks()
            return
        self._is_setting = True
        try:
            self.setPlainText(text)
        finally:
            self._is_setting = False
        self.arrived.emit()

    def setPlainText(self, text: str) -> None:
        if self.source.must_fold(text):
            self.document().setUndoRedoEnabled(False)
            self.replace_all(text)
            self.document().setUndoRedoEnabled(True)
            self.moveCursor(QTextCursor.MoveOperation.Start)
        else:
            super().setPlainText(text)
        self.source.forget_history()

    def insertPlainText(self, text: str) -> None:
        # The cursor moves along. Setting it would need a layout, which does not exist yet during a drop.
        self.source.insert(self.textCursor(), text)

    def selected_text(self) -> str:
        """The selected text, lines ended by a line feed."""
        return self.source.selected(self.textCursor())

    def replace_all(self, text: str) -> None:
        """Replace the text as one undo step."""
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        self.source.insert(cursor, text)

    def replace_found(self, pattern: SearchPattern, replacement: str) -> int:
        """Replace all matches as one undo step; gives their number. Raises PatternError."""
        text = self.text()
        pieces, last = [], 0
        found = pattern.replacements(text, replacement)
        for start, end, words in found:
            pieces += [text[last:start], words]
            last = end
        if found:
            self.replace_all("".join([*pieces, text[last:]]))
        return len(found)

    @Slot(int, int, int)
    def _on_new_content(self, _at: int, _removed: int, _added: int) -> None:
        self._has_new_content = True
        self._known_text = self._known_exact = None

    @Slot()
    def _on_text_changed(self) -> None:
        # Qt also emits it for colour changes, without a content change before.
        if not self._has_new_content or self._is_refolding:
            return
        self._is_refolding = True
        try:
            if not self._is_setting:
                self.source.refold()
        finally:
            self._is_refolding = False
        self._has_new_content = False
        self.changed.emit()
        if not self._is_setting:
            self.edited.emit()

    # -- places

    def set_wraps(self, wraps: bool) -> None:
        """Show long lines in several rows, or scroll to their ends."""
        mode = QPlainTextEdit.LineWrapMode
        self.setLineWrapMode(mode.WidgetWidth if wraps else mode.NoWrap)

    def go_to_line(self, line: int) -> None:
        """Put the caret at the start of a line, from 1, in the middle of the view."""
        cursor = self.textCursor()
        cursor.setPosition(self.source.line_start(min(max(line, 1), self.source.line_count()) - 1))
        self.setTextCursor(cursor)
        self.centerCursor()

    def caret_in_characters(self) -> int:
        """The place of the caret in `text`, which counts an emoji as one."""
        units = self.source.to_source(self.textCursor().position())
        text = self.text()
        if text.isascii():
            return units
        return len(text.encode("utf-16-le", "surrogatepass")[: 2 * units].decode("utf-16-le", "replace"))

    def units_at(self, place: int) -> int:
        """The place for `select` of a place in `text`."""
        text = self.text()
        return place if text.isascii() else len(text[:place].encode("utf-16-le", "surrogatepass")) // 2

    def setExtraSelections(self, selections: Sequence[QTextEdit.ExtraSelection]) -> None:
        """What is found; the marks of tags stay below it."""
        self._found_marks = list(selections)
        super().setExtraSelections([*self._tag_marks, *self._found_marks])

    def set_tag_marks(self, selections: Sequence[QTextEdit.ExtraSelection]) -> None:
        """Mark tags; what is found stays marked above them."""
        if selections or self._tag_marks:
            self._tag_marks = list(selections)
            super().setExtraSelections([*self._tag_marks, *self._found_marks])

    # -- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.isReadOnly():
            self._press(event)
            return
        key, modifiers = event.key(), event.modifiers()
        plain = not modifiers & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        if key == Qt.Key.Key_Tab and plain:
            self._indent()
        elif key == Qt.Key.Key_Backtab:
            self._unindent()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            self._new_line()
        elif not self.zoom.takes_key(event):
            self._step_over_soft(event)
            self._press(event)

    def _step_over_soft(self, event: QKeyEvent) -> None:
        """Move a deleting key over a soft separator to a character."""
        cursor = self.textCursor()
        forward = event.key() == Qt.Key.Key_Delete or event.matches(QKeySequence.StandardKey.DeleteEndOfLine)
        deletes = forward or event.key() == Qt.Key.Key_Backspace
        if deletes and not cursor.hasSelection() and self.source.step_over(cursor, forward=forward):
            self.setTextCursor(cursor)

    def _press(self, event: QKeyEvent) -> None:
        """Move as Qt does, twice if the cursor only crossed a soft separator."""
        before, revision = self.textCursor().position(), self.document().revision()
        super().keyPressEvent(event)
        after = self.textCursor().position()
        if (
            after != before
            and self.document().revision() == revision
            and self.source.to_source(after) == self.source.to_source(before)
        ):
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.spelling is None:
            super().contextMenuEvent(event)
        else:
            show_menu(self, event, self.spelling)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        words = event.commitString()
        if len(words.splitlines()) > 1 or words.endswith(("\r", "\n", "\u2029")):
            event.setCommitString("", event.replacementStart(), event.replacementLength())
            super().inputMethodEvent(event)
            self.insertPlainText(words)
        else:
            super().inputMethodEvent(event)

    def _new_line(self) -> None:
        cursor = self.textCursor()
        line = self.source.line_of(cursor.position())
        before = self.source.line_text(line)[: self.source.column_of(cursor.position())]
        self.source.insert(cursor, "\n" + before[: len(before) - len(before.lstrip(" \t"))])
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def _indent(self) -> None:
        cursor = self.textCursor()
        first, last = self._selected_lines(cursor)
        if first != last:
            for line in self._at_starts(first, last):
                line.insertText(INDENT, self.source.plain())
        else:
            column = self.source.column_of(cursor.position()) if not cursor.hasSelection() else 0
            self.insertPlainText(INDENT[column % len(INDENT) :])

    def _unindent(self) -> None:
        for line in self._at_starts(*self._selected_lines(self.textCursor())):
            text = line.block().text()
            blanks = len(text) - len(text.lstrip(" "))
            for _ in range(1 if text.startswith("\t") else min(len(INDENT), blanks)):
                line.deleteChar()

    def _selected_lines(self, cursor: QTextCursor) -> tuple[int, int]:
        return self.source.line_of(cursor.selectionStart()), self.source.line_of(cursor.selectionEnd())

    def _at_starts(self, first: int, last: int) -> Iterator[QTextCursor]:
        """A cursor at the start of each of these lines, from the last to the first, all in one step of the history."""
        starts = [self.source.line_start(line) for line in range(first, last + 1)]
        edit = QTextCursor(self.document())
        edit.beginEditBlock()
        for start in reversed(starts):
            edit.setPosition(start)
            yield edit
        edit.endEditBlock()

    # -- size

    def _on_zoom(self, steps: int) -> None:
        self.setFont(typography.fixed(steps))
        self.setTabStopDistance(self.fontMetrics().horizontalAdvance(INDENT))
        self._make_room()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not self.zoom.takes_wheel(event):
            super().wheelEvent(event)

    def event(self, event: QEvent) -> bool:
        is_handled = super().event(event)
        # A new parent applies the style sheet again, and with it the font without the zoom.
        if event.type() in (QEvent.Type.ApplicationFontChange, QEvent.Type.StyleChange):
            self.zoom.apply_again()
        return is_handled

    # -- what is pasted and dropped

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        if _files_in(source) or _is_picture(source):
            return not self.isReadOnly()
        return source.hasText()

    def createMimeDataFromSelection(self) -> QMimeData:
        cursor = self.textCursor()
        if not self.source.is_folded_in(cursor):
            return super().createMimeDataFromSelection()
        data = QMimeData()
        data.setText(self.selected_text().replace("\u2028", "\n").replace("\u00a0", " "))  # as Qt does
        return data

    def insertFromMimeData(self, source: QMimeData) -> None:
        if paths := _files_in(source):
            self.files_pasted.emit(paths)
        elif _is_picture(source):
            self.image_pasted.emit(QImage(source.imageData()))
        elif len(text := source.text()) > MAX_HTML_BYTES:
            self.refused.emit(len(text))
        elif text:
            self.insertPlainText(text)
            self.arrived.emit()

    # -- lines

    def lines_in_sight(self) -> Iterator[tuple[int, QRectF]]:
        """Number (from 0) and place of each line whose start is visible, from the top."""
        block = self.firstVisibleBlock()
        while block.isValid():
            rect = self.blockBoundingGeometry(block).translated(self.contentOffset())
            if rect.top() > self.viewport().height():
                return
            if block.isVisible() and self.source.starts_line(block):
                yield self.source.line_of(block.position()), rect
            block = block.next()

    def line_at(self, y: int) -> int:
        """The number, from 1, of the line at this height of the viewport."""
        return self.source.line_of(self.cursorForPosition(QPoint(0, y)).position()) + 1

    def current_line(self) -> int:
        """The number, from 1, of the line with the cursor."""
        return self.source.line_of(self.textCursor().position()) + 1

    def select(self, start: int, end: int) -> None:
        """Select a part of the source, from and to a place in UTF-16 units; the cursor is at its end."""
        cursor = self.textCursor()
        cursor.setPosition(self.source.to_document(start))
        cursor.setPosition(self.source.to_document(end), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    @Slot()
    def _make_room(self) -> None:
        if self.gutter is not None:
            self.setViewportMargins(self.gutter.needed_width(), 0, 0, 0)
            self._place_gutter()

    def _place_gutter(self) -> None:
        if self.gutter is not None:
            inside = self.contentsRect()
            width = self.gutter.needed_width()
            self.gutter.setGeometry(QRect(inside.left(), inside.top(), width, inside.height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_gutter()

    @Slot(QRect, int)
    def _on_update_request(self, rect: QRect, dy: int) -> None:
        if self.gutter is None:
            return
        if dy:
            self.gutter.scroll(0, dy)
        else:
            self.gutter.update(0, rect.y(), self.gutter.width(), rect.height())

    @Slot()
    def _on_cursor_moved(self) -> None:
        if self.gutter is not None:
            self.gutter.update()
            self.viewport().update()

    @guarded_event
    def paintEvent(self, event: QPaintEvent) -> None:
        if self.gutter is not None and not self.isReadOnly():
            painter = QPainter(self.viewport())
            rect = self.cursorRect()
            if not self.textCursor().hasSelection():
                line = QRect(0, rect.top(), self.viewport().width(), rect.height())
                painter.fillRect(line, current().alt)
            painter.end()
        super().paintEvent(event)

    @Slot()
    def _on_theme_changed(self) -> None:
        self.viewport().update()


def _files_in(source: QMimeData) -> list[str]:
    return [url.toLocalFile() for url in source.urls() if url.isLocalFile()] if source.hasUrls() else []


def _is_picture(source: QMimeData) -> bool:
    """Whether the clipboard has a picture and no text: office programs add a picture to every copied text."""
    return source.hasImage() and not source.hasText()
