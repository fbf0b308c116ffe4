"""The file dialogs: each begins where the last file was."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from composer_app.services.settings import Settings
from composer_app.ui.compose.attachments.file_picker import FilePicker


@pytest.fixture
def picker(qtbot: QtBot, tmp_path: Path) -> FilePicker:
    page = QWidget()
    qtbot.addWidget(page)
    page.show()
    made = FilePicker(page, Settings(tmp_path / "settings.ini"))
    made.setProperty("page", page)  # it lives as long as the page
    return made


def test_files_are_picked_where_the_last_ones_were(qtbot: QtBot, picker: FilePicker, tmp_path: Path) -> None:
    file = tmp_path / "bills" / "a.pdf"
    file.parent.mkdir()
    file.write_bytes(b"x")
    first = picker.pick_files()
    assert Path(first.directory().absolutePath()) == Path.home()
    with qtbot.waitSignal(picker.files_picked) as picked:
        first.filesSelected.emit([str(file)])

    second = picker.pick_image()

    assert picked.args == [[file]]
    assert Path(second.directory().absolutePath()) == file.parent


def test_an_image_is_picked_among_images(qtbot: QtBot, picker: FilePicker, tmp_path: Path) -> None:
    dialog = picker.pick_image()
    with qtbot.waitSignal(picker.image_picked) as picked:
        dialog.filesSelected.emit([str(tmp_path / "map.png")])

    assert picked.args == [tmp_path / "map.png"]
    assert "*.png" in dialog.nameFilters()[0]
    assert dialog.fileMode() is QFileDialog.FileMode.ExistingFile
