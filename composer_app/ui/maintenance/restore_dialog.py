"""Dialog that replaces the archive by a backup."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from composer_app.services.services import Services
from composer_app.ui.maintenance.archive_dialog import ArchiveDialog
from composer_app.ui.maintenance.backup_dialog import FILES
from composer_app.ui.texts import maintenance
from composer_app.ui.texts.problems import problem_words

ChooseBackup = Callable[[QWidget], Path | None]


def choose_backup(parent: QWidget) -> Path | None:
    """The real one."""
    chosen, _ = QFileDialog.getOpenFileName(parent, maintenance.RESTORE_TITLE, "", f"{FILES};;{maintenance.ALL_FILES}")
    return Path(chosen) if chosen else None


class RestoreDialog(ArchiveDialog):
    """Opened with `open()`. Shows what the backup holds, and closes when the restore begins."""

    def __init__(
        self, services: Services, parent: QWidget | None = None, *, choose: ChooseBackup = choose_backup
    ) -> None:
        super().__init__("restore_dialog", maintenance.RESTORE_TITLE, maintenance.RESTORE, parent)
        self._services = services
        self._choose = choose
        self._file: Path | None = None
        self.choose_button = self.add_secondary(maintenance.CHOOSE_BACKUP, "restore_choose", self.choose)
        self.restore_button = self.add_primary(maintenance.RESTORE_VERB, "restore_do", self.restore)
        self._set_file(None)
        self.choose_button.setFocus()

    @Slot()
    def choose(self) -> None:
        """Ask for the file, and show what it holds."""
        file = self._choose(self)
        if file is None:
            return
        self._set_file(None)
        self.show_busy(maintenance.READING.format(name=file.name))
        self._looked_into = file
        task = self._services.maintenance.look_into(file)
        task.on_success(self._on_about)
        task.on_failure(self.show_failure)

    @Slot()
    def restore(self) -> None:
        """Start the restore, unless another program blocks it."""
        if self._file is None:
            return
        problem = self._services.maintenance.restore(self._file)
        if problem is None:
            self.accept()
        else:
            self.show_message(problem_words(problem))

    @Slot(object)
    def _on_about(self, about: Any) -> None:
        self._set_file(self._looked_into)
        self.show_message(maintenance.backup_of(about.made_at, about.attachments, self._looked_into.name))
        self.restore_button.setFocus()

    def _set_file(self, file: Path | None) -> None:
        self._file = file
        self.restore_button.set_available(file is not None, maintenance.CHOOSE_FIRST)
