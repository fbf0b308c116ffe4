"""Opens an attached file in the system's program."""

from __future__ import annotations

import asyncio
import re
import shutil
import tempfile
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices

from composer_app.domain import file_types
from composer_app.services.app_context import AppContext
from composer_app.ui.texts import attached_files
from composer_app.ui.texts.problems import failure_words


class AttachmentOpener(QObject):
    """Opens a copy, so that the mail cannot be changed. Programs are not opened.

    Signals:
        refused: why nothing was opened (`MessageText`).
    """

    refused = Signal(object)

    def __init__(self, context: AppContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context

    def open_copy(self, stored: Path, name: str) -> None:
        """Copy this file of the store, and show the copy under the name that it has in the mail."""

        async def copied() -> Path | str:
            return await asyncio.to_thread(_copy_for_reading, stored, name)

        task = self._context.run(copied)
        task.on_success(self._on_copied)
        task.on_failure(self._on_failed)

    @Slot(object)
    def _on_copied(self, copy: Path | str) -> None:
        if isinstance(copy, str):
            self.refused.emit(attached_files.PROGRAM.filled(name=copy))
        elif not QDesktopServices.openUrl(QUrl.fromLocalFile(str(copy))):
            self.refused.emit(attached_files.NO_PROGRAM_FOR_IT.filled(name=copy.name))

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self.refused.emit(failure_words(error))


_FOLDERS: list[tempfile.TemporaryDirectory[str]] = []  # removed when the program ends


def _copy_for_reading(stored: Path, name: str) -> Path | str:
    """A non-executable copy; the name alone if the file is a program."""
    with stored.open("rb") as file:
        if file_types.is_program(name, file.read(64)):
            return name
    folder = tempfile.TemporaryDirectory(prefix="mail-composer-")
    _FOLDERS.append(folder)
    copy = Path(folder.name) / re.sub(r"[/\\\0]", "_", name)
    shutil.copyfile(stored, copy)
    copy.chmod(0o400)
    return copy
