"""Rows of a dialog: label, field, and a small note below it."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QGridLayout, QLineEdit, QSizePolicy, QWidget

from composer_app.ui.theme import typography
from composer_app.ui.theme.painting import Painted
from composer_app.ui.theme.theme_store import current
from composer_app.ui.widgets.field_helpers import set_wrong
from composer_app.ui.widgets.mnemonics import letter_labels
from composer_app.ui.widgets.plain_text import Label

LABEL_WIDTH = 96
_ABOVE_NOTE, _BETWEEN = 4, 10


class Note(Painted, Label):
    """The note under a field: a grey hint or a red error. Takes no room while empty."""

    def __init__(self, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._hint, self._wrong = hint, ""
        self.setWordWrap(True)
        self.setContentsMargins(0, _ABOVE_NOTE, 0, 0)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._show()

    def minimumSizeHint(self) -> QSize:
        """One line: a wrapped QLabel asks for the height it had at its narrowest, and layouts believe it."""
        return QSize(60, self.fontMetrics().height() + _ABOVE_NOTE)

    def set_hint(self, hint: str) -> None:
        self._hint = hint
        self._show()

    def set_wrong(self, words: str) -> None:
        """What is wrong; "" brings the hint back."""
        self._wrong = words
        self._show()

    def _show(self) -> None:
        text = self._wrong or self._hint
        self.setText(text)
        self.setVisible(bool(text))
        self.restyle()

    def restyle(self) -> None:
        self.setFont(typography.small())
        colour = current().colour("danger.text") if self._wrong else current().text2
        palette = QPalette(self.palette())
        if palette.color(QPalette.ColorRole.WindowText) != colour:
            palette.setColor(QPalette.ColorRole.WindowText, colour)
            self.setPalette(palette)
        super().restyle()


class FormRows(QWidget):
    """Rows below each other; each can be hidden as a whole.

    Args:
        label_width: px at 100 % that the labels take at least, the same for groups that stand below each other.
    """

    def __init__(self, parent: QWidget | None = None, *, label_width: int = LABEL_WIDTH) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnMinimumWidth(0, label_width)
        self._grid.setColumnStretch(1, 1)
        self._count = 0
        self._labels: dict[QWidget, Label] = {}
        self._notes: dict[QWidget, Note] = {}

    def add(self, label: str, field: QWidget, hint: str = "", *, is_narrow: bool = False) -> Note:
        """One more row. `is_narrow`: the field keeps its own width."""
        words = Label(label, self)
        words.setBuddy(field)
        if not field.accessibleName():
            field.setAccessibleName(label)
        for editor in field.findChildren(QLineEdit):  # inside a spin box; the screen reader stops there
            editor.setAccessibleName(editor.accessibleName() or field.accessibleName())
        note = Note(hint, self)
        row = self._count * 3
        top = Qt.AlignmentFlag.AlignLeft if is_narrow else Qt.AlignmentFlag(0)
        self._grid.addWidget(words, row, 0, Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(field, row, 1, top)
        self._grid.addWidget(note, row + 1, 1)
        self._grid.setRowMinimumHeight(row + 2, _BETWEEN)
        self._count += 1
        self._labels[field], self._notes[field] = words, note
        return note

    def set_label(self, field: QWidget, text: str) -> None:
        self._labels[field].setText(text)
        letter_labels(self.window())
        field.setAccessibleName(text)

    def set_row_visible(self, field: QWidget, visible: bool) -> None:
        for widget in (field, self._labels[field]):
            widget.setVisible(visible)
        self._notes[field].setVisible(visible and bool(self._notes[field].text()))
        index = self._grid.indexOf(field)
        row, *_ = cast("tuple[int, int, int, int]", self._grid.getItemPosition(index))
        self._grid.setRowMinimumHeight(row + 2, _BETWEEN if visible else 0)

    def set_wrong(self, field: QWidget, words: str) -> None:
        """A red edge and the words below; "" takes both away."""
        set_wrong(field, words)
        self._notes[field].set_wrong(words)
