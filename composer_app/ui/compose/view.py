"""What is where on the compose page. No behaviour."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from composer_app.ui.compose.action_row import ActionRow
from composer_app.ui.compose.attach_row import AttachRow
from composer_app.ui.compose.file_drops import Places
from composer_app.ui.compose.header import Header
from composer_app.ui.compose.letter_pane import LetterPane
from composer_app.ui.compose.message_area import MessageArea
from composer_app.ui.compose.preview_pane import PreviewPane
from composer_app.ui.compose.tab_order import put_first


class ComposeView:
    """The parts of the page, laid out from top to bottom; editor and preview 11 : 9 with a splitter."""

    def __init__(
        self,
        page: QWidget,
        header: Header,
        letter: LetterPane,
        preview: PreviewPane,
        files: AttachRow,
        actions: ActionRow,
    ) -> None:
        self._page = page
        self.header, self.letter, self.preview, self.files, self.actions = header, letter, preview, files, actions
        self.messages = MessageArea()
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setObjectName("compose_splitter")
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(letter)
        self.splitter.addWidget(preview)
        self.splitter.setStretchFactor(0, 11)
        self.splitter.setStretchFactor(1, 9)
        self.splitter.setSizes([1100, 900])
        letter.setMinimumWidth(300)
        preview.setMinimumWidth(260)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(header)
        column.addWidget(self.splitter, 1)
        for part in (files, self.messages, actions):
            column.addWidget(part)

    def order_tabs(self) -> None:
        """Let Tab go from field to field into the letter; to be done once all that takes the focus is there."""
        editors = (self.letter.html_editor, self.letter.text_pane.editor)
        put_first(self._page, [*self.header.tab_stops(), *editors, self.files, self.messages, self.actions])

    def places(self) -> Places:
        """Where files can be dropped, in the page's coordinates."""
        letter = self._below_header(self.letter)
        preview = QRect() if self.preview.isHidden() else self._below_header(self.preview)
        line = self.letter.html_editor.textCursor().blockNumber() + 1
        return Places(letter, preview, line)

    def line_at(self, where: QPoint) -> int:
        """The line of the HTML at a point of the page."""
        viewport = self.letter.html_editor.viewport()
        return self.letter.html_editor.line_at(viewport.mapFrom(self._page, where).y())

    def _below_header(self, pane: LetterPane | PreviewPane) -> QRect:
        rect = QRect(pane.mapTo(self._page, QPoint(0, 0)), pane.size())
        return rect.adjusted(0, pane.header_height(), 0, 0)
