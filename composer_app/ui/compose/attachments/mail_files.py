"""The files of the mail being written: copied at once, named so that no two are mixed up."""

from __future__ import annotations

import asyncio
import re
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

import msgspec
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QImage, QImageWriter

from composer_app.domain.mail import Attachment
from composer_app.services.compose.attachments import Attachments
from composer_app.services.compose.media_types import media_type_of
from composer_app.services.maintenance.erase_address import Erasure
from composer_app.services.runtime.app_context import AppContext
from composer_app.services.runtime.error_mapping import Failed
from composer_app.services.runtime.tasks import Task
from composer_app.ui.compose.attachments import file_names
from composer_app.ui.texts.message import MessageText
from composer_app.ui.texts.problems import failure_words
from composer_app.ui.theme.colours import MessageKind


@dataclass(frozen=True)
class _Copying:
    """What is known of a file while its bytes are on their way into the store."""

    task: Task[Attachment]
    name: str
    inline: bool
    line: int | None
    is_placed: bool
    """The HTML names the image already."""


class MailFiles(QObject):
    """Knows every file of the mail. GUI thread only.

    Signals:
        changed: another list, or another name in it.
        edited: the same, by a person.
        placed: an inline image is in the store (its name, the line after which it goes; 0: at the cursor).
        renamed: an inline image (old name, new name); the HTML must follow.
        refused: a file did not become an attachment; `MessageText`.
        copying_changed: the names of the files that are being copied.
    """

    changed = Signal()
    edited = Signal()
    placed = Signal(str, int)
    renamed = Signal(str, str)
    refused = Signal(object)
    copying_changed = Signal(list)

    def __init__(self, context: AppContext, store: Attachments, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context, self._store = context, store
        self._files: list[Attachment] = []
        self._copying: list[_Copying] = []

    # -- the list

    def all(self) -> tuple[Attachment, ...]:
        return tuple(self._files)

    def show_draft(self, files: tuple[Attachment, ...]) -> None:
        """Take over a draft's files. What is still being copied belonged to the mail before and is let go."""
        for lost in self._copying:
            words = MessageText(f"{lost.name} was not attached.", "Another mail was opened before it was copied.")
            self.refused.emit(words)
        self._copying.clear()
        self._files = list(files)
        self.copying_changed.emit([])
        self.changed.emit()

    def apply(self, erasure: Erasure) -> None:
        """A person was erased, maybe from the name of a file. What is being copied is copied on."""
        self._files = [erasure.applied(file) for file in self._files]
        self.changed.emit()

    def is_copying(self) -> bool:
        return bool(self._copying)

    def named(self, name: str) -> Attachment | None:
        """The file of this name."""
        return next((file for file in self._files if file.file_name == name), None)

    def find_image(self, content_id: str) -> tuple[Path, str] | None:
        """Where the bytes of an inline image lie, and its media type."""
        file = next((f for f in self._files if f.is_inline and f.file_name == content_id), None)
        return (self._store.path_of(file), file.media_type) if file else None

    # -- what a person does

    def attach(self, path: Path, *, inline: bool = False, line: int | None = None, is_placed: bool = False) -> None:
        """Copy a file into the mail.

        Args:
            inline: it is an image in the text.
            line: after which line it goes; None: at the cursor.
            is_placed: the HTML names it already.
        """
        if file_names.is_refused(path.name) and not path.is_dir():
            ending = path.suffix.lower()
            self.refused.emit(
                MessageText(
                    f"{path.name} was not attached.",
                    f"Infobip takes no {ending} files. Pack it into a zip file or send a link.",
                )
            )
            return
        self._follow(_Copying(self._store.attach(path, inline), path.name, inline, line, is_placed))

    def attach_image(self, image: QImage) -> None:
        """A picture from the clipboard, placed in the text."""
        content = QByteArray()
        buffer = QBuffer(content)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        if image.isNull() or not QImageWriter(buffer, QByteArray(b"png")).write(image):
            self.refused.emit(MessageText("The picture was not placed.", "What the clipboard holds is no picture."))
            return
        task = self._store.attach_bytes(bytes(content.data()), "picture.png", is_inline=True)
        self._follow(_Copying(task, "picture.png", True, None, is_placed=False))

    def remove(self, name: str) -> tuple[Attachment, int] | None:
        """Take a file out. Returns it and its place, for `put_back`."""
        file = self.named(name)
        if file is None:
            return None
        place = self._files.index(file)
        self._files.remove(file)
        self._tell()
        return file, place

    def put_back(self, file: Attachment, place: int) -> None:
        """Undo of `remove`."""
        if self.named(file.file_name) is None:
            self._files.insert(min(place, len(self._files)), file)
            self._tell()

    def rename(self, old: str, wanted: str) -> None:
        """Give a file another name; a name that is taken gets a number."""
        file = self.named(old)
        wanted = file_names.safe(wanted)
        if file is None or not wanted or wanted == old:
            return
        others = {other.file_name for other in self._files if other is not file}
        new = file_names.free(file_names.content_id(wanted) if file.is_inline else wanted, others)
        kind = media_type_of(new)
        if file.is_inline and not kind.startswith("image/"):
            kind = file.media_type  # it stays a picture, whatever its name
        self._files[self._files.index(file)] = msgspec.structs.replace(file, file_name=new, media_type=kind)
        if file.is_inline:
            self.renamed.emit(old, new)
        self._tell()

    def open_copy(self, name: str) -> None:
        """Show a file in the program that the system has for it: a copy, so that the mail stays as it is.

        What is a program itself is not opened: a double click on an attachment runs nothing.
        """
        file = self.named(name)
        if file is None:
            return
        stored = self._store.path_of(file)

        async def copied() -> Path | str:
            return await asyncio.to_thread(_copy_for_reading, stored, file.file_name)

        task = self._context.run(copied)
        task.on_success(self._on_copy_made)
        task.on_failure(self._on_no_copy)

    # -- copying

    def _follow(self, copying: _Copying) -> None:
        self._copying.append(copying)
        copying.task.on_success(self._on_copied)
        copying.task.on_failure(self._on_failed)
        self.copying_changed.emit([one.name for one in self._copying])

    def _ended(self) -> _Copying | None:
        """The copy that has just told how it went; None if its mail is no longer here."""
        ended = next((one for one in self._copying if one.task.is_done), None)
        if ended is not None:
            self._copying.remove(ended)
            self.copying_changed.emit([one.name for one in self._copying])
        return ended

    @Slot(object)
    def _on_copied(self, file: Attachment) -> None:
        ended = self._ended()
        if ended is None:
            return
        same = next((f for f in self._files if f.sha256 == file.sha256 and f.is_inline == ended.inline), None)
        if same is not None and (ended.inline or same.file_name == file.file_name):
            file = same  # the very same file once more
            if not ended.inline:
                words = MessageText(f"{file.file_name} is attached already.", kind=MessageKind.INFO)
                self.refused.emit(words)
        else:
            name = file_names.content_id(file.file_name) if ended.inline else file_names.in_one_line(file.file_name)
            if not ended.inline and name != file.file_name:
                told = MessageText(
                    f"Characters that no file name in a mail has are blanks now: {name}", kind=MessageKind.INFO
                )
                self.refused.emit(told)
            taken = {other.file_name for other in self._files}
            file = msgspec.structs.replace(file, file_name=file_names.free(name, taken), is_inline=ended.inline)
            self._files.append(file)
            self._tell()
        if ended.inline and not ended.is_placed:
            self.placed.emit(file.file_name, ended.line or 0)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        ended = self._ended()
        if ended is None:
            return
        words = failure_words(error)
        if isinstance(error, Failed) and error.problem.subject:
            # the reason is the system's, not the vendor's
            said = error.problem.vendor_text
            body = words.body if not said or said.isdigit() else f"{words.body} The system says: {said}."
            words = MessageText(words.title, body, "", words.kind)
        self.refused.emit(words)

    @Slot(object)
    def _on_copy_made(self, path: Path | str) -> None:
        if isinstance(path, str):
            body = "It is a program, or something that runs like one. It stays attached as it is."
            self.refused.emit(MessageText(f"{path} is not opened from here.", body, kind=MessageKind.WARNING))
        elif not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self.refused.emit(
                MessageText(f"{path.name} cannot be shown.", "This computer has no program for such files.")
            )

    @Slot(object)
    def _on_no_copy(self, error: Exception) -> None:
        self.refused.emit(failure_words(error))

    def _tell(self) -> None:
        self.changed.emit()
        self.edited.emit()


_FOLDERS: list[tempfile.TemporaryDirectory[str]] = []  # removed when the program ends


def _copy_for_reading(stored: Path, name: str) -> Path | str:
    """A copy that nobody can run; the name alone if it is a program."""
    with stored.open("rb") as file:
        if file_names.is_program(name, file.read(64)):
            return name
    folder = tempfile.TemporaryDirectory(prefix="mail-composer-")
    _FOLDERS.append(folder)
    copy = Path(folder.name) / re.sub(r"[/\\\0]", "_", name)
    shutil.copyfile(stored, copy)
    copy.chmod(0o400)
    return copy
