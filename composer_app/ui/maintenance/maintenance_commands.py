"""The maintenance commands of the File menu."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from composer_app.services.services import Services
from composer_app.ui.commands.command_registry import CommandRegistry


class MaintenanceCommands(QObject):
    """Opens a dialog for each; check and backup are not modal."""

    def __init__(self, services: Services, commands: CommandRegistry, window: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._window = window
        for key, slot in (
            ("check_archive", self._check),
            ("repair_archive", self._repair),
            ("back_up", self._back_up),
            ("restore_backup", self._restore),
            ("import_file", self._import),
        ):
            commands.add(key, menu="File").triggered.connect(slot)

    @Slot()
    def _check(self) -> None:
        from composer_app.ui.maintenance.check_dialog import CheckDialog  # seldom needed, like all of them

        CheckDialog(self._services, self._window).show()

    @Slot()
    def _repair(self) -> None:
        from composer_app.ui.maintenance.check_dialog import CheckDialog

        CheckDialog(self._services, self._window, for_repair=True).show()

    @Slot()
    def _back_up(self) -> None:
        from composer_app.ui.maintenance.backup_dialog import BackupDialog

        BackupDialog(self._services, self._window).show()

    @Slot()
    def _restore(self) -> None:
        from composer_app.ui.maintenance.restore_dialog import RestoreDialog

        RestoreDialog(self._services, self._window).open()

    @Slot()
    def _import(self) -> None:
        from composer_app.ui.maintenance.import_dialog import ImportDialog

        ImportDialog(self._services, self._window).show()
