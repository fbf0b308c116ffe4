"""Dialog that asks what an image shows: the words for recipients who do not see it."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from composer_app.ui.texts import letter as texts
from composer_app.ui.widgets.base_dialog import BaseDialog
from composer_app.ui.widgets.field_helpers import NO_LIMIT
from composer_app.ui.widgets.form_rows import FormRows


class ImageWordsDialog(BaseDialog):
    """Opened with `open()`. `words` is the answer once it is accepted; Esc leaves the image as it is."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__("image_words_dialog", texts.IMAGE_TITLE, parent, text=texts.IMAGE_TEXT, width=480)
        self.field = QLineEdit(words)
        self.field.setObjectName("image_words")
        self.field.setMaxLength(NO_LIMIT)
        rows = FormRows()
        rows.add(texts.IMAGE_WORDS, self.field)
        self.add(rows)
        self.add_secondary(texts.NO_WORDS, "image_no_words", self._on_none)
        self.add_primary(texts.SAVE_WORDS, "image_save_words", self.accept)
        self.field.setFocus()

    @property
    def words(self) -> str:
        return " ".join(self.field.text().split())

    @Slot()
    def _on_none(self) -> None:
        self.field.clear()
        self.accept()
