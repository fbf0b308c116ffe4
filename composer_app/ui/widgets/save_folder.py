"""The folder in which a dialog that saves a file begins: that of the file saved last, else the one for documents."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths

from composer_app.services.settings import Settings


def save_folder(settings: Settings) -> Path:
    """Where the next dialog begins."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(settings.save_folder or documents)


def remember_save_folder(settings: Settings, chosen: str) -> None:
    """The user has chosen this file."""
    settings.save_folder = str(Path(chosen).absolute().parent)
