"""The dialog that asks for a line of the source."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QSpinBox, QWidget

from composer_app.ui.texts import compose, verbs
from composer_app.ui.widgets.base_dialog import BaseDialog
from composer_app.ui.widgets.field_helpers import settle_spin_box
from composer_app.ui.widgets.layouts import in_row
from composer_app.ui.widgets.plain_text import Label

_WIDTH = 360


class GoToLineDialog(BaseDialog):
    """Signals:
    chosen: the number of a line, from 1.
    """

    chosen = Signal(int)

    def __init__(self, line: int, last: int, parent: QWidget) -> None:
        super().__init__("go_to_line_dialog", compose.GO_TO_LINE, parent, width=_WIDTH, ruled=True)
        self._field = QSpinBox()
        self._field.setObjectName("line_number")
        self._field.setRange(1, last)
        self._field.setValue(line)
        settle_spin_box(self._field)
        label = Label(compose.line_of(last))
        self._field.setAccessibleName(label.text())
        row = QWidget()
        in_row(row, label, self._field, grows=self._field, spacing=8)
        self.add(row)
        self.add_secondary(verbs.CANCEL, "cancel", self.reject)
        self.add_primary(compose.GO, "go", self._on_chosen)
        self._field.setFocus()
        self._field.selectAll()

    @Slot()
    def _on_chosen(self) -> None:
        self._field.interpretText()
        self.accept()
        self.chosen.emit(self._field.value())
