"""Placeholder of an empty page: what will be here, how to get it, one button."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QWidget

from composer_app.ui.theme import typography
from composer_app.ui.theme.painting import Painted
from composer_app.ui.theme.theme_store import current, store
from composer_app.ui.widgets.layouts import in_column
from composer_app.ui.widgets.plain_text import Label


class EmptyState(Painted, QWidget):
    """Centred in its room. ``button`` becomes a child."""

    def __init__(self, sentence: str, how: str = "", button: QWidget | None = None) -> None:
        super().__init__()
        self._sentence, self._how = Label(sentence, self), Label(how, self)
        column = in_column(self, spacing=6, margins=(32, 8, 32, 8))
        column.addStretch(2)
        for label in (self._sentence, self._how):
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
        if button is not None:
            column.addSpacing(12)
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self.set_words(sentence, how)
        self.restyle()
        store().changed.connect(self.restyle)  # a new style sheet has taken the labels' fonts back

    def set_words(self, sentence: str, how: str = "") -> None:
        self._sentence.setText(sentence)
        self._how.setText(how)
        self._how.setVisible(bool(how))
        self.setAccessibleName(f"{sentence} {how}".strip())

    def restyle(self) -> None:
        self._sentence.setFont(typography.strong(1))
        self._how.setFont(typography.body())
        grey = QPalette(self._how.palette())
        grey.setColor(QPalette.ColorRole.WindowText, current().text2)
        self._how.setPalette(grey)
        super().restyle()
