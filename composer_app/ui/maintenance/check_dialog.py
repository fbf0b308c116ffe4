"""Dialog that checks the archive, and offers a repair if it is damaged."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from composer_app.services.services import Services
from composer_app.ui.maintenance.archive_dialog import ArchiveDialog
from composer_app.ui.texts import maintenance
from composer_app.ui.texts.problems import problem_words


class CheckDialog(ArchiveDialog):
    """Starts at once; not modal. Closing it cancels the check.

    Args:
        for_repair: opened for a repair, which it explains.
    """

    def __init__(self, services: Services, parent: QWidget | None = None, *, for_repair: bool = False) -> None:
        title = maintenance.REPAIR_TITLE if for_repair else maintenance.CHECK_TITLE
        super().__init__("check_dialog", title, maintenance.REPAIR if for_repair else maintenance.CHECK, parent)
        self._services = services
        self.repair_button = self.add_primary(maintenance.REPAIR_TITLE, "repair_do", self.repair)
        self.repair_button.hide()
        self.show_busy(maintenance.CHECKING)
        task = services.maintenance.check()
        task.on_success(self._on_checked)
        task.on_failure(self.show_failure)
        self.finished.connect(services.maintenance.break_off)

    @Slot()
    def repair(self) -> None:
        """Start the repair; the dialog closes when it begins."""
        problem = self._services.maintenance.repair()
        if problem is None:
            self.accept()
        else:
            self.show_message(problem_words(problem))

    @Slot(object)
    def _on_checked(self, checked: Any) -> None:
        if checked is None:  # cancelled by another check or backup
            self.show_message(maintenance.STOPPED)
            return
        self.show_message(maintenance.checked(checked.problems, with_search=checked.with_search))
        self.repair_button.setVisible(bool(checked.problems))
        if checked.problems:
            self.repair_button.setFocus()
