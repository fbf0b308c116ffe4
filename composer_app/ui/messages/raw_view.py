"""The vendor's raw JSON of a message: it folds, words are found in it, and what is no JSON is shown as text."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QFrame, QPlainTextEdit, QWidget

from composer_app.domain.message_history import MessageDetails
from composer_app.ui.messages.raw_json import parts_of
from composer_app.ui.texts import format as fmt
from composer_app.ui.texts import messages
from composer_app.ui.theme import typography
from composer_app.ui.theme.painting import Painted
from composer_app.ui.widgets.buttons import quiet_button
from composer_app.ui.widgets.json_view.json_view import JsonView
from composer_app.ui.widgets.layouts import in_column, in_row
from composer_app.ui.widgets.plain_text import Label
from composer_app.ui.widgets.small_note import SmallNote

MOST_SHOWN = 200_000
"""Characters of a text that are shown: more, often in one line, would stop the window."""
_LEAST, _MOST = 120, 600
"""Px of the height that follows the content."""


class RawView(Painted, QWidget):
    """One of up to three pieces of JSON: report, log entry, answer to the send.

    Signals:
        copied: a sentence that says so.

    Args:
        fills: takes the room there is; False: as high as its rows, within limits.
    """

    copied = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, fills: bool = False) -> None:
        super().__init__(parent)
        self._fills = fills
        self._parts: list[tuple[str, str]] = []
        self.choice = QComboBox(self)
        self.choice.setObjectName("raw_choice")
        self.choice.setAccessibleName(messages.WHICH_JSON)
        self.copy = quiet_button(messages.COPY, self, icon="copy", tooltip=messages.COPY_AS_RECEIVED, compact=True)
        self.copy.setObjectName("copy_raw")
        self.nothing = Label(messages.NOTHING_SAID, self)
        self.nothing.setWordWrap(True)
        self.json = JsonView(self)
        self.json.setObjectName("raw_json")
        self.note = SmallNote(self)
        self.note.setObjectName("no_json_note")
        self.text = QPlainTextEdit(self)
        self.text.setObjectName("raw_text")
        self.text.setAccessibleName(messages.RAW_JSON)
        self.text.setReadOnly(True)
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setTabChangesFocus(True)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.text.document().setDocumentMargin(0)
        head = in_row(None, self.choice, self.copy, grows=self.choice, spacing=8)
        column = in_column(self, head, self.note, self.text, self.json, self.nothing, spacing=8)
        for growing in (self.text, self.json):
            column.setStretchFactor(growing, 1)
        self.choice.currentIndexChanged.connect(self._on_chosen)
        self.copy.clicked.connect(self._on_copy)
        self.json.copied.connect(self.copied)
        self.json.read.connect(self._on_read)
        self.json.refused.connect(self._on_refused)
        self.json.table.rows.rowsInserted.connect(self._fit_height)
        self.json.table.rows.rowsRemoved.connect(self._fit_height)
        self.json.table.rows.modelReset.connect(self._fit_height)
        self.restyle()

    def set_details(self, details: MessageDetails) -> None:
        """Show the JSON of this message, of the same kind as before if it has one."""
        wanted = self.choice.currentText()
        self._parts = parts_of(details)
        titles = [title for title, _ in self._parts]
        self.choice.blockSignals(True)
        self.choice.clear()
        self.choice.addItems(titles)
        self.choice.setCurrentIndex(titles.index(wanted) if wanted in titles else 0)
        self.choice.blockSignals(False)
        for widget in (self.choice, self.copy):
            widget.setVisible(bool(titles))
        self.nothing.setVisible(not titles)
        self._on_chosen()

    def _shown_part(self) -> str:
        number = self.choice.currentIndex()
        return self._parts[number][1] if 0 <= number < len(self._parts) else ""

    @Slot()
    def _on_chosen(self) -> None:
        has_text = bool(self._parts)
        self._show_json(is_shown=has_text)
        if has_text:
            self.json.set_text(self._shown_part())

    @Slot()
    def _on_read(self) -> None:
        self._show_json(is_shown=True)
        self._fit_height()

    @Slot()
    def _on_refused(self) -> None:
        text = self._shown_part()
        self._show_json(is_shown=False)
        note = messages.NO_JSON
        if len(text) > MOST_SHOWN:
            note = messages.NO_JSON_CUT.format(part=fmt.number(MOST_SHOWN), whole=fmt.number(len(text)))
        self.note.say(note)
        self.note.show()
        self.text.setPlainText(text[:MOST_SHOWN])
        self.text.show()
        if not self._fills:
            lines = self.text.blockCount() * self.text.fontMetrics().lineSpacing() + 20
            self.text.setFixedHeight(min(max(lines, _LEAST), _MOST))

    def _show_json(self, *, is_shown: bool) -> None:
        self.json.setVisible(is_shown)
        self.note.hide()
        self.text.hide()

    @Slot()
    def _fit_height(self) -> None:
        if not self._fills:
            table = self.json.table
            rows = table.rows.rowCount() * table.verticalHeader().defaultSectionSize() + 20
            table.setFixedHeight(min(max(rows, _LEAST), _MOST))

    @Slot()
    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._shown_part())
        self.copied.emit(messages.COPIED.format(text=self.choice.currentText()))

    def restyle(self) -> None:
        self.text.setFont(typography.fixed(-1))
        super().restyle()
