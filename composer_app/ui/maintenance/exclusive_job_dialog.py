"""Result of a restore or repair, shown in the window that opens after it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from composer_app.services.maintenance.exclusive_job import ExclusiveJobKind, ExclusiveJobResult
from composer_app.ui.commands.command_registry import CommandRegistry
from composer_app.ui.maintenance.archive_dialog import ArchiveDialog
from composer_app.ui.texts import maintenance, verbs


class ExclusiveJobDialog(ArchiveDialog):
    """Opened with `open()`."""

    def __init__(self, done: ExclusiveJobResult, commands: CommandRegistry, parent: QWidget | None = None) -> None:
        title = maintenance.RESTORE_TITLE if done.kind is ExclusiveJobKind.RESTORE else maintenance.REPAIR_TITLE
        super().__init__("exclusive_job_dialog", title, "", parent)
        self._commands = commands
        self.show_message(maintenance.job_result(done))
        if done.in_doubt:
            self.message.add_action(verbs.SHOW_OUTBOX, self._show_outbox, secondary=True)
        self.close_button.setFocus()

    def _show_outbox(self) -> None:
        self.accept()
        self._commands["page_outbox"].trigger()
