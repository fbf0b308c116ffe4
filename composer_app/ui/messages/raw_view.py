"""The vendor's raw JSON of a message, formatted and monospaced, with a copy button."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from composer_app.domain.message_history import MessageDetails
from composer_app.ui.messages.raw_json import parts_of
from composer_app.ui.texts import messages
from composer_app.ui.theme import typography
from composer_app.ui.theme.painting import Painted
from composer_app.ui.widgets.buttons import quiet_button
from composer_app.ui.widgets.plain_text import Label


class RawView(Painted, QWidget):
    """One of up to three pieces of JSON: report, log entry, answer to the send.

    Signals:
        copied: a sentence that says so.
    """

    copied = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: list[tuple[str, str]] = []
        self.choice = QComboBox(self)
        self.choice.setObjectName("raw_choice")
        self.choice.setAccessibleName(messages.WHICH_JSON)
        self.copy = quiet_button(messages.COPY, self, icon="copy", compact=True)
        self.copy.setObjectName("copy_raw")
        self.nothing = Label(messages.NOTHING_SAID, self)
        self.nothing.setWordWrap(True)
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
        self.text.setMinimumHeight(220)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.choice, 1)
        head.addWidget(self.copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.text, 1)
        column.addWidget(self.nothing)
        self.choice.currentIndexChanged.connect(self._on_chosen)
        self.copy.clicked.connect(self._on_copy)
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
        for widget in (self.choice, self.copy, self.text):
            widget.setVisible(bool(titles))
        self.nothing.setVisible(not titles)
        self._on_chosen()

    @Slot()
    def _on_chosen(self) -> None:
        number = self.choice.currentIndex()
        text = self._parts[number][1] if 0 <= number < len(self._parts) else ""
        if text != self.text.toPlainText():
            self.text.setPlainText(text)
        lines = self.text.blockCount() * self.text.fontMetrics().lineSpacing() + 20
        self.text.setFixedHeight(min(max(lines, 80), 2000))

    @Slot()
    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self.copied.emit(messages.COPIED.format(text=self.choice.currentText()))

    def restyle(self) -> None:
        self.text.setFont(typography.fixed(-1))
        super().restyle()
