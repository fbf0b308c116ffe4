"""Builds a mail as an RFC 5322 message, as mail programs open it."""

from __future__ import annotations

from collections.abc import Iterable
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8

from composer_app.domain.file_names import in_one_line
from composer_app.domain.mail import Attachment


def new_message(addresses: Iterable[str]) -> EmailMessage:
    """An empty mail between these addresses."""
    return EmailMessage(policy=SMTP if all(map(str.isascii, map(_bare, addresses))) else SMTPUTF8)


def add_addresses(mail: EmailMessage, name: str, written: str) -> None:
    """What is no address, as a repair or a placeholder may leave it, goes under a name of its own, as plain words."""
    try:
        mail[name] = header_text(written)
    except (AttributeError, IndexError, TypeError):  # the parser of addresses breaks with those
        mail[f"X-Unreadable-{name}"] = header_text(written)


def add_bodies(mail: EmailMessage, text: str, html: str) -> None:
    """Add both bodies, or the one that there is."""
    if text or not html:
        mail.set_content(text)
    if text and html:
        mail.add_alternative(html, subtype="html")
    elif html:
        mail.set_content(html, subtype="html")


def add_file(mail: EmailMessage, file: Attachment, data: bytes) -> None:
    """Add an attached file, or an inline image where the mail has HTML. Call it after `add_bodies`."""
    kind, _, subtype = file.media_type.partition("/")
    name = header_text(file.file_name)
    if not (kind.isalnum() and subtype) or kind in ("multipart", "message", "text"):
        kind, subtype = "application", "octet-stream"
    html = mail.get_body(("html",))
    if file.is_inline and isinstance(html, EmailMessage):
        html.add_related(data, kind, subtype, cid=f"<{name}>", filename=name, disposition="inline")
    else:
        mail.add_attachment(data, kind, subtype, filename=name)


def _bare(address: str) -> str:
    """Without a display name, which may have any letters."""
    return address.rpartition("<")[2]


def header_text(value: str) -> str:
    """A value in one line, without repeated blanks."""
    return " ".join(in_one_line(sendable_text(value)).split())


def sendable_text(value: str) -> str:
    """Without half characters, which a broken paste leaves and no mail can carry."""
    return value.encode("utf-8", "replace").decode()
