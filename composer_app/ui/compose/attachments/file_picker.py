"""Non-blocking file dialogs of the compose page."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QDir, QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from composer_app.domain import file_types
from composer_app.services.settings import Settings
from composer_app.ui.texts import attached_files

FOLDER = "compose-folder"
_PICTURES = attached_files.IMAGES.format(patterns=" ".join(f"*.{ending}" for ending in sorted(file_types.PICTURES)))


def pick_one_file(page: QWidget, settings: Settings, title: str, kinds: str) -> QFileDialog:
    """Open the dialog for one file, in the folder of the last picked one.

    Args:
        kinds: the kinds of files, as `QFileDialog.setNameFilter` takes them.
    """
    dialog = _dialog(page, settings, title)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilter(kinds)
    dialog.open()
    return dialog


def _dialog(page: QWidget, settings: Settings, title: str) -> QFileDialog:
    dialog = QFileDialog(page, title)
    dialog.setObjectName("file_dialog")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    last = bytes(settings.layout(FOLDER).data()).decode(errors="replace")
    dialog.setDirectory(last if last and QDir(last).exists() else QDir.homePath())
    return dialog


class FilePicker(QObject):
    """Starts in the folder of the last picked file.

    Signals:
        files_picked: paths to attach.
        image_picked: the path of an image to place in the text.
    """

    files_picked = Signal(list)
    image_picked = Signal(Path)

    def __init__(self, page: QWidget, settings: Settings) -> None:
        super().__init__(page)
        self._page, self._settings = page, settings

    @Slot()
    def pick_files(self) -> QFileDialog:
        """Open the dialog for files to attach."""
        dialog = _dialog(self._page, self._settings, attached_files.ATTACH_FILES)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self._on_files)
        dialog.open()
        return dialog

    @Slot()
    def pick_image(self) -> QFileDialog:
        """Open the dialog for an image in the text."""
        dialog = pick_one_file(self._page, self._settings, attached_files.PLACE_IMAGE, _PICTURES)
        dialog.filesSelected.connect(self._on_image)
        return dialog

    @Slot(list)
    def _on_files(self, names: list[str]) -> None:
        self._remember_folder(names)
        self.files_picked.emit([Path(name) for name in names])

    @Slot(list)
    def _on_image(self, names: list[str]) -> None:
        self._remember_folder(names)
        for name in names:
            self.image_picked.emit(Path(name))

    def _remember_folder(self, names: list[str]) -> None:
        if names:
            self._settings.set_layout(FOLDER, QByteArray(str(Path(names[0]).parent).encode()))
