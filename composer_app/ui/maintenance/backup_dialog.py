"""Dialog that makes a backup."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from composer_app.services.maintenance.archive_maintenance import BackedUp
from composer_app.services.services import Services
from composer_app.ui.maintenance.archive_dialog import ArchiveDialog
from composer_app.ui.texts import format as fmt
from composer_app.ui.texts import maintenance, verbs

FILES = maintenance.BACKUP_FILES

ChooseFile = Callable[[QWidget, Path], Path | None]
"""Asks where to, with a suggestion; None: nowhere."""


def choose_new(parent: QWidget, suggested: Path) -> Path | None:
    """The real one."""
    chosen, _ = QFileDialog.getSaveFileName(parent, maintenance.BACKUP_TITLE, str(suggested), FILES)
    return Path(chosen) if chosen else None


def suggestion(at: datetime) -> Path:
    """In the folder for documents, with the day in its name."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(folder) / f"mail-composer-{fmt.local_day(at).isoformat()}.zip"


class BackupDialog(ArchiveDialog):
    """Not modal. Closing it cancels the backup and removes its file."""

    def __init__(self, services: Services, parent: QWidget | None = None, *, choose: ChooseFile = choose_new) -> None:
        super().__init__("backup_dialog", maintenance.BACKUP_TITLE, maintenance.BACK_UP, parent)
        self._services = services
        self._choose = choose
        self.back_up_button = self.add_primary(maintenance.CHOOSE_FILE, "backup_do", self.back_up)
        services.maintenance.progressed.connect(self.show_share)
        self.finished.connect(services.maintenance.break_off)
        self.back_up_button.setFocus()

    @Slot()
    def back_up(self) -> None:
        """Ask where to, then write it."""
        file = self._choose(self, suggestion(self._services.context.clock()))
        if file is None:
            return
        self.back_up_button.set_available(False, maintenance.BEING_WRITTEN)
        self.close_button.setText(maintenance.STOP)
        self.show_busy(maintenance.WRITING.format(name=file.name))
        task = self._services.maintenance.back_up(file)
        task.on_success(self._on_backed_up)
        task.on_failure(self._on_failed)

    @Slot(object)
    def _on_backed_up(self, done: BackedUp | None) -> None:
        self._end()
        self.show_message(maintenance.STOPPED if done is None else maintenance.backed_up(done))

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self._end()
        self.show_failure(error)

    def _end(self) -> None:
        self.close_button.setText(verbs.CLOSE)
        self.back_up_button.set_available(True)
