"""Dialog that asks for the name of a view."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from composer_app.domain.saved_views import MAX_NAME
from composer_app.ui.texts import saved_views as texts
from composer_app.ui.texts import verbs
from composer_app.ui.theme import typography
from composer_app.ui.widgets.base_dialog import BaseDialog
from composer_app.ui.widgets.layouts import in_row
from composer_app.ui.widgets.plain_text import Label, breakable


class ViewNameDialog(BaseDialog):
    """One field. `name` is the answer once it was accepted."""

    def __init__(self, title: str, text: str, verb: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__("view_name_dialog", title, parent, text=breakable(text, 400), width=420)
        self.field = QLineEdit(name, self)
        self.field.setObjectName("view_name")
        self.field.setMaxLength(MAX_NAME)
        self.field.setMinimumWidth(typography.units(280))
        label = Label(texts.NAME_LABEL, self)
        label.setBuddy(self.field)
        holder = QWidget(self)
        in_row(holder, label, self.field, grows=self.field, spacing=12)
        self.add(holder)
        self.cancel_button = self.add_secondary(verbs.CANCEL, "view_name_cancel", self.reject)
        self.do_button = self.add_primary(verb, "view_name_do", self.accept)
        self.field.textChanged.connect(self._on_text_changed)
        self.field.returnPressed.connect(self.do_button.click)
        self._on_text_changed()
        self.field.selectAll()
        self.field.setFocus()

    @property
    def name(self) -> str:
        """Without blanks at its ends."""
        return " ".join(self.field.text().split())

    @Slot()
    def _on_text_changed(self) -> None:
        self.do_button.setEnabled(bool(self.name))
