"""The dialog for the values that stand in for empty cells of a list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from composer_app.ui.texts import recipient_lists as texts
from composer_app.ui.texts import verbs
from composer_app.ui.theme import typography
from composer_app.ui.widgets.base_dialog import BaseDialog
from composer_app.ui.widgets.layouts import in_row
from composer_app.ui.widgets.plain_text import Label

_LABEL_WIDTH, _WIDTH, _LONGEST_LABEL = 160, 480, 40


class EmptyValuesDialog(BaseDialog):
    """One field for each placeholder.

    Signals:
        chosen: the values that are not empty, by placeholder (a dict).
    """

    chosen = Signal(object)

    def __init__(self, placeholders: Sequence[str], values: Mapping[str, str], parent: QWidget) -> None:
        super().__init__(
            "empty_values_dialog", texts.VALUES_TITLE, parent, text=texts.VALUES_TEXT, width=_WIDTH, ruled=True
        )
        self._fields: dict[str, QLineEdit] = {}
        for name in placeholders:
            field = QLineEdit(values.get(name, ""))
            field.setObjectName(f"value_{name}")
            label = Label(f"{{{{{name[:_LONGEST_LABEL]}}}}}")
            label.setFixedWidth(typography.units(_LABEL_WIDTH))
            field.setAccessibleName(label.text())
            row = QWidget()
            in_row(row, label, field, grows=field, spacing=8)
            self._fields[name] = field
            self.add(row)
        self.add_secondary(verbs.CANCEL, "cancel", self.reject)
        self.add_primary(texts.SAVE_VALUES, "use_values", self._on_chosen)

    @Slot()
    def _on_chosen(self) -> None:
        self.chosen.emit({name: field.text() for name, field in self._fields.items() if field.text()})
        self.accept()
