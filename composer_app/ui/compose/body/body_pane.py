"""The left half of the body: HTML or text, with its tools and the find bar."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from composer_app.domain.content_ids import with_image_renamed
from composer_app.domain.draft import Draft
from composer_app.services.compose.text_part import TextPartMaker
from composer_app.ui.commands.shortcuts import with_keys
from composer_app.ui.compose.body.find_bar import FindBar
from composer_app.ui.compose.body.source_editor import SourceEditor
from composer_app.ui.compose.body.text_pane import TextPane
from composer_app.ui.texts import attached_files, compose
from composer_app.ui.widgets.buttons import quiet_button
from composer_app.ui.widgets.layouts import in_column
from composer_app.ui.widgets.pane_header import PaneHeader
from composer_app.ui.widgets.segmented import Segmented, SegmentItem


class BodyPane(QWidget):
    """Signals:
    edited: the user changed the HTML or the own text.
    html_changed: the HTML changed, by the user or not.
    image_wanted: the button for an image was pressed.
    image_pasted, files_pasted: from the clipboard.
    caret_moved: `caret` gives another place.
    """

    edited = Signal()
    html_changed = Signal()
    image_wanted = Signal()
    image_pasted = Signal(QImage)
    files_pasted = Signal(list)
    caret_moved = Signal()

    def __init__(self, maker: TextPartMaker) -> None:
        super().__init__()
        self._modes = Segmented(
            [SegmentItem("html", compose.HTML), SegmentItem("text", compose.TEXT)], name=compose.PART_OF_MAIL
        )
        self._modes.setObjectName("body_mode")
        self.html_editor = SourceEditor(is_html=True)
        self.html_editor.setObjectName("html_editor")
        self.html_editor.setAccessibleName(compose.HTML_SOURCE)
        self.html_editor.setPlaceholderText(compose.HTML_HINT)
        self.text_pane = TextPane(maker)
        self._editors = (self.html_editor, self.text_pane.editor)
        self.find_bar = FindBar()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.html_editor)
        self._stack.addWidget(self.text_pane)
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
        for tool in (self._link, self._image, self._search):
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
        for editor in self._editors:
            editor.image_pasted.connect(self.image_pasted)
            editor.files_pasted.connect(self.files_pasted)
            editor.cursorPositionChanged.connect(self.caret_moved)
            editor.zoomed.connect(self._on_zoomed)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus_changed)

    # -- the draft

    def show_draft(self, draft: Draft) -> None:
        """Show a draft's bodies. A draft with text only opens on the text."""
        self.html_editor.set_text(draft.html)
        self.text_pane.show_draft(draft.html, draft.text)
        self._modes.set_current("text" if draft.text and not draft.html.strip() else "html")
        self.find_bar.hide()

    def html(self) -> str:
        return self.html_editor.text()

    def text(self) -> str | None:
        return self.text_pane.own_text()

    def mode(self) -> str:
        """ "html" or "text"."""
        return self._modes.current()

    def set_mode(self, mode: str) -> None:
        self._modes.set_current(mode)

    def editor(self) -> SourceEditor:
        """The shown editor."""
        return self.html_editor if self.mode() == "html" else self.text_pane.editor

    def caret(self) -> tuple[int, int] | None:
        """Line and column in the shown editor, from 1; None while the user writes somewhere else."""
        editor = self.editor()
        if self.window().focusWidget() is not editor:
            return None
        return editor.current_line(), editor.source.column_of(editor.textCursor().position()) + 1

    def header_height(self) -> int:
        """The bar above the editor."""
        return self._header.height()

    # -- commands

    @Slot()
    def focus_editor(self) -> None:
        self.editor().setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def open_find(self) -> None:
        self.find_bar.open_for(self.editor(), replacing=False)

    @Slot()
    def open_replace(self) -> None:
        self.find_bar.open_for(self.editor(), replacing=True)

    def place_image(self, name: str, line: int | None = None) -> None:
        """Put an inline image into the HTML: at the cursor, or as a line of its own after `line` (from 1)."""
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
        text = with_image_renamed(self.html(), old, new)
        if text != self.html():
            self.html_editor.replace_all(text)

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
        self._stack.setCurrentIndex(0 if mode == "html" else 1)
        for tool in (self._link, self._image):
            tool.setVisible(mode == "html")
        if self.find_bar.isVisible():
            self.find_bar.open_for(self.editor(), replacing=False)
        self.caret_moved.emit()

    @Slot()
    def _on_html_changed(self) -> None:
        self.text_pane.set_html(self.html())
        self.html_changed.emit()

    @Slot(QWidget, QWidget)
    def _on_focus_changed(self, old: QWidget | None, now: QWidget | None) -> None:
        if old in self._editors or now in self._editors:
            self.caret_moved.emit()

    @Slot(int)
    def _on_zoomed(self, steps: int) -> None:
        for editor in self._editors:
            editor.set_zoom(steps)
