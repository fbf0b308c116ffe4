"""Copies attached files into the attachment store, so that the mail sends the content as attached."""

from __future__ import annotations

import errno
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QIODevice, QSaveFile

from composer_app.domain import file_names
from composer_app.domain.mail import Attachment
from composer_app.domain.mail_limits import MAX_MESSAGE_BYTES
from composer_app.domain.problem import Problem, ProblemCode
from composer_app.services.app_context import AppContext
from composer_app.services.compose.media_types import media_type_of
from composer_app.services.runtime.error_mapping import Failed, raising_failed
from composer_app.services.runtime.serial_thread import SerialThread
from composer_app.services.runtime.tasks import Task

if TYPE_CHECKING:
    from composer_app.archive.attachment_store import AttachmentStore

_BLOCK_BYTES = 1024 * 1024


class AttachmentCopies:
    """Copies files into the profile's attachment store, on its own thread. GUI thread only."""

    def __init__(self, context: AppContext) -> None:
        self._context = context
        self._folder = context.profile.attachments
        self._thread: SerialThread[AttachmentStore] | None = None

    def attach(self, path: Path, is_inline: bool = False) -> Task[Attachment]:
        """Copy the file. The task succeeds with its `Attachment`; or fails with `Failed`:
        FILE_IS_FOLDER, FILE_UNREADABLE or FILE_TOO_BIG, the file's name as the subject; ARCHIVE_FULL or
        ARCHIVE_READ_ONLY if the profile cannot be written."""
        return self._asked(lambda store: _copied(store, path, is_inline))

    def attach_bytes(self, content: bytes, file_name: str, is_inline: bool = False) -> Task[Attachment]:
        """The same for data without a file, such as a picture from the clipboard."""

        def add(store: AttachmentStore) -> Attachment:
            if len(content) > MAX_MESSAGE_BYTES:
                raise Failed(Problem(ProblemCode.FILE_TOO_BIG, subject=file_name))
            sha256, size = store.add_bytes(content)
            return Attachment(sha256, file_name, media_type_of(file_name), size, is_inline)

        return self._asked(add)

    def save(self, file: Attachment, path: Path) -> Task[Path]:
        """Write the stored bytes to `path`, all or nothing; a file there is replaced. The task succeeds with the path,
        or fails with `Failed`: FILE_LOST if the store does not have them, FILE_NOT_WRITTEN, or
        IN_PROFILE."""
        stored = self.path_of(file)

        async def saved() -> Path:
            import asyncio

            self._context.profile.keep_out(path)
            await asyncio.to_thread(_write_copy, stored, path, file.file_name)
            return path

        return self._context.run(saved, shielded=True)

    def save_all(self, files: Sequence[Attachment], folder: Path) -> Task[tuple[Path, ...]]:
        """Write these files into a folder, under names that are free there. The task succeeds with the paths, or fails
        as `save` does; then files before that one are there."""
        stored = [(self.path_of(file), file.file_name) for file in files]

        async def saved() -> tuple[Path, ...]:
            import asyncio

            self._context.profile.keep_out(folder)
            return await asyncio.to_thread(_write_copies, stored, folder)

        return self._context.run(saved, shielded=True)

    def path_of(self, attachment: Attachment) -> Path:
        """The path of the bytes in the store."""
        return stored_path(self._folder, attachment.sha256)

    def stop(self) -> None:
        if self._thread is not None:
            self._thread.stop()

    def _asked(self, job: Callable[[AttachmentStore], Attachment]) -> Task[Attachment]:
        if self._thread is None:
            self._thread = SerialThread("attachments", self._open)
        return self._context.watch(self._thread.ask(lambda store: _done(store, job)))

    def _open(self) -> AttachmentStore:
        from composer_app.archive.attachment_store import AttachmentStore

        return AttachmentStore(self._folder)


def attach_now(folder: Path, path: Path, limit_bytes: int = MAX_MESSAGE_BYTES) -> Attachment:
    """Copy a file into the attachment store in `folder`, on this thread. Raises `Failed` as `attach` does."""
    from composer_app.archive.attachment_store import AttachmentStore

    return _done(AttachmentStore(folder), lambda store: _copied(store, path, is_inline=False, limit_bytes=limit_bytes))


def attach_bytes_now(folder: Path, content: bytes, file_name: str) -> Attachment:
    """The same for data without a file."""
    from composer_app.archive.attachment_store import AttachmentStore

    def add(store: AttachmentStore) -> Attachment:
        sha256, size = store.add_bytes(content)
        return Attachment(sha256, file_name, media_type_of(file_name), size)

    return _done(AttachmentStore(folder), add)


def files_kept(folder: Path) -> AbstractContextManager[None]:
    """Inside, no process deletes unneeded files of the attachment store in `folder`."""
    from composer_app.archive.attachment_store import AttachmentStore

    return AttachmentStore(folder).kept_whole()


def stored_path(folder: Path, sha256: str) -> Path:
    """The path of the bytes with this hash in the attachment store in `folder`. Any thread."""
    from composer_app.archive.attachment_store import AttachmentStore

    return AttachmentStore(folder).path(sha256)


def _done(store: AttachmentStore, job: Callable[[AttachmentStore], Attachment]) -> Attachment:
    """Run the job; an error of the store becomes ARCHIVE_FULL or ARCHIVE_READ_ONLY."""
    from composer_app.archive.attachment_store import StoreNotWritable

    with raising_failed():
        try:
            return job(store)
        except StoreNotWritable as error:
            cause = error.__cause__
            is_full = isinstance(cause, OSError) and cause.errno in (errno.ENOSPC, errno.EDQUOT)
            raise Failed(
                Problem(ProblemCode.ARCHIVE_FULL if is_full else ProblemCode.ARCHIVE_READ_ONLY, subject=str(error))
            ) from error


def _copied(store: AttachmentStore, path: Path, is_inline: bool, limit_bytes: int = MAX_MESSAGE_BYTES) -> Attachment:
    from composer_app.archive import attachment_store

    try:
        sha256, size = store.add_file(path, limit_bytes=limit_bytes)
    except attachment_store.IsFolder:
        raise Failed(Problem(ProblemCode.FILE_IS_FOLDER, subject=path.name)) from None
    except attachment_store.FileTooBig:
        raise Failed(Problem(ProblemCode.FILE_TOO_BIG, subject=path.name)) from None
    except (attachment_store.FileNotReadable, OSError) as error:
        raise Failed(Problem(ProblemCode.FILE_UNREADABLE, subject=path.name, vendor_text=_reason(error))) from None
    return Attachment(sha256, path.name, media_type_of(path.name), size, is_inline)


def _write_copy(stored: Path, path: Path, name: str) -> None:
    try:
        source = stored.open("rb")
    except OSError:
        raise Failed(Problem(ProblemCode.FILE_LOST, subject=name)) from None
    with source:
        target = QSaveFile(str(path))
        is_written = target.open(QIODevice.OpenModeFlag.WriteOnly)
        while is_written and (block := source.read(_BLOCK_BYTES)):
            is_written = target.write(block) == len(block)
        if not (is_written and target.commit()):
            target.cancelWriting()
            raise Failed(Problem(ProblemCode.FILE_NOT_WRITTEN, subject=path.name))


def _write_copies(stored: Sequence[tuple[Path, str]], folder: Path) -> tuple[Path, ...]:
    try:
        taken = {one.name for one in folder.iterdir()}
    except OSError:
        raise Failed(Problem(ProblemCode.FILE_NOT_WRITTEN, subject=folder.name)) from None
    written = []
    for path, name in stored:
        target = folder / file_names.free(file_names.for_saving(name), taken)
        _write_copy(path, target, name)
        taken.add(target.name)
        written.append(target)
    return tuple(written)


def _reason(error: Exception) -> str:
    cause = error if isinstance(error, OSError) else error.__cause__
    return (cause.strerror or "") if isinstance(cause, OSError) else ""
