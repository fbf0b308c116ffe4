"""What a restore or a repair has brought, told in the window that has begun anew."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from composer_app.services.maintenance.exclusive_job import ExclusiveJobKind, ExclusiveJobResult
from composer_app.ui.maintenance.maintenance_dialog import MaintenanceDialog
from composer_app.ui.shell.command_registry import CommandRegistry
from composer_app.ui.texts import maintenance


class ExclusiveJobDialog(MaintenanceDialog):
    """Opened with `open()`."""

    def __init__(self, done: ExclusiveJobResult, commands: CommandRegistry, parent: QWidget | None = None) -> None:
        title = "Restore from backup" if done.kind is ExclusiveJobKind.RESTORE else "Repair archive"
        super().__init__("overhauled_dialog", title, "", parent)
        self.words.hide()
        self._commands = commands
        self.tell(maintenance.job_result(done))
        if done.in_doubt:
            self.message.add_action("Show outbox", self._show_outbox, secondary=True)
        self.close_button.setFocus()

    def _show_outbox(self) -> None:
        self.accept()
        self._commands["page_outbox"].trigger()
