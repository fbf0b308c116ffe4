"""Opens a file as the mail, and saves the mail as a file: asks where, and says what became of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from composer_app.domain import file_names
from composer_app.domain.ids import DraftId
from composer_app.services.exchange.atomic_file import with_ending
from composer_app.services.mail_files.mail_files import MailFiles, OpenedMail
from composer_app.services.open_draft.draft_session import DraftSession
from composer_app.services.runtime.tasks import Task
from composer_app.services.settings import Settings
from composer_app.ui.compose.attachments.file_picker import pick_one_file
from composer_app.ui.texts import mail_files, verbs
from composer_app.ui.texts.problems import failure_words
from composer_app.ui.widgets.save_folder import remember_save_folder, save_folder

_LONGEST_NAME = 80
_NO_FOLDERS = str.maketrans("/\\", "--")
AskPath = Callable[[QWidget, str], str]
"""Asks for a file; gets the suggested path, gives the chosen one or ""."""


def ask_path(parent: QWidget, suggested: str) -> str:
    """The system's own dialog, which asks before it overwrites. The ending decides what is written."""
    kinds = f"{mail_files.EML_KIND};;{mail_files.HTML_KIND}"
    chosen, kind = QFileDialog.getSaveFileName(parent, mail_files.SAVE_TITLE, suggested, kinds)
    if kind == mail_files.HTML_KIND and chosen == suggested:  # some systems keep the ending of the first kind
        return str(Path(chosen).with_suffix(".html"))
    return chosen


class MailFileFlow(QObject):
    """Signals:
    toast_wanted: text, name of the action, and the action, for the window.
    refused: why a file was not opened or saved, or what of it was left out (`MessageText`).
    """

    toast_wanted = Signal(str, str, object)
    refused = Signal(object)

    def __init__(self, page: QWidget, session: DraftSession, files: MailFiles, settings: Settings) -> None:
        super().__init__(page)
        self._page, self._session, self._files, self._settings = page, session, files, settings
        self._reading: Task[OpenedMail] | None = None
        self._name, self._draft_id = "", DraftId("")
        self.ask_path: AskPath = ask_path

    @Slot()
    def pick(self) -> QFileDialog:
        """Open the dialog for a file to open as the mail."""
        dialog = pick_one_file(self._page, self._settings, mail_files.OPEN_TITLE, mail_files.OPEN_KINDS)
        dialog.fileSelected.connect(self._on_picked)
        return dialog

    @Slot(str)
    def _on_picked(self, name: str) -> None:
        self.open_file(Path(name))

    @Slot(Path)
    def open_file(self, path: Path) -> None:
        """Make this file the content of the open draft."""
        if self._reading is not None:
            self._reading.cancel()
        self._name, self._draft_id = path.name, self._session.draft.id
        self._reading = self._files.open(path)
        self._reading.on_success(self._on_opened).on_failure(self._on_failed)

    @Slot(object)
    def _on_opened(self, opened: OpenedMail) -> None:
        self._reading = None
        if self._session.draft.id != self._draft_id:
            self.refused.emit(mail_files.OTHER_MAIL)
            return
        undo = self._session.replace_content(
            subject=opened.subject, html=opened.html, text=opened.text, attachments=opened.attachments
        )
        words = mail_files.OPENED.format(name=self._name)
        self.toast_wanted.emit(words, verbs.UNDO if undo else "", undo)
        if opened.left_out:
            self.refused.emit(mail_files.left_out_words(opened.left_out))

    @Slot()
    def save(self) -> None:
        """Ask for the name, then save the open draft as it is: as EML, or its HTML alone."""
        draft = self._session.draft
        if draft.is_empty:
            self.toast_wanted.emit(mail_files.NOTHING_TO_SAVE, "", None)
            return
        title = draft.subject.strip()[:_LONGEST_NAME].translate(_NO_FOLDERS) or mail_files.NAME
        suggested = save_folder(self._settings) / file_names.for_saving(f"{title}.eml")
        chosen = self.ask_path(self._page, str(suggested))
        if not chosen:
            return
        remember_save_folder(self._settings, chosen)
        path = with_ending(Path(chosen), ".eml")
        is_html = path.suffix.lower() in (".html", ".htm")
        task = self._files.save_html(draft.html, path) if is_html else self._files.save_eml(draft, path)
        task.on_success(self._on_saved).on_failure(self._on_failed)

    @Slot(object)
    def _on_saved(self, path: Path) -> None:
        self.toast_wanted.emit(mail_files.SAVED.format(name=path.name), "", None)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self.refused.emit(failure_words(error))
