"""Where dialogs that save a file begin."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths

from composer_app.services.settings import Settings
from composer_app.ui.widgets.save_folder import remember_save_folder, save_folder


def test_it_is_the_folder_of_the_last_file_as_long_as_it_is_there(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.ini")
    documents = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
    assert save_folder(settings) == documents
    (tmp_path / "reports").mkdir()
    remember_save_folder(settings, str(tmp_path / "reports" / "logs.csv"))
    assert save_folder(settings) == tmp_path / "reports"
    (tmp_path / "reports").rmdir()
    assert save_folder(settings) == documents
