"""A mail as it is written and as it is sent: attachments, content, recipients, envelope."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from composer_app.domain.send_options import SendOptions


class RecipientKind(StrEnum):
    TO = "to"
    CC = "cc"
    BCC = "bcc"


class Mailbox(msgspec.Struct, frozen=True):
    """An address, and its display name if given."""

    address: str
    name: str = ""

    def __str__(self) -> str:
        """`Ana Kovac <ana@example.com>`, the name quoted if necessary."""
        if not self.name:
            return self.address
        if self.name[0].isalnum() and all(char.isalnum() or char in " -_'" for char in self.name):
            return f"{self.name} <{self.address}>"
        escaped = self.name.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}" <{self.address}>'


class Attachment(msgspec.Struct, frozen=True):
    """An attached file. Its bytes are in the attachment store under `sha256`, copied when it was attached."""

    sha256: str
    file_name: str
    media_type: str
    size_bytes: int
    is_inline: bool = False
    """True: an inline image, which the HTML refers to as `cid:FILE_NAME`."""


class MailContent(msgspec.Struct, frozen=True, kw_only=True):
    """The content that all recipients get: sender, subject, body and files; and the options of the send."""

    sender: str
    subject: str
    html: str = ""
    text: str = ""
    reply_to: str = ""
    attachments: tuple[Attachment, ...] = ()
    options: SendOptions = SendOptions()


def size_as_sent(attachments: tuple[Attachment, ...], html: str, text: str) -> int:
    """Bytes that count against `MAX_MESSAGE_BYTES`: files and both bodies."""
    return sum(file.size_bytes for file in attachments) + len(html.encode()) + len(text.encode())
