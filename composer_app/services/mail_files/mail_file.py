"""Reads any file that can be the content of a draft, known by its ending or its bytes, and writes a draft to a file."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from composer_app.domain.draft import Draft
from composer_app.domain.mail import Attachment
from composer_app.domain.problem import Problem, ProblemCode
from composer_app.services.compose.html_to_text import text_of_html
from composer_app.services.exchange.mime_message import (
    add_addresses,
    add_bodies,
    add_file,
    header_text,
    new_message,
    sendable_text,
)
from composer_app.services.mail_files.eml_file import read_eml_file
from composer_app.services.mail_files.file_content import FileContent
from composer_app.services.mail_files.html_file import read_html_file
from composer_app.services.mail_files.zip_file import read_zip_file
from composer_app.services.runtime.error_mapping import Failed

_HTML_ENDINGS = (".html", ".htm")
_HEADER = re.compile(rb"(?:From .*\r?\n)?[a-z0-9-]{1,76}:[ \t].*", re.IGNORECASE)
_START_BYTES = 512


def read_mail_file(path: Path) -> FileContent:
    """Read HTML, EML or a ZIP with HTML. Any thread. Raises `Failed`, with the name of the file as its subject."""
    try:
        if path.is_dir():
            raise Failed(Problem(ProblemCode.FILE_IS_FOLDER, subject=path.name))
        with path.open("rb") as file:
            start = file.read(_START_BYTES)
        return _reader_of(path, start)(path)
    except OSError as error:
        text = error.strerror or ""
        raise Failed(Problem(ProblemCode.FILE_UNREADABLE, subject=path.name, vendor_text=text)) from error


def _reader_of(path: Path, start: bytes) -> Callable[[Path], FileContent]:
    if path.suffix.lower() in _HTML_ENDINGS:
        return read_html_file
    if start.startswith(b"PK"):
        return read_zip_file
    return read_eml_file if _HEADER.match(start) else read_html_file


def eml_of_draft(draft: Draft, made_at: datetime, read: Callable[[Attachment], bytes | None]) -> bytes:
    """The draft as a mail that mail programs open as one to be edited. Bcc is in it: it is the user's own copy.

    Args:
        read: gives the bytes of an attachment; None: they are gone, and a header names the file.
    """
    mail = new_message((draft.sender, draft.reply_to, *draft.to, *draft.cc, *draft.bcc))
    mail["X-Unsent"] = "1"
    headers = {"From": (draft.sender,), "To": draft.to, "Cc": draft.cc, "Bcc": draft.bcc, "Reply-To": (draft.reply_to,)}
    for name, written in headers.items():
        if addresses := ", ".join(filter(None, written)):
            add_addresses(mail, name, addresses)
    mail["Subject"] = header_text(draft.subject)
    mail["Date"] = made_at
    files = [(file, read(file)) for file in draft.attachments]
    for file, data in files:
        if data is None:
            mail["X-Missing-File"] = header_text(file.file_name)
    text = draft.text if draft.text is not None else text_of_html(draft.html)
    add_bodies(mail, sendable_text(text), sendable_text(draft.html))
    for file, data in files:
        if data is not None:
            add_file(mail, file, data)
    return mail.as_bytes()
