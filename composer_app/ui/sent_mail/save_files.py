"""Saves a sent mail and its files: asks where to, and says that they are there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from composer_app.domain import file_names
from composer_app.domain.mail import Attachment
from composer_app.domain.message_history import MessageRow
from composer_app.domain.submission import Submission
from composer_app.services.compose.attachment_copies import AttachmentCopies
from composer_app.services.exchange.atomic_file import with_ending
from composer_app.services.exchange.exchanges import Exchanges
from composer_app.services.settings import Settings
from composer_app.ui.texts import sent_mail
from composer_app.ui.texts.problems import failure_words
from composer_app.ui.widgets.save_folder import remember_save_folder, save_folder

EML_FILES = "EML (*.eml)"
_LONGEST_NAME = 80
_NO_FOLDERS = str.maketrans("/\\", "--")
AskPath = Callable[[QWidget, str], str]
"""Asks for a file or a folder; gets the suggested path, gives the chosen one or ""."""


def ask_file(parent: QWidget, suggested: str) -> str:
    """The system's own dialog, which asks before it overwrites."""
    chosen, _ = QFileDialog.getSaveFileName(parent, sent_mail.SAVE_TITLE, suggested)
    return chosen


def ask_mail(parent: QWidget, suggested: str) -> str:
    """The same for an EML file."""
    chosen, _ = QFileDialog.getSaveFileName(parent, sent_mail.SAVE_EML_TITLE, suggested, EML_FILES)
    return chosen


def ask_folder(parent: QWidget, suggested: str) -> str:
    """The system's own dialog."""
    return QFileDialog.getExistingDirectory(parent, sent_mail.SAVE_ALL_TITLE, suggested)


class SaveFiles(QObject):
    """Signals:
    toast_requested: a sentence for a toast.
    refused: why nothing was saved (`MessageText`).
    """

    toast_requested = Signal(str)
    refused = Signal(object)

    def __init__(self, copies: AttachmentCopies, exchanges: Exchanges, settings: Settings, parent: QWidget) -> None:
        super().__init__(parent)
        self._copies, self._exchanges = copies, exchanges
        self._parent = parent
        self._settings = settings
        self.ask_file: AskPath = ask_file
        self.ask_mail: AskPath = ask_mail
        self.ask_folder: AskPath = ask_folder

    @Slot(object)
    def save(self, file: Attachment) -> None:
        """Ask for the name, then save one file."""
        chosen = self.ask_file(self._parent, str(save_folder(self._settings) / file_names.for_saving(file.file_name)))
        if chosen:
            remember_save_folder(self._settings, chosen)
            self._copies.save(file, Path(chosen)).on_success(self._on_saved).on_failure(self._on_failed)

    @Slot(object)
    def save_all(self, files: Sequence[Attachment]) -> None:
        """Ask for a folder, then save all of them there under names that are free."""
        chosen = self.ask_folder(self._parent, str(save_folder(self._settings)))
        if chosen:
            self._settings.save_folder = chosen
            self._copies.save_all(files, Path(chosen)).on_success(self._on_all_saved).on_failure(self._on_failed)

    def save_mail(self, message: MessageRow, submission: Submission, subject: str) -> None:
        """Ask for the name, then save the mail as its recipient got it."""
        title = subject.strip()[:_LONGEST_NAME].translate(_NO_FOLDERS) or sent_mail.EML_NAME
        name = file_names.for_saving(f"{title}.eml")
        chosen = self.ask_mail(self._parent, str(save_folder(self._settings) / name))
        if chosen:
            remember_save_folder(self._settings, chosen)
            task = self._exchanges.save_eml(message, submission, with_ending(Path(chosen), ".eml"))
            task.on_success(self._on_mail_saved).on_failure(self._on_failed)

    @Slot(object)
    def _on_mail_saved(self, path: Path) -> None:
        self.toast_requested.emit(sent_mail.EML_SAVED.format(name=path.name))

    @Slot(object)
    def _on_saved(self, path: Path) -> None:
        self.toast_requested.emit(sent_mail.FILE_SAVED.format(name=path.name))

    @Slot(object)
    def _on_all_saved(self, paths: tuple[Path, ...]) -> None:
        self.toast_requested.emit(sent_mail.files_saved(len(paths), paths[0].parent.name))

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self.refused.emit(failure_words(error))
