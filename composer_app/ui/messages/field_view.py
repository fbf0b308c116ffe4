"""Names and values in two columns; values can be selected, ids copied with a click."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QPalette
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


class FieldView(Painted, QWidget):
    """Two columns; names are grey, values wrap.

    Signals:
        copied: a sentence that says so.
    """

    copied = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fields: Fields = []
        self._names: list[Label] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        store().changed.connect(self.restyle)  # the style sheet comes after the palette and takes its colours back

    def fields(self) -> Fields:
        return list(self._fields)

    def set_fields(self, fields: Fields) -> None:
        if fields == self._fields:
            return
        self._clear()
        self._fields = list(fields)
        for row, (name, value) in enumerate(fields):
            is_id = name in _IDS
            # an id stands beside its button, on the button's middle; other values wrap below their first line
            align = Qt.AlignmentFlag.AlignVCenter if is_id else Qt.AlignmentFlag.AlignTop
            label = Label(name, self)
            label.setFont(typography.small())
            self._names.append(label)
            text = WrappedText(self, font=typography.fixed(-1) if is_id else typography.small())
            text.set_text(value)
            text.setAccessibleName(f"{name}: {value}")
            self._grid.addWidget(label, row, 0, align)
            self._grid.addWidget(text, row, 1, 1, 1 if is_id else 2, align)
            if is_id:
                self._grid.addWidget(self._copy_button(name, value), row, 2, align)
        self.restyle()

    def _copy_button(self, name: str, value: str) -> QWidget:
        object_name, tooltip = _IDS[name]
        button = quiet_button(parent=self, icon="copy", tooltip=tooltip, compact=True)
        button.setObjectName(object_name)
        button.setProperty("value", value)
        button.setFixedHeight(24)
        button.clicked.connect(self._on_copy)
        return button

    @Slot()
    def _on_copy(self) -> None:
        button = self.sender()
        if isinstance(button, QWidget):
            QGuiApplication.clipboard().setText(str(button.property("value")))
            self.copied.emit(messages.COPIED.format(text=button.property("value")))

    def _clear(self) -> None:
        self._names.clear()
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def restyle(self) -> None:
        for label in self._names:
            colours = QPalette(label.palette())
            colours.setColor(QPalette.ColorRole.WindowText, current().text2)
            label.setPalette(colours)
        super().restyle()
