"""Writes the mails of rows into a ZIP, each as an EML file that mail programs open."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import BinaryIO

from composer_app.archive.archive_reader import ArchiveReader
from composer_app.archive.attachment_store import AttachmentStore
from composer_app.domain.ids import SubmissionId
from composer_app.domain.mail import Attachment, Mailbox, RecipientKind
from composer_app.domain.message_history import MessageRow
from composer_app.domain.placeholders import filled
from composer_app.domain.recipients import address_key
from composer_app.domain.submission import Recipient, Submission
from composer_app.services.exchange.atomic_file import atomic_file, temporary_name
from composer_app.services.exchange.mime_message import (
    add_addresses,
    add_bodies,
    add_file,
    header_text,
    new_message,
    sendable_text,
)

_HEADERS = {RecipientKind.TO: "To", RecipientKind.CC: "Cc", RecipientKind.BCC: "Bcc"}
_SAFE = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789@.-_+")
_LONGEST_NAME = 100


class EmlWriter:
    """One file for each message that was sent from here, as its recipient got it: with the values of the placeholders.

    Args:
        messages: the message of each of these rows of the archive.
        attachments: the folder of the attachment store.
    """

    def __init__(
        self,
        file: BinaryIO,
        reader: ArchiveReader,
        messages: Callable[[Sequence[int]], Sequence[MessageRow]],
        attachments: Path,
    ) -> None:
        self._zip = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED)
        self._reader = reader
        self._messages = messages
        self._store = AttachmentStore(attachments)
        self._last: tuple[SubmissionId | None, Submission | None] = (None, None)
        self._written: set[int] = set()

    def write(self, rows: Sequence[int]) -> int:
        """Write the mails of these rows. Returns how many rows have one; the others were not sent from here."""
        count = 0
        for message in self._messages(rows):
            if message.row in self._written:
                count += 1
                continue
            mail = self._mail_of(message)
            if mail is not None:
                self._written.add(message.row)
                count += 1
                self._zip.writestr(f"{len(self._written):06}-{_file_name(message.to)}.eml", mail)
        return count

    def finish(self) -> None:
        """Write the list of files."""
        self._zip.close()

    def close(self) -> None:
        """Let go of a ZIP that is not finished, which would finish itself otherwise."""
        self._zip.fp = None

    def _mail_of(self, message: MessageRow) -> bytes | None:
        """None: its content is not here."""
        if message.submission_id is None:
            return None
        if self._last[0] != message.submission_id:  # its other recipients are often next to it
            self._last = message.submission_id, self._reader.outbox.get(message.submission_id)
        submission = self._last[1]
        return None if submission is None else eml(message, submission, self._read_file)

    def _read_file(self, file: Attachment) -> bytes | None:
        return _bytes_of(self._store, file)


def write_eml(message: MessageRow, submission: Submission, attachments: Path, path: Path) -> Path:
    """Write the mail to one recipient to a file. Any thread. Raises `Failed`.

    Args:
        attachments: the folder of the attachment store.
    """
    store = AttachmentStore(attachments)
    with atomic_file(path, temporary_name(path)) as file:
        file.write(eml(message, submission, lambda attachment: _bytes_of(store, attachment)))
    return path


def _bytes_of(store: AttachmentStore, file: Attachment) -> bytes | None:
    """None: the file is not there any more."""
    try:
        return store.path(file.sha256).read_bytes()
    except OSError:
        return None


def eml(message: MessageRow, submission: Submission, read: Callable[[Attachment], bytes | None]) -> bytes:
    """The mail to one recipient as an RFC 5322 message.

    Args:
        read: gives the bytes of an attachment; None: they are gone, and a header names the file.
    """
    recipient = _recipient_of(message, submission)
    content, values = submission.content, recipient.placeholders
    addresses = (content.sender, content.reply_to, str(recipient.mailbox))
    mail = new_message(addresses)
    add_addresses(mail, "From", filled(content.sender, values))
    add_addresses(mail, _HEADERS[message.kind], str(recipient.mailbox))
    mail["Subject"] = header_text(filled(content.subject, values))
    if content.reply_to:
        add_addresses(mail, "Reply-To", filled(content.reply_to, values))
    mail["Date"] = message.sent_at or submission.created_at
    if message.message_id is not None:
        mail["X-Infobip-Message-Id"] = header_text(message.message_id)
    mail["X-Infobip-Bulk-Id"] = header_text(submission.bulk_id)
    files = [(file, read(file)) for file in content.attachments]
    for file, data in files:
        if data is None:
            mail["X-Missing-File"] = header_text(file.file_name)
    add_bodies(mail, sendable_text(filled(content.text, values)), sendable_text(filled(content.html, values)))
    for file, data in files:
        if data is not None:
            add_file(mail, file, data)
    return mail.as_bytes()


def _recipient_of(message: MessageRow, submission: Submission) -> Recipient:
    key = address_key(message.to)
    found = (one for one in submission.recipients if address_key(one.mailbox.address) == key)
    return next(found, Recipient(Mailbox(message.to), message.kind))


def _file_name(address: str) -> str:
    return "".join(char if char in _SAFE else "_" for char in address)[:_LONGEST_NAME].strip(".") or "mail"
