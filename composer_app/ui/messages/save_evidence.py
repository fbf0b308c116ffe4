"""Saves the evidence of one mail: asks for the file, reports the result."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from composer_app.domain.message_history import MessageDetails
from composer_app.services.exchange.atomic_file import with_ending
from composer_app.services.services import Services
from composer_app.ui.texts import messages
from composer_app.ui.texts.problems import failure_words
from composer_app.ui.widgets.save_folder import remember_save_folder, save_folder

AskPath = Callable[[QWidget, str], str]
"""Asks where to; gets the suggested path, gives the chosen one or ""."""


def ask_path(parent: QWidget, suggested: str) -> str:
    """The real one: the system's own dialog, which asks before it overwrites."""
    chosen, _ = QFileDialog.getSaveFileName(parent, messages.SAVE_EVIDENCE_TITLE, suggested, messages.ZIP_FILES)
    return chosen


class SaveEvidence(QObject):
    """Signals:
    toast_requested: a sentence for a toast.
    """

    toast_requested = Signal(str)

    def __init__(self, services: Services, parent: QWidget) -> None:
        super().__init__(parent)
        self._services = services
        self._parent = parent
        self.ask_path: AskPath = ask_path

    @Slot(object)
    def save(self, details: MessageDetails | None) -> None:
        """Ask where to, then save. None: the message was deleted."""
        if details is None:
            return
        settings = self._services.settings
        chosen = self.ask_path(self._parent, str(save_folder(settings) / file_name(details)))
        if not chosen:
            return
        remember_save_folder(settings, chosen)
        task = self._services.evidence.save(details, with_ending(Path(chosen), ".zip"))
        task.on_success(self._on_saved)
        task.on_failure(self._on_failed)

    @Slot(object)
    def _on_saved(self, path: Path) -> None:
        self.toast_requested.emit(messages.EVIDENCE_SAVED.format(file=path.name))

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        words = failure_words(error)
        self.toast_requested.emit(f"{words.title} {words.body}")


def file_name(details: MessageDetails) -> str:
    """A file name that identifies the mail, valid on every file system, without an address."""
    named = details.message.message_id or f"mail-{details.message.row}"
    return f"evidence-{re.sub(r'[^A-Za-z0-9._-]+', '_', named)[:80].strip('._')}.zip"
