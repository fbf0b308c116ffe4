"""Opens files as the content of a draft, and saves a draft as a file, off the GUI thread."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import msgspec

from composer_app.domain.content_ids import with_image_renamed
from composer_app.domain.draft import Draft
from composer_app.domain.mail import Attachment
from composer_app.services.app_context import AppContext
from composer_app.services.compose import attachment_list
from composer_app.services.compose.attachment_copies import attach_bytes_now, stored_path
from composer_app.services.exchange.atomic_file import save_content, write_atomically
from composer_app.services.mail_files.mail_file import eml_of_draft, read_mail_file
from composer_app.services.runtime.error_mapping import raising_failed
from composer_app.services.runtime.tasks import Task


@dataclass(frozen=True)
class OpenedMail:
    """Content read from a file, its files in the attachment store.

    Attributes:
        subject: None: the file has none.
        text: None: it is made from the HTML.
        left_out: names of files that the vendor refuses.
    """

    html: str
    text: str | None
    subject: str | None
    attachments: tuple[Attachment, ...]
    left_out: tuple[str, ...]


class MailFiles:
    """GUI thread only; the work is done on other threads."""

    def __init__(self, context: AppContext) -> None:
        self._context = context
        self._folder = context.profile.attachments

    def open(self, path: Path) -> Task[OpenedMail]:
        """Read HTML, EML or a ZIP with HTML, and store its files. The task fails with `Failed`: one of the MAIL_FILE_
        problems, NO_HTML_IN_FILE, FILE_TOO_BIG, FILE_UNREADABLE, FILE_IS_FOLDER, or a problem of the disk."""

        async def opened() -> OpenedMail:
            import asyncio

            return await asyncio.to_thread(_opened, self._folder, path)

        return self._context.run(opened)

    def save_html(self, html: str, path: Path) -> Task[Path]:
        """Write the HTML as it is, in UTF-8. The task succeeds with the path, or fails with `Failed`: FILE_NOT_WRITTEN
        or IN_PROFILE; an existing file stays."""
        return save_content(self._context, path, html.encode("utf-8", "replace"))

    def save_eml(self, draft: Draft, path: Path) -> Task[Path]:
        """Write the draft with its files as an EML file. Fails as `save_html` does."""
        made_at = self._context.clock()

        async def saved() -> Path:
            import asyncio

            self._context.profile.keep_out(path)
            await asyncio.to_thread(lambda: write_atomically(path, eml_of_draft(draft, made_at, self._read)))
            return path

        return self._context.run(saved, shielded=True)

    def _read(self, file: Attachment) -> bytes | None:
        try:
            return stored_path(self._folder, file.sha256).read_bytes()
        except OSError:
            return None


def _opened(folder: Path, path: Path) -> OpenedMail:
    with raising_failed():
        content = read_mail_file(path)
        files: tuple[Attachment, ...] = ()
        html = content.html
        for file in content.files:
            stored = attach_bytes_now(folder, file.content, file.name)
            if file.is_inline:
                kind = stored.media_type if stored.media_type.startswith("image/") else file.media_type
                stored = msgspec.structs.replace(stored, is_inline=True, media_type=kind)
            files, added = attachment_list.with_added(files, stored)
            if file.is_inline and added.file_name != file.name:  # the same image under two names
                html = with_image_renamed(html, file.name, added.file_name)
    return OpenedMail(html, content.text, content.subject, files, content.left_out)
