"""Dialog that asks for the name of a placeholder."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from composer_app.domain.placeholders import PLACEHOLDER
from composer_app.ui.texts import letter as texts
from composer_app.ui.texts import verbs
from composer_app.ui.theme import typography
from composer_app.ui.widgets.base_dialog import BaseDialog
from composer_app.ui.widgets.form_rows import FormRows

_LONGEST = 100
_FIELD = 280


class PlaceholderNameDialog(BaseDialog):
    """Opened with `open()`. `name` is the answer once it is accepted."""

    def __init__(self, name: str, verb: str, parent: QWidget | None = None) -> None:
        super().__init__("placeholder_dialog", texts.PLACEHOLDER_TITLE, parent, width=420)
        self.field = QLineEdit(name)
        self.field.setObjectName("placeholder_name")
        self.field.setMaxLength(_LONGEST)
        self.field.setMinimumWidth(typography.units(_FIELD))
        self._rows = FormRows()
        self._rows.add(texts.PLACEHOLDER_NAME, self.field, texts.PLACEHOLDER_HINT)
        self.add(self._rows)
        self.add_secondary(verbs.CANCEL, "placeholder_cancel", self.reject)
        self._do = self.add_primary(verb, "placeholder_do", self.accept)
        self.field.textChanged.connect(self._on_text_changed)
        self.field.selectAll()
        self.field.setFocus()
        self._on_text_changed()

    @property
    def name(self) -> str:
        """Without braces around it and blanks at its ends."""
        return " ".join(self.field.text().strip().removeprefix("{{").removesuffix("}}").split())

    @Slot()
    def _on_text_changed(self) -> None:
        is_right = PLACEHOLDER.fullmatch(f"{{{{{self.name}}}}}") is not None
        self._do.setEnabled(is_right)
        self._rows.set_wrong(self.field, "" if is_right or not self.name else texts.PLACEHOLDER_WRONG)
