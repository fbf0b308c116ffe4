"""Dialog that imports an export or a file of webhook events."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from composer_app.services.exchange.exchanges import RunningExchange
from composer_app.services.exchange.import_job import Imported, ImportJob
from composer_app.services.exchange.protocol import Ended
from composer_app.services.services import Services
from composer_app.ui.maintenance.archive_dialog import ArchiveDialog
from composer_app.ui.texts import exchange as texts
from composer_app.ui.texts import maintenance, verbs

ChooseFile = Callable[[QWidget, Path], Path | None]
"""Asks which file, beginning in a folder; None: none."""


def choose_existing(parent: QWidget, folder: Path) -> Path | None:
    """The real one."""
    chosen, _ = QFileDialog.getOpenFileName(parent, texts.IMPORT_TITLE, str(folder), texts.IMPORT_FILES)
    return Path(chosen) if chosen else None


class ImportDialog(ArchiveDialog):
    """Not modal. Closing it cancels the import; what was taken in stays."""

    def __init__(
        self, services: Services, parent: QWidget | None = None, *, choose: ChooseFile = choose_existing
    ) -> None:
        super().__init__("import_dialog", texts.IMPORT_TITLE, texts.IMPORT, parent)
        self._services = services
        self._choose = choose
        self._running: RunningExchange | None = None
        self._name = ""
        self.import_button = self.add_primary(maintenance.CHOOSE_FILE, "import_do", self.import_file)
        self.finished.connect(self.cancel)
        self.import_button.setFocus()

    @Slot()
    def import_file(self) -> None:
        """Ask which file, then take it in."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        file = self._choose(self, Path(folder))
        if file is None:
            return
        self._name = file.name
        self.import_button.set_available(False, texts.BEING_IMPORTED)
        self.close_button.setText(maintenance.STOP)
        self.show_busy(texts.importing(file.name))
        account_id = self._services.accounts.current.id
        self._running = self._services.exchanges.import_file(
            ImportJob(file=str(file.absolute()), account_id=account_id, titles=texts.COLUMNS_BY_TITLE)
        )
        self._running.progressed.connect(self._on_progressed)
        self._running.task.on_success(self._on_imported).on_failure(self._on_failed)

    @Slot()
    def cancel(self) -> None:
        """Stop the running import, soon."""
        if self._running is not None:
            self._running.cancel()

    @Slot(int, int)
    def _on_progressed(self, done: int, size: int) -> None:
        self.show_share(done / max(size, 1))

    @Slot(object)
    def _on_imported(self, ended: Ended) -> None:
        self._end()
        if isinstance(ended.result, Imported):
            self.show_message(texts.import_result(self._name, ended.result))

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self._end()
        self.show_failure(error)

    def _end(self) -> None:
        self._running = None
        self.close_button.setText(verbs.CLOSE)
        self.import_button.set_available(True)
