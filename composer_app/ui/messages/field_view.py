"""Names and values in two columns; values can be selected, ids copied with a click."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFont, QFontMetrics, QGuiApplication, QPalette
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from composer_app.ui.messages.message_fields import Fields
from composer_app.ui.texts import messages
from composer_app.ui.theme import typography
from composer_app.ui.theme.painting import Painted
from composer_app.ui.theme.theme_store import current, store
from composer_app.ui.widgets.buttons import quiet_button
from composer_app.ui.widgets.plain_text import Label
from composer_app.ui.widgets.wrapped_text import WrappedText

_IDS = {
    messages.MESSAGE_ID: ("copy_message_id", messages.COPY_THE_MESSAGE_ID),
    messages.BULK: ("copy_bulk", messages.COPY_THE_BULK),
}
"""Object name and tooltip of the button that copies the id of this name."""


_LINE, _LEAST_PADDING = 24, 4
"""Px that a line is high, with a button and without one, and the least above and below its text."""


@dataclass(frozen=True)
class _Line:
    """The widgets of one name and value. `id_name`: the name, where the value is an id; else ""."""

    id_name: str
    label: Label
    text: WrappedText
    button: QWidget | None

    def fill(self, name: str, value: str) -> None:
        self.label.setText(name)
        self.text.set_text(value)
        self.text.setAccessibleName(f"{name}: {value}")
        if self.button is not None:
            self.button.setProperty("value", value)


class FieldView(Painted, QWidget):
    """Two columns; names are grey, values wrap. The widgets of one message are filled anew for the next.

    Signals:
        copied: a sentence that says so.
    """

    copied = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fields: Fields = []
        self._lines: list[_Line] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(1, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        store().changed.connect(self.restyle)  # the style sheet comes after the palette and takes its colours back

    def fields(self) -> Fields:
        return list(self._fields)

    def set_fields(self, fields: Fields) -> None:
        if fields == self._fields:
            return
        self._fields = list(fields)
        self._drop(len(fields))
        is_made = False
        for row, (name, value) in enumerate(fields):
            id_name = name if name in _IDS else ""
            if row < len(self._lines) and self._lines[row].id_name != id_name:
                self._drop(row)
            if row == len(self._lines):
                self._lines.append(self._made(row, id_name))
                is_made = True
            self._lines[row].fill(name, value)
        if is_made:
            self.restyle()

    def _made(self, row: int, id_name: str) -> _Line:
        is_id = bool(id_name)
        # an id stands beside its button, on the button's middle; other values wrap below their first line
        align = Qt.AlignmentFlag.AlignVCenter if is_id else Qt.AlignmentFlag.AlignTop
        label = Label("", self)
        label.setFont(typography.small())
        label.setContentsMargins(0, _padding(typography.small()), 0, _padding(typography.small()))
        font = typography.fixed(-1) if is_id else typography.small()
        text = WrappedText(self, font=font, padding=_padding(font))
        button = self._copy_button(id_name) if is_id else None
        self._grid.addWidget(label, row, 0, align)
        self._grid.addWidget(text, row, 1, 1, 1 if is_id else 2, align)
        if button is not None:
            self._grid.addWidget(button, row, 2, align)
        return _Line(id_name, label, text, button)

    def _copy_button(self, id_name: str) -> QWidget:
        object_name, tooltip = _IDS[id_name]
        button = quiet_button(parent=self, icon="copy", tooltip=tooltip, compact=True)
        button.setObjectName(object_name)
        button.setFixedHeight(_LINE)
        button.clicked.connect(self._on_copy)
        return button

    @Slot()
    def _on_copy(self) -> None:
        button = self.sender()
        if isinstance(button, QWidget):
            QGuiApplication.clipboard().setText(str(button.property("value")))
            self.copied.emit(messages.COPIED.format(text=button.property("value")))

    def _drop(self, kept: int) -> None:
        """Take all lines away but the first `kept`."""
        for line in self._lines[kept:]:
            for widget in (line.label, line.text, line.button):
                if widget is not None:
                    self._grid.removeWidget(widget)
                    widget.hide()
                    widget.deleteLater()
        del self._lines[kept:]

    def restyle(self) -> None:
        for line in self._lines:
            colours = QPalette(line.label.palette())
            colours.setColor(QPalette.ColorRole.WindowText, current().text2)
            line.label.setPalette(colours)
        super().restyle()


def _padding(font: QFont) -> int:
    """Px above and below a line in this font."""
    return max((_LINE - QFontMetrics(font).height()) // 2, _LEAST_PADDING)
