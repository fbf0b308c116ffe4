"""Find and replace in the editor below it."""

from __future__ import annotations

from itertools import islice

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent, QPainter, QPaintEvent, QShowEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QGridLayout, QLineEdit, QTextEdit, QWidget

from composer_app.services.running_erasure import Erasure
from composer_app.ui.compose.body.letter.letter_editor import LetterEditor
from composer_app.ui.compose.body.search_pattern import PatternError, SearchPattern
from composer_app.ui.compose.body.source_editor import SourceEditor
from composer_app.ui.texts import compose
from composer_app.ui.texts import format as fmt
from composer_app.ui.theme.painting import Painted, bottom_line
from composer_app.ui.theme.theme_store import current, store
from composer_app.ui.widgets.buttons import quiet_button, secondary_button
from composer_app.ui.widgets.field_helpers import NO_LIMIT
from composer_app.ui.widgets.layouts import REST, in_row
from composer_app.ui.widgets.small_note import SmallNote

MOST_MARKED = 1_000
"""Most matches marked at a time; more would slow down the editor."""


class FindBar(Painted, QWidget):
    """Opened by Ctrl+F, with the second line by Ctrl+H. Enter finds on, Shift+Enter back, Esc closes.

    Signals:
        closed: the cursor goes back to the editor.
    """

    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._editor: SourceEditor | LetterEditor | None = None
        self._is_too_slow = False  # not looked for again at each key, until the user does
        self._found = SmallNote(self)
        self._found.setObjectName("find_count")
        self.find_line, self.replace_line = (
            self._line(compose.FIND, "find_input"),
            self._line(compose.REPLACE_WITH, "replace_input"),
        )
        self._case = quiet_button(compose.CASE_SIGN, self, tooltip=compose.CASE_TIP, checkable=True, compact=True)
        self._case.setAccessibleName(compose.MATCH_CASE)
        self._regex = quiet_button(compose.REGEX_SIGN, self, tooltip=compose.REGEX_TIP, checkable=True, compact=True)
        self._regex.setObjectName("find_regex")
        self._regex.setAccessibleName(compose.IS_REGEX)
        back = quiet_button(parent=self, icon="chevron-up", tooltip=compose.FIND_BACK, compact=True)
        on = quiet_button(parent=self, icon="chevron-down", tooltip=compose.FIND_ON, compact=True)
        cross = quiet_button(parent=self, icon="close", tooltip=compose.CLOSE_FIND, compact=True)
        one = secondary_button(compose.REPLACE, self, compact=True)
        every = secondary_button(compose.REPLACE_ALL, self, compact=True)
        every.setObjectName("replace_all")
        one.setObjectName("replace_one")
        self._replacing = QWidget(self)
        self._lay_out((self._case, self._regex, back, on, self._found), cross, (one, every))
        self.find_line.textChanged.connect(self._on_words_changed)
        self._case.toggled.connect(self._on_words_changed)
        self._regex.toggled.connect(self._on_words_changed)
        back.clicked.connect(self.find_back)
        on.clicked.connect(self.find_on)
        cross.clicked.connect(self.close_bar)
        store().changed.connect(self._on_text_changed)
        one.clicked.connect(self.replace_one)
        every.clicked.connect(self.replace_all)
        self.hide()

    def _line(self, name: str, key: str) -> QLineEdit:
        line = QLineEdit(self)
        line.setObjectName(key)
        line.setMaxLength(NO_LIMIT)
        line.setPlaceholderText(name)
        line.setAccessibleName(name)
        return line

    def _lay_out(self, tools: tuple[QWidget, ...], cross: QWidget, replacing: tuple[QWidget, ...]) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 6, 12, 7)
        grid.setHorizontalSpacing(4)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)  # both lines in one column: they are as wide as each other
        in_row(self._replacing, *replacing, REST, spacing=4)
        grid.addWidget(self.find_line, 0, 0)
        grid.addLayout(in_row(None, *tools, REST, cross, spacing=4), 0, 1)
        grid.addWidget(self.replace_line, 1, 0)
        grid.addWidget(self._replacing, 1, 1)

    def open_for(self, editor: SourceEditor | LetterEditor, *, replacing: bool) -> None:
        """Show the bar for this editor, with its selection as the search text."""
        if self._editor is not editor:
            self._unmark()
            if self._editor is not None:
                self._editor.changed.disconnect(self._on_text_changed)
            editor.changed.connect(self._on_text_changed)
        self._editor = editor
        selected = editor.selected_text()
        if selected and "\n" not in selected:
            self.find_line.setText(selected)
        for widget in (self.replace_line, self._replacing):
            widget.setVisible(replacing and not editor.isReadOnly())
        self.show()
        self._count()
        self.find_line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.find_line.selectAll()

    def apply(self, erasure: Erasure) -> None:
        """Remove an erased address from both lines, and from their undo history."""
        for line in (self.find_line, self.replace_line):
            line.setText(erasure.applied(line.text()))

    def count_text(self) -> str:
        return self._found.words()

    @Slot()
    def close_bar(self) -> None:
        self.hide()
        self.closed.emit()

    @Slot()
    def find_on(self) -> None:
        self._find(backward=False)

    @Slot()
    def find_back(self) -> None:
        self._find(backward=True)

    @Slot()
    def replace_one(self) -> None:
        """Replace the selection if it is a match, then find the next one."""
        editor, pattern = self._editor, self._pattern()
        if editor is None or pattern is None or editor.isReadOnly():
            return
        text, cursor = editor.text(), editor.textCursor()
        places = (editor.source.to_source(at) for at in (cursor.selectionStart(), cursor.selectionEnd()))
        start, end = (_characters(text, place) for place in places)
        try:
            replacement = pattern.replacement_at(text, (start, end), self.replace_line.text()) if end > start else None
        except PatternError as error:
            self._found.say(str(error))
            return
        if replacement is not None:
            editor.insertPlainText(replacement)
        self.find_on()
        self._count()

    @Slot()
    def replace_all(self) -> None:
        """Replace all matches, as one undo step."""
        editor, pattern = self._editor, self._pattern()
        if editor is None or pattern is None or editor.isReadOnly():
            return
        replacement = self.replace_line.text()
        try:
            count = editor.replace_found(pattern, replacement)
        except PatternError as error:
            self._found.say(str(error))
            return
        self._found.say(compose.replaced_words(count))
        self._mark()

    def _pattern(self) -> SearchPattern | None:
        """None: there is nothing to look for, or it is wrong and said."""
        words = self.find_line.text()
        if not words:
            return None
        try:
            return SearchPattern(words, is_regex=self._regex.isChecked(), matches_case=self._case.isChecked())
        except PatternError as error:
            self._found.say(str(error))
            return None

    def _spans(self, pattern: SearchPattern, text: str, most: int | None = None) -> list[tuple[int, int]] | None:
        """None: looking takes too long, which is said."""
        try:
            return list(islice(pattern.spans(text), most))
        except PatternError as error:
            self._is_too_slow = True
            self._found.say(str(error))
            return None

    def _find(self, *, backward: bool) -> None:
        editor, pattern = self._editor, self._pattern()
        self._is_too_slow = False
        if editor is None or pattern is None:
            return
        spans = self._spans(pattern, editor.text())
        if spans is None:
            return
        if not spans:
            self._found.say(compose.NOT_FOUND)
            return
        cursor = editor.textCursor()
        # places of the editor count UTF-16 units, those of the text count characters
        text = editor.text()
        place = editor.source.to_source(cursor.selectionStart() if backward else cursor.selectionEnd())
        at = _characters(text, place)
        if backward:
            number = max((n for n, (_, end) in enumerate(spans) if end <= at), default=len(spans) - 1)
        else:
            number = next((n for n, (start, _) in enumerate(spans) if start >= at), 0)
        start, end = spans[number]
        editor.select(_units(text[:start]), _units(text[:end]))
        editor.centerCursor()
        self._found.say(compose.NTH_FIND.format(number=fmt.number(number + 1), total=fmt.number(len(spans))))
        self._mark()

    @Slot()
    def _on_words_changed(self) -> None:
        if self._editor is not None:
            cursor = self._editor.textCursor()
            cursor.setPosition(cursor.selectionStart())
            self._editor.setTextCursor(cursor)
            self._find(backward=False)
            self._count_none()

    def _count_none(self) -> None:
        if not self.find_line.text():
            self._found.say("")
        self._mark()

    @Slot()
    def _on_text_changed(self) -> None:
        if self.isVisible():
            self._mark()

    def _mark(self) -> None:
        """Mark all matches; the selected one keeps its selection colour."""
        editor, pattern = self._editor, None if self._is_too_slow else self._pattern()
        if editor is None:
            return
        text = editor.text()
        # places of the editor count UTF-16 units, those of the text count characters
        is_plain = text.isascii() or all(char <= "\uffff" for char in text)
        marks = []
        for found in (self._spans(pattern, text, MOST_MARKED) or ()) if pattern is not None else ():
            start, end = found if is_plain else (_units(text[: found[0]]), _units(text[: found[1]]))
            mark = QTextEdit.ExtraSelection()
            mark.cursor = QTextCursor(editor.document())
            mark.cursor.setPosition(editor.source.to_document(start))
            mark.cursor.setPosition(editor.source.to_document(end), QTextCursor.MoveMode.KeepAnchor)
            mark.format = QTextCharFormat()
            mark.format.setBackground(current().colour("warning.soft"))
            marks.append(mark)
        editor.setExtraSelections(marks)

    def _unmark(self) -> None:
        if self._editor is not None:
            self._editor.setExtraSelections([])

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self._unmark()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._mark()

    def _count(self) -> None:
        pattern = self._pattern()
        if self._editor is None or pattern is None:
            if not self.find_line.text():
                self._found.say("")
            return
        spans = self._spans(pattern, self._editor.text())
        if spans is not None:
            self._found.say(compose.found_words(len(spans)))
        self._mark()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                super().keyPressEvent(event)
            elif self.replace_line.hasFocus():
                self.replace_one()
            else:
                self._find(backward=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), current().window)
        bottom_line(painter, self.rect(), current().line)


def _units(text: str) -> int:
    return len(text) + sum(1 for char in text if char > "\uffff")


def _characters(text: str, units: int) -> int:
    if text.isascii() or all(char <= "\uffff" for char in text):
        return units
    count = 0
    for number, char in enumerate(text):
        if count >= units:
            return number
        count += 2 if char > "\uffff" else 1
    return len(text)
