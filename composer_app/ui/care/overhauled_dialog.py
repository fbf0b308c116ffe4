"""What a restore or a repair has brought, told in the window that has begun anew."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from composer_app.services.overhaul import Overhauled, OverhaulKind
from composer_app.ui.care import words
from composer_app.ui.care.care_dialog import CareDialog
from composer_app.ui.commands import Commands


class OverhauledDialog(CareDialog):
    """Opened with `open()`."""

    def __init__(self, done: Overhauled, commands: Commands, parent: QWidget | None = None) -> None:
        title = "Restore from backup" if done.kind is OverhaulKind.RESTORE else "Repair archive"
        super().__init__("overhauled_dialog", title, "", parent)
        self.words.hide()
        self._commands = commands
        self.tell(words.overhauled(done))
        if done.in_doubt:
            self.message.add_action("Show outbox", self._show_outbox, secondary=True)
        self.close_button.setFocus()

    def _show_outbox(self) -> None:
        self.accept()
        self._commands["page_outbox"].trigger()
