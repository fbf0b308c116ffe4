"""What the dialogs for the archive have in common: title, words, how far it is, what came of it, buttons."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QVBoxLayout, QWidget

from composer_app.ui.texts.message import MessageText
from composer_app.ui.theme import typography
from composer_app.ui.theme.colours import MessageKind
from composer_app.ui.widgets.buttons import secondary_button
from composer_app.ui.widgets.edged_dialog import EdgedDialog
from composer_app.ui.widgets.inline_message import InlineMessage
from composer_app.ui.widgets.plain_text import Label, window_title
from composer_app.ui.widgets.progress_line import ProgressLine

_WIDTH = 520


class MaintenanceDialog(EdgedDialog):
    """Opened with `open()`, or with `show()` where one can go on working beside it. Grows with what is told."""

    def __init__(self, name: str, title: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(window_title(title))
        head, self.words = Label(title), Label(text)
        head.setFont(typography.strong(1))
        self.words.setWordWrap(True)
        self.progress = ProgressLine()
        self.progress.setObjectName("care_progress")
        self.progress.hide()
        self.message = InlineMessage(MessageKind.INFO, "")
        self.message.setObjectName("care_message")
        self.message.hide()
        self.close_button = secondary_button("Close")
        self.close_button.setObjectName("care_close")
        self.close_button.clicked.connect(self.reject)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        self._buttons.addStretch(1)
        self._buttons.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(12)
        for widget in (head, self.words, self.progress, self.message):
            column.addWidget(widget)
            widget.setFixedWidth(typography.units(_WIDTH) - 40)
        column.addSpacing(4)
        column.addLayout(self._buttons)
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetFixedSize)

    def add_button(self, button: QAbstractButton) -> None:
        """Right of those that are there: the expected next step comes last."""
        self._buttons.addWidget(button)

    def tell(self, words: MessageText) -> None:
        """What came of it."""
        self.show_busy("")
        self.message.set_content(words.kind, words.title, words.body, words.vendor)
        self.message.show()

    def show_busy(self, text: str) -> None:
        """Something is under way of which nobody knows how long it takes; "" when nothing is."""
        self.progress.set_texts(text)
        self.progress.set_busy(bool(text))
        self.progress.setVisible(bool(text))
        if text:
            self.message.hide()

    @Slot(float)
    def show_share(self, share: float) -> None:
        """So much of it is done, from 0 to 1."""
        if not self.progress.isHidden():
            self.progress.set_busy(False)
            self.progress.set_value(share)
