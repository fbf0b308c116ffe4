"""The left half of the body: HTML, letter or text, with its tools and the find bar."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from composer_app.domain.checks.html_source import words_at
from composer_app.domain.content_ids import with_image_renamed
from composer_app.domain.draft import Draft
from composer_app.domain.letter import BodyMode
from composer_app.services.app_context import AppContext
from composer_app.services.compose.text_part import TextPartMaker
from composer_app.services.settings import Settings
from composer_app.ui.commands.shortcuts import with_keys
from composer_app.ui.compose.body.find_bar import FindBar
from composer_app.ui.compose.body.go_to_line_dialog import GoToLineDialog
from composer_app.ui.compose.body.letter.letter_editor import LetterEditor
from composer_app.ui.compose.body.letter.letter_pane import LetterPane
from composer_app.ui.compose.body.letter.letter_pictures import FindImage, LetterPictures
from composer_app.ui.compose.body.source_editor import SourceEditor
from composer_app.ui.compose.body.spelling_control import SpellingControl
from composer_app.ui.compose.body.tag_marks import TagMarks
from composer_app.ui.compose.body.text_pane import TextPane
from composer_app.ui.texts import attached_files, compose, letter
from composer_app.ui.widgets import confirm as confirmation
from composer_app.ui.widgets.buttons import quiet_button
from composer_app.ui.widgets.confirm import Confirm
from composer_app.ui.widgets.layouts import in_column
from composer_app.ui.widgets.pane_header import PaneHeader
from composer_app.ui.widgets.segmented import Segmented, SegmentItem


class BodyPane(QWidget):
    """The HTML is the one truth: the source editor or the letter shows it and changes it.

    Signals:
    edited: the user changed the HTML or the own text, or chose HTML or letter.
    html_changed: the HTML changed, by the user or not.
    image_wanted: the button for an image was pressed.
    image_pasted, files_pasted: from the clipboard.
    caret_moved: `caret` gives another place.
    letter_made: HTML that was none became a letter; the HTML before.
    mode_chosen: the user writes the HTML in another mode now.

    Args:
        find_image: the file of an inline image by its name, and its media type.
        names: the names of the placeholders elsewhere in the mail.
        settings: hold the languages of the spelling.
        confirm: asks before a letter is made of HTML that is none.
    """

    edited = Signal()
    html_changed = Signal()
    image_wanted = Signal()
    image_pasted = Signal(QImage)
    files_pasted = Signal(list)
    caret_moved = Signal()
    letter_made = Signal(str)
    mode_chosen = Signal(BodyMode)

    def __init__(
        self,
        maker: TextPartMaker,
        context: AppContext,
        find_image: FindImage,
        names: Callable[[], list[str]],
        settings: Settings,
        *,
        confirm: Confirm = confirmation.ask,
    ) -> None:
        super().__init__()
        self._confirm = confirm
        self._mode = BodyMode.HTML
        self._is_showing = False
        items = (("html", compose.HTML), ("letter", letter.LETTER), ("text", compose.TEXT))
        self._modes = Segmented([SegmentItem(key, text) for key, text in items], name=compose.PART_OF_MAIL)
        self._modes.setObjectName("body_mode")
        self.html_editor = SourceEditor(is_html=True)
        self.html_editor.setObjectName("html_editor")
        self.html_editor.setAccessibleName(compose.HTML_SOURCE)
        self.html_editor.setPlaceholderText(compose.HTML_HINT)
        self.tags = TagMarks(self.html_editor)
        self.text_pane = TextPane(maker)
        self._pictures = LetterPictures(context, find_image, self)
        self.letter_pane = LetterPane(self._pictures, names)
        self.editors = (self.html_editor, self.text_pane.editor, self.letter_pane.editor)
        self.spelling = SpellingControl(context, settings, self)
        self.letter_pane.editor.spelling = self.text_pane.editor.spelling = self.spelling
        self.find_bar = FindBar()
        self._stack = QStackedWidget()
        for part in (self.html_editor, self.letter_pane, self.text_pane):
            self._stack.addWidget(part)
        self._link = quiet_button(icon="link", tooltip=compose.MAKE_LINK, compact=True)
        self._image = quiet_button(icon="image", tooltip=attached_files.PLACE_IMAGE, compact=True)
        self._search = quiet_button(
            icon="search", tooltip=with_keys(compose.FIND_AND_REPLACE, "find", "replace"), compact=True
        )
        for button, name in ((self._link, "insert_link"), (self._image, "insert_image"), (self._search, "open_find")):
            button.setObjectName(name)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._header = header = PaneHeader()
        header.row.addWidget(self._modes)
        header.row.addStretch(1)
        for tool in (self.spelling.button, self._link, self._image, self._search):
            header.row.addWidget(tool)
        in_column(self, header, self.find_bar, self._stack, grows=self._stack)

    def _connect(self) -> None:
        self._modes.changed.connect(self._on_mode)
        self._link.clicked.connect(self._insert_link)
        self._image.clicked.connect(self.image_wanted)
        self._search.clicked.connect(self.open_find)
        self.find_bar.closed.connect(self.focus_editor)
        self.html_editor.changed.connect(self._on_html_changed)
        self.html_editor.edited.connect(self.edited)
        self.text_pane.edited.connect(self.edited)
        self.letter_pane.edited.connect(self._on_letter_edited)
        self.spelling.changed.connect(self._on_spelling_changed)
        self.letter_pane.image_wanted.connect(self.image_wanted)
        self.letter_pane.html_wanted.connect(self._on_html_wanted)
        self.letter_pane.letter_wanted.connect(self._on_letter_wanted)
        for editor in self.editors:
            editor.image_pasted.connect(self.image_pasted)
            editor.files_pasted.connect(self.files_pasted)
            editor.cursorPositionChanged.connect(self.caret_moved)
            editor.zoom.changed.connect(self._on_zoomed)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus_changed)

    # -- the draft

    def show_draft(self, draft: Draft) -> None:
        """Show a draft's bodies. A draft with text only opens on the text."""
        self._is_showing = True
        try:
            self._mode = draft.mode
            self._pictures.forget()
            self.spelling.forget_ignored()
            self.html_editor.set_text(draft.html)
            if self._mode is BodyMode.LETTER:
                self.letter_pane.show_html(draft.html, is_new=True)
            self.text_pane.show_draft(draft.html, draft.text)
            self._modes.set_current("text" if draft.text and not draft.html.strip() else draft.mode.value)
            self._show_mode()
        finally:
            self._is_showing = False
        self.find_bar.hide()

    def html(self) -> str:
        """The HTML of the mail."""
        return self.letter_pane.html() if self._mode is BodyMode.LETTER else self.html_editor.exact_text()

    def text(self) -> str | None:
        return self.text_pane.own_text()

    def html_mode(self) -> BodyMode:
        """How the user writes the HTML, also while the text part is shown."""
        return self._mode

    def mode(self) -> str:
        """ "html", "letter" or "text"."""
        return self._modes.current()

    def set_mode(self, mode: str) -> None:
        self._modes.set_current(mode)

    def editor(self) -> SourceEditor | LetterEditor:
        """The shown editor."""
        match self.mode():
            case "html":
                return self.html_editor
            case "letter":
                return self.letter_pane.editor
        return self.text_pane.editor

    def caret(self) -> tuple[int, int] | None:
        """Line and column in the shown source, from 1; None while the user writes somewhere else."""
        editor = self.editor()
        if not isinstance(editor, SourceEditor) or self.window().focusWidget() is not editor:
            return None
        return editor.current_line(), editor.source.column_of(editor.textCursor().position()) + 1

    def letter_words(self) -> int | None:
        """The number of words of the letter; None while none is shown."""
        is_shown = self.mode() == "letter" and self.letter_pane.is_letter()
        return self.letter_pane.editor.letter.word_count() if is_shown else None

    def current_line(self) -> int:
        """The line of the HTML, or the paragraph of the letter, with the caret, from 1."""
        if self._mode is BodyMode.LETTER:
            return self.letter_pane.editor.textCursor().blockNumber() + 1
        return self.html_editor.current_line()

    def line_at(self, where: QPoint) -> int:
        """The line of the HTML, or the paragraph of the letter, at a point of this pane, from 1."""
        if self._mode is BodyMode.LETTER:
            viewport = self.letter_pane.editor.viewport()
            return self.letter_pane.editor.cursorForPosition(viewport.mapFrom(self, where)).blockNumber() + 1
        return self.html_editor.line_at(self.html_editor.viewport().mapFrom(self, where).y())

    def header_height(self) -> int:
        """The bar above the editor."""
        return self._header.height()

    # -- commands

    def show_place(self, start: int, end: int) -> None:
        """Show and select a part of the HTML, given in characters; nothing of it: only show the HTML.

        A letter shows the words there, if it has them as they are.
        """
        html = self.html()
        self.set_mode(self._mode.value)
        if self._mode is BodyMode.LETTER:
            self.letter_pane.select_words(words_at(html, start, end))
        elif end:
            units = [len(html[:place].encode("utf-16-le", "surrogatepass")) // 2 for place in (start, end)]
            self.html_editor.select(*units)
            self.html_editor.ensureCursorVisible()
        self.focus_editor()

    @Slot()
    def focus_editor(self) -> None:
        if self.mode() == "letter":
            self.letter_pane.focus()
        else:
            self.editor().setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def open_find(self) -> None:
        self._open_find(replacing=False)

    @Slot()
    def open_replace(self) -> None:
        self._open_find(replacing=True)

    def _open_find(self, *, replacing: bool) -> None:
        if self.mode() != "letter" or self.letter_pane.is_letter():
            self.find_bar.open_for(self.editor(), replacing=replacing)

    @Slot()
    def ask_for_line(self) -> GoToLineDialog:
        """Ask for a line of the shown source and go there; a letter has none, so its HTML is shown."""
        if self.mode() == "letter":
            self.set_mode("html")
        editor = self.editor()
        assert isinstance(editor, SourceEditor)
        dialog = GoToLineDialog(editor.current_line(), editor.source.line_count(), self)
        dialog.chosen.connect(editor.go_to_line)
        dialog.finished.connect(self.focus_editor)
        dialog.open()
        return dialog

    @Slot()
    def go_to_tag(self) -> None:
        """Go from the tag at the caret of the HTML source to the other one of its element."""
        if self.mode() == "html" and self.tags.jump():
            self.focus_editor()

    def place_image(self, name: str, line: int | None = None) -> None:
        """Put an inline image into the mail: at the cursor, or on its own after line or paragraph `line` (from 1)."""
        self.set_mode(self._mode.value)
        if self._mode is BodyMode.LETTER and self.letter_pane.is_letter():
            self.letter_pane.place_image(name, line)
            return
        self.set_mode("html")
        tag = f'<img src="cid:{name}" alt="">'
        if line is None:
            self.html_editor.insertPlainText(tag)
            return
        source = self.html_editor.source
        cursor = self.html_editor.textCursor()
        cursor.setPosition(source.line_end(line - 1))
        text = source.line_text(line - 1)
        indent = text[: len(text) - len(text.lstrip(" \t"))]
        source.insert(cursor, f"\n{indent}{tag}" if text.strip() else tag)
        self.html_editor.setTextCursor(cursor)

    def rename_image(self, old: str, new: str) -> None:
        """Rename an inline image in the HTML."""
        if self._mode is BodyMode.LETTER and self.letter_pane.is_letter():
            self.letter_pane.editor.rename_picture(old, new)
            return
        text = with_image_renamed(self.html(), old, new)
        if text == self.html():
            return
        if self._mode is BodyMode.HTML:
            self.html_editor.replace_all(text)
        else:
            self.take_back(text)

    @Slot()
    def _insert_link(self) -> None:
        words = self.html_editor.selected_text()
        start = self.html_editor.source.to_source(self.html_editor.textCursor().selectionStart())
        self.html_editor.insertPlainText(f'<a href="https://">{words or compose.LINK_WORD}</a>')
        # the cursor is inside the address
        address = start + len('<a href="https://')
        self.html_editor.select(address, address)
        self.focus_editor()

    # -- what happens

    @Slot(str)
    def _on_mode(self, mode: str) -> None:
        if self._is_showing:
            return
        if mode != "text" and mode != self._mode.value:
            html = self.html()
            self._mode = BodyMode(mode)
            if self._mode is BodyMode.LETTER:
                self.letter_pane.show_html(html)
            elif html != self.html_editor.exact_text():
                self.html_editor.replace_all(html)  # as one step of its undo history
            self._show_mode()
            self.edited.emit()
            self.mode_chosen.emit(self._mode)
        else:
            self._show_mode()

    def _show_mode(self) -> None:
        mode = self.mode()
        self._stack.setCurrentIndex(("html", "letter", "text").index(mode))
        for tool in (self._link, self._image):
            tool.setVisible(mode == "html")
        self.spelling.button.setVisible(mode != "html")
        if mode != "html":
            self.spelling.begin()
        if self.find_bar.isVisible():
            self.find_bar.hide()
            self._open_find(replacing=False)
        self.caret_moved.emit()

    @Slot()
    def _on_spelling_changed(self) -> None:
        self.letter_pane.editor.highlighter.set_checker(self.spelling.checker)
        self.text_pane.editor.colours.set_checker(self.spelling.checker)

    @Slot()
    def _on_html_wanted(self) -> None:
        self.set_mode("html")
        self.focus_editor()

    @Slot()
    def _on_letter_wanted(self) -> None:
        words = self.letter_pane.losses_in_words()
        if not self._confirm(letter.MAKE_LETTER_QUESTION, words, letter.MAKE_LETTER_VERB, parent=self.window()):
            return
        self.find_bar.hide()  # it searched a letter that was hidden
        before = self.html()
        self.letter_pane.show_html(self.letter_pane.lossy_html())
        self._on_letter_edited()
        self.focus_editor()
        self.letter_made.emit(before)

    @Slot()
    def _on_letter_edited(self) -> None:
        self._on_html_changed()
        self.edited.emit()

    def take_back(self, html: str) -> None:
        """Put back HTML from before it was made a letter."""
        self.set_mode("letter")
        self.find_bar.hide()  # the letter it searches is about to be hidden
        self.letter_pane.show_html(html)
        self._on_letter_edited()

    @Slot()
    def _on_html_changed(self) -> None:
        self.text_pane.set_html(self.html())
        self.html_changed.emit()

    @Slot(QWidget, QWidget)
    def _on_focus_changed(self, old: QWidget | None, now: QWidget | None) -> None:
        if old in self.editors or now in self.editors:
            self.caret_moved.emit()

    @Slot(int)
    def _on_zoomed(self, steps: int) -> None:
        for editor in self.editors:
            editor.zoom.set_steps(steps)
