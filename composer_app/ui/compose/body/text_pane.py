"""The text part: made from the HTML, or the user's own."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from composer_app.services.compose.text_part import TextPartMaker
from composer_app.services.runtime.tasks import Task
from composer_app.ui.compose.body.source_editor import SourceEditor
from composer_app.ui.texts import compose
from composer_app.ui.widgets.buttons import quiet_button
from composer_app.ui.widgets.layouts import in_column
from composer_app.ui.widgets.pane_header import PaneHeader
from composer_app.ui.widgets.small_note import SmallNote

SHOW_AFTER_MS = 250


class TextPane(QWidget):
    """Shows and edits the text part.

    Signals:
        edited: the user changed, began or discarded the own text.
        own_text_dropped: the own text that was just replaced by a generated one.
    """

    edited = Signal()
    own_text_dropped = Signal(str)

    def __init__(self, maker: TextPartMaker) -> None:
        super().__init__()
        self._maker = maker
        self._html = ""
        self._is_own = False
        self._is_out_of_date = False
        self._asked: Task[str] | None = None
        self._later = QTimer(self, singleShot=True, interval=SHOW_AFTER_MS)
        self._later.timeout.connect(self._make)
        self.editor = SourceEditor(is_html=False)
        self.editor.setObjectName("text_editor")
        self.editor.setAccessibleName(compose.TEXT_PART)
        self.editor.edited.connect(self._on_edited)
        self._note = SmallNote()
        self._note.setObjectName("text_note")
        self._own = quiet_button(compose.WRITE_OWN_TEXT, compact=True, tooltip=compose.WRITE_OWN_TEXT_TIP)
        self._own.setObjectName("write_own_text")
        self._again = quiet_button(compose.MAKE_TEXT_AGAIN, compact=True, tooltip=compose.MAKE_TEXT_AGAIN_TIP)
        self._again.setObjectName("make_text_again")
        self._own.clicked.connect(self._on_own)
        self._again.clicked.connect(self._on_again)
        header = PaneHeader()
        header.row.addWidget(self._note)
        header.row.addStretch(1)
        header.row.addWidget(self._own)
        header.row.addWidget(self._again)
        in_column(self, header, self.editor, grows=self.editor)
        self._show_state()

    def show_draft(self, html: str, text: str | None) -> None:
        """Show a draft's text part; None: it is made from the HTML."""
        self._html, self._is_own, self._is_out_of_date = html, text is not None, False
        self._asked = None  # a text being made belongs to the former draft
        self.editor.set_text(text or "")
        self._show_state()
        self._make_later()

    def note(self) -> str:
        """The words above the text."""
        return self._note.words()

    def own_text(self) -> str | None:
        """The user's own text, or None while the text is made from the HTML."""
        return self.editor.text() if self._is_own else None

    def shown_text(self) -> str:
        """The text in the editor. A made text follows the HTML a moment later."""
        return self.editor.text()

    def set_html(self, html: str) -> None:
        """Follow a change of the HTML."""
        if html == self._html:
            return
        self._html = html
        if not self._is_own:
            self._make_later()
        if self._is_own and html.strip() and not self._is_out_of_date:
            self._is_out_of_date = True
        self._show_state()

    def is_out_of_date(self) -> bool:
        """True if the HTML changed since the user last edited the own text."""
        return self._is_own and self._is_out_of_date

    def _make_later(self) -> None:
        if self.isVisible():
            self._later.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._make()

    @Slot()
    def _make(self) -> None:
        self._later.stop()
        if self._is_own:
            return
        self._asked = self._maker.make(self._html).on_success(self._on_made)

    @Slot(object)
    def _on_made(self, text: str) -> None:
        if self._asked is None or not self._asked.is_done:
            return  # made from older HTML
        self._asked = None
        if not self._is_own:
            self.editor.set_text(text)

    @Slot()
    def _on_edited(self) -> None:
        # without HTML all text is the user's own; an emptied editor follows the HTML again
        self._is_own = bool(self._html.strip() and self._is_own) or bool(self.editor.text())
        self._is_out_of_date = False
        self._show_state()
        self.edited.emit()

    @Slot()
    def _on_own(self) -> None:
        self._is_own = True
        self._show_state()
        self.editor.setFocus()
        self.edited.emit()

    @Slot()
    def _on_again(self) -> None:
        dropped = self.editor.text()
        self._is_own = False
        self._show_state()
        self._make()
        self.edited.emit()
        if dropped.strip():
            self.own_text_dropped.emit(dropped)

    def take_back(self, text: str) -> None:
        """Restore the user's own text."""
        self._is_own = True
        self.editor.set_text(text)
        self._show_state()
        self.edited.emit()

    def _show_state(self) -> None:
        has_html = bool(self._html.strip())
        follows = not self._is_own and has_html
        self.editor.setReadOnly(follows)
        if not has_html:
            note = compose.PLAIN_TEXT_ONLY if self._is_own else compose.NO_HTML
        elif not self._is_own:
            note = compose.TEXT_FOLLOWS
        elif self._is_out_of_date:
            note = compose.OWN_TEXT_OUT_OF_DATE
        else:
            note = compose.OWN_TEXT
        self._note.say(note)
        self._own.setVisible(follows)
        self._again.setVisible(self._is_own and has_html)
