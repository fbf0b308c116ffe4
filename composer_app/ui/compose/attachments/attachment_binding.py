"""Binds the files of the open draft to the page: pickers, drops and pastes in, chips and errors out."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, Signal, Slot
from PySide6.QtGui import QImage, QImageWriter
from PySide6.QtWidgets import QWidget

from composer_app.domain import file_types
from composer_app.domain.content_ids import content_ids
from composer_app.services.compose.attachment_copies import AttachmentCopies
from composer_app.services.compose.attachment_list import named
from composer_app.services.open_draft.attachment_intake import AttachmentIntake, FileNotice
from composer_app.services.open_draft.draft_session import DraftSession
from composer_app.services.services import Services
from composer_app.ui.compose.attachments.file_drops import FileDrops
from composer_app.ui.compose.attachments.file_picker import FilePicker
from composer_app.ui.compose.compose_view import ComposeView
from composer_app.ui.mail_view.open_attachment import AttachmentOpener
from composer_app.ui.texts import attached_files, verbs
from composer_app.ui.texts.inline_message_text import MessageKind, MessageText

_KEY = "files"


class AttachmentBinding(QObject):
    """Passes picked, dropped and pasted files to the intake; shows files and refusals.

    Signals:
        toast_wanted: text, name of the action, and the action, for the window.
    """

    toast_wanted = Signal(str, str, object)

    def __init__(
        self,
        page: QWidget,
        session: DraftSession,
        intake: AttachmentIntake,
        view: ComposeView,
        drops: FileDrops,
        services: Services,
    ) -> None:
        super().__init__(page)
        self._session, self._intake, self._view = session, intake, view
        self._store: AttachmentCopies = services.attachments
        self.picker = FilePicker(page, services.settings)
        self._opener = AttachmentOpener(services.context, self)
        self.picker.files_picked.connect(self._attach)
        self.picker.image_picked.connect(self._on_image_picked)
        self._opener.refused.connect(self._show_message)
        session.files_changed.connect(self.show_files)
        intake.placed.connect(self._on_placed)
        intake.noticed.connect(self._on_noticed)
        intake.copying_changed.connect(self._on_copying)
        drops.attached.connect(self._attach)
        drops.placed.connect(self._place)
        drops.foreign.connect(self._on_foreign)
        view.files.add_wanted.connect(self.picker.pick_files)
        view.files.open_wanted.connect(self._on_open_wanted)
        view.files.remove_wanted.connect(self._on_remove)
        view.files.rename_wanted.connect(session.rename_file)
        view.body.image_wanted.connect(self.picker.pick_image)
        view.body.image_pasted.connect(self._on_image_pasted)
        view.body.files_pasted.connect(self._on_files_pasted)

    @Slot()
    def show_files(self) -> None:
        """Show the files of the open draft."""
        self._view.files.show_files(self._session.draft.attachments, self._session.size_bytes)

    # -- into the mail

    @Slot(list)
    def _attach(self, paths: list[Path]) -> None:
        self._view.messages.take(_KEY)
        for path in paths:
            self._intake.attach(path)

    @Slot(list, int)
    def _place(self, paths: list[Path], line: int) -> None:
        self._view.messages.take(_KEY)
        for path in paths:
            self._intake.attach(path, is_inline=True, line=line)

    @Slot(Path)
    def _on_image_picked(self, path: Path) -> None:
        self._intake.attach(path, is_inline=True)

    @Slot(list)
    def _on_files_pasted(self, names: list[str]) -> None:
        takes_images = self._view.body.mode() != "text"
        for path in map(Path, names):
            self._intake.attach(path, is_inline=takes_images and file_types.is_picture(path.name))

    @Slot(QImage)
    def _on_image_pasted(self, image: QImage) -> None:
        content = QByteArray()
        buffer = QBuffer(content)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        if image.isNull() or not QImageWriter(buffer, QByteArray(b"png")).write(image):
            self._show_message(attached_files.no_picture_words())
            return
        self._intake.attach_image(bytes(content.data()), "picture.png")

    # -- what becomes of it

    @Slot(str, int)
    def _on_placed(self, name: str, line: int) -> None:
        self._view.body.place_image(name, line or None)

    @Slot(object)
    def _on_noticed(self, notice: FileNotice) -> None:
        self._show_message(attached_files.file_notice_words(notice))

    @Slot(list)
    def _on_foreign(self, addresses: list[str]) -> None:
        self._show_message(attached_files.no_file_words(addresses[0]))

    @Slot(object)
    def _show_message(self, words: MessageText) -> None:
        if words.kind is MessageKind.INFO:
            self.toast_wanted.emit(words.title, "", None)
            return
        earlier = self._view.messages.message(_KEY)
        if earlier is not None and earlier.title() != words.title:  # several files at once: each has its sentence
            words = attached_files.several_not_attached((earlier.title(), earlier.body()), words)
        self._view.messages.put(_KEY, words)

    @Slot(list)
    def _on_copying(self, names: list[str]) -> None:
        self._view.files.show_copying(names)
        self._view.actions.show_waiting(attached_files.STILL_COPYING if names else "")

    # -- a file of the mail

    @Slot(str)
    def _on_open_wanted(self, name: str) -> None:
        if (file := named(self._session.draft.attachments, name)) is not None:
            self._opener.open_copy(self._store.path_of(file), file.file_name)

    @Slot(str)
    def _on_remove(self, name: str) -> None:
        file = named(self._session.draft.attachments, name)
        undo = self._session.remove_file(name)
        if file is None or undo is None:
            return
        is_named = file.is_inline and name in content_ids(self._session.draft.html)
        text = attached_files.REMOVED_BUT_NAMED if is_named else attached_files.REMOVED
        self.toast_wanted.emit(text.format(name=name), verbs.UNDO, undo)
        self._view.files.focus_first()
