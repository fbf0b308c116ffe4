"""Dialog of a link: its words and its address."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from composer_app.domain.link_address import link_address
from composer_app.ui.texts import letter as texts
from composer_app.ui.texts import verbs
from composer_app.ui.theme import typography
from composer_app.ui.widgets.base_dialog import BaseDialog
from composer_app.ui.widgets.field_helpers import NO_LIMIT
from composer_app.ui.widgets.form_rows import FormRows

_FIELD = 340


class LinkDialog(BaseDialog):
    """Opened with `open()`. Once it is accepted, `words` and `address` are the answer; no address: no link.

    Args:
        words: the text of the link; None: it is more than text, and stays.
        address: the address it has; "" for a new link.
    """

    def __init__(self, words: str | None, address: str, parent: QWidget | None = None) -> None:
        super().__init__("link_dialog", texts.LINK_TITLE, parent, width=480)
        self.address = address
        self._old_words = words
        self.words_field, self.address_field = QLineEdit(words or ""), QLineEdit(address)
        for field, name in ((self.words_field, "link_words"), (self.address_field, "link_address")):
            field.setObjectName(name)
            field.setMaxLength(NO_LIMIT)
            field.setMinimumWidth(typography.units(_FIELD))
        self._rows = FormRows()
        self._rows.add(texts.LINK_WORDS, self.words_field)
        self._rows.add(texts.LINK_ADDRESS, self.address_field, texts.LINK_HINT)
        self._rows.set_row_visible(self.words_field, words is not None)
        self.add(self._rows)
        if address:
            self.add_secondary(texts.REMOVE_LINK, "link_remove", self._on_remove, at_start=True)
        self.add_secondary(verbs.CANCEL, "link_cancel", self.reject)
        self.add_primary(texts.SET_LINK, "link_set", self._on_set)
        self.address_field.textChanged.connect(self._on_address_changed)
        first = self.words_field if words == "" else self.address_field
        first.setFocus()
        first.selectAll()

    @property
    def words(self) -> str | None:
        """The text of the link; None: it stays as it is."""
        if self._old_words is None:
            return None
        return self.words_field.text() or self._old_words or self.address_field.text().strip()

    @Slot()
    def _on_address_changed(self) -> None:
        self._rows.set_wrong(self.address_field, "")

    @Slot()
    def _on_set(self) -> None:
        address = link_address(self.address_field.text())
        if address is None:
            self._rows.set_wrong(self.address_field, texts.LINK_WRONG)
            self.address_field.setFocus()
            return
        self.address = address
        self.accept()

    @Slot()
    def _on_remove(self) -> None:
        self.address = ""
        self.accept()
