"""Attachment intake of the open draft: checks files, copies them into the store, attaches them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from composer_app.domain import file_names, file_types
from composer_app.domain.draft import Draft
from composer_app.domain.mail import Attachment
from composer_app.services.compose.attachment_copies import AttachmentCopies
from composer_app.services.open_draft.draft_session import DraftSession
from composer_app.services.runtime.tasks import Task


class FileEvent(StrEnum):
    """An event of the intake that the user must know."""

    REFUSED_TYPE = "refused type"
    """The vendor refuses it."""
    NOT_COPIED = "not copied"
    MAIL_CLOSED = "mail closed"
    """Another draft was opened meanwhile."""
    ALREADY_THERE = "already there"
    """It is in the mail already."""
    NAME_CHANGED = "name changed"
    """It is in the mail, under a corrected name."""


@dataclass(frozen=True)
class FileNotice:
    """One event. `file_name` is the name the user knows, or for NAME_CHANGED the new one."""

    event: FileEvent
    file_name: str
    error: Exception | None = None
    """Why it was not copied."""


@dataclass(frozen=True)
class _Copying:
    """A file while it is being copied into the store."""

    task: Task[Attachment]
    name: str
    is_inline: bool
    line: int | None
    is_placed: bool
    """The HTML refers to the image already."""


class AttachmentIntake(QObject):
    """Copies files into the store at once, so that the mail sends the content as attached. GUI thread only.

    Signals:
        copying_changed: names of the files being copied.
        placed: an inline image is in the mail (its name, the line to insert it after; 0: at the cursor).
        noticed: an event that the user must know (`FileNotice`).
    """

    copying_changed = Signal(list)
    placed = Signal(str, int)
    noticed = Signal(object)

    def __init__(self, store: AttachmentCopies, session: DraftSession, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store, self._session = store, session
        self._copying: list[_Copying] = []
        self._draft_id = session.draft.id
        session.opened.connect(self._on_opened)

    def is_copying(self) -> bool:
        """True while a file is being copied."""
        return bool(self._copying)

    def attach(self, path: Path, *, is_inline: bool = False, line: int | None = None, is_placed: bool = False) -> None:
        """Copy a file into the mail.

        Args:
            is_inline: it is an inline image.
            line: the line of the HTML to insert the image after; None: at the cursor.
            is_placed: the HTML refers to the image already.
        """
        if file_types.is_refused(path.name) and not path.is_dir():
            self.noticed.emit(FileNotice(FileEvent.REFUSED_TYPE, path.name))
            return
        self._follow(_Copying(self._store.attach(path, is_inline), path.name, is_inline, line, is_placed))

    def attach_image(self, content: bytes, name: str) -> None:
        """Copy picture data, and place the image at the cursor."""
        task = self._store.attach_bytes(content, name, is_inline=True)
        self._follow(_Copying(task, name, True, None, is_placed=False))

    def _follow(self, copying: _Copying) -> None:
        self._copying.append(copying)
        copying.task.on_success(self._on_copied)
        copying.task.on_failure(self._on_failed)
        self._tell_names()

    def _ended(self) -> _Copying | None:
        """The copy whose task is calling its handler; None if its draft is closed."""
        ended = next((one for one in self._copying if one.task.is_done), None)
        if ended is not None:
            self._copying.remove(ended)
            self._tell_names()
        return ended

    def _tell_names(self) -> None:
        self.copying_changed.emit([one.name for one in self._copying])

    @Slot(object)
    def _on_copied(self, file: Attachment) -> None:
        ended = self._ended()
        if ended is None:
            return
        added, is_new = self._session.add_file(file)
        if not ended.is_inline:
            if not is_new:
                self.noticed.emit(FileNotice(FileEvent.ALREADY_THERE, added.file_name))
            elif file_names.in_one_line(file.file_name) != file.file_name:
                self.noticed.emit(FileNotice(FileEvent.NAME_CHANGED, added.file_name))
        elif not ended.is_placed:
            self.placed.emit(added.file_name, ended.line or 0)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        if (ended := self._ended()) is not None:
            self.noticed.emit(FileNotice(FileEvent.NOT_COPIED, ended.name, error))

    @Slot(object)
    def _on_opened(self, draft: Draft) -> None:
        """Copies in progress belong to the former draft, unless it is the same one with other content."""
        if draft.id == self._draft_id:
            return
        self._draft_id = draft.id
        lost, self._copying = self._copying, []
        for one in lost:
            self.noticed.emit(FileNotice(FileEvent.MAIL_CLOSED, one.name))
        self._tell_names()
