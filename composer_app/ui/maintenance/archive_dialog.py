"""Base of the dialogs about the archive."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from composer_app.ui.texts import verbs
from composer_app.ui.widgets.base_dialog import BaseDialog

_WIDTH = 520


class ArchiveDialog(BaseDialog):
    """A base dialog of fixed width, whose first button closes it."""

    def __init__(self, name: str, title: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(name, title, parent, text=text, width=_WIDTH, above_buttons=16)
        self.close_button = self.add_secondary(verbs.CLOSE, "close", self.reject)
