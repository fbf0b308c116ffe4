"""Renders a stored message as the mail that its recipient gets."""

from __future__ import annotations

import re
import string
from datetime import UTC, datetime
from email.header import Header
from email.headerregistry import Address, HeaderRegistry
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8, EmailPolicy
from email.utils import format_datetime

from composer_app.sandbox.mail.addresses import Mailbox
from composer_app.sandbox.mail.placeholders import fill_in
from composer_app.sandbox.mail.send_request import FilePart
from composer_app.sandbox.store.blobs import Blobs
from composer_app.sandbox.store.rows import Content, Message

_CONTENT_TYPE = re.compile(r"([a-z0-9!#$&^_.+-]{1,100})/([a-z0-9!#$&^_.+-]{1,100})")
# The client's own headers are kept unparsed: the library's parsers of Reply-To and the like fail on invalid ones.
_FREE_TEXT = HeaderRegistry(use_default_map=False)
_ID_CHARS = frozenset(string.ascii_letters + string.digits + "-_.")
# Part of every Message-ID: a reserved domain.
_ID_DOMAIN = "sandbox.invalid"


def render(message: Message, content: Content, blobs: Blobs) -> bytes:
    """Returns the whole mail, RFC 5322, with the recipient's placeholders filled in and all files in it.

    A ready-made MIME mail is returned as received, without its Bcc.
    """
    if content.mime is not None:
        return without_header(blobs.read(content.mime), b"bcc")
    mail = EmailMessage(_policy(message, content))
    _add_headers(mail, message, content)
    values = message.placeholders
    texts = [(content.text, "plain"), (content.amp_html, "x-amp-html"), (content.html, "html")]
    bodies = [(fill_in(text, values), kind) for text, kind in texts if text] or [("", "plain")]
    for text, kind in bodies:
        if mail.get_content_type() == "multipart/alternative" or mail.get_payload() is not None:
            mail.add_alternative(text, subtype=kind)
        else:
            mail.set_content(text, subtype=kind)
    html = mail.get_body(("html",))
    for image in content.inline_images:
        data = blobs.read(image.blob)
        maintype, subtype = _content_type(image)
        if isinstance(html, EmailMessage):
            html.add_related(
                data, maintype, subtype, filename=image.file_name, disposition="inline", cid=f"<{image.file_name}>"
            )
        else:
            mail.add_attachment(data, maintype, subtype, filename=image.file_name)
    for file in content.attachments:
        maintype, subtype = _content_type(file)
        mail.add_attachment(blobs.read(file.blob), maintype, subtype, filename=file.file_name)
    return mail.as_bytes()


def without_header(mail: bytes, name: bytes) -> bytes:
    """Returns the mail unchanged, except for one header."""
    lines = mail.splitlines(keepends=True)
    end = next((index for index, line in enumerate(lines) if not line.strip()), len(lines))
    kept: list[bytes] = []
    is_kept = True
    for line in lines[:end]:
        if line[:1] not in b" \t":
            is_kept = line.partition(b":")[0].strip().lower() != name
        if is_kept:
            kept.append(line)
    return b"".join([*kept, *lines[end:]])


def _add_headers(mail: EmailMessage, message: Message, content: Content) -> None:
    mail["From"] = _address(message.sender)
    mail["To"] = [_address(box) for box in content.visible_to or (message.recipient,)]
    if content.cc:
        mail["Cc"] = [_address(box) for box in content.cc]
    if content.reply_to:
        mail["Reply-To"] = _address(content.reply_to)
    # email.header, because the newer folding of Python 3.11 puts spaces between split words of other scripts.
    mail.set_raw("Subject", Header(_one_line(message.subject), header_name="Subject").encode())
    mail["Date"] = format_datetime(datetime.fromtimestamp(message.sent_at_ms // 1000, UTC))
    local = "".join(char if char in _ID_CHARS else f"={ord(char):x}" for char in message.message_id)
    mail["Message-ID"] = f"<{local}@{_ID_DOMAIN}>"
    for name, value in content.headers.items():
        # Some fields may occur only once; the client's counts.
        del mail[name]
        mail[name] = _FREE_TEXT(name, _one_line(fill_in(value, message.placeholders)))


def _one_line(text: str) -> str:
    """Joins the lines of a header: the value of a placeholder may contain line breaks."""
    return " ".join(text.splitlines())


def _address(box: Mailbox) -> Address:
    return Address(box.name, box.local, _ascii_domain(box.domain))


def _ascii_domain(domain: str) -> str:
    try:
        return domain.encode("idna").decode()
    except UnicodeError:
        return domain


def _policy(message: Message, content: Content) -> EmailPolicy[EmailMessage]:
    """ASCII headers, unless an address itself cannot be written in ASCII."""
    boxes = [message.sender, message.recipient, *content.visible_to, *content.cc]
    boxes += [content.reply_to] if content.reply_to else []
    is_ascii = all(box.local.isascii() and _ascii_domain(box.domain).isascii() for box in boxes)
    return (SMTP if is_ascii else SMTPUTF8).clone(refold_source="none")


def _content_type(file: FilePart) -> tuple[str, str]:
    """Returns the type the client gave, except where a mail reader would open the part and lose its bytes."""
    found = _CONTENT_TYPE.fullmatch(file.content_type.partition(";")[0].strip().lower())
    if found is None or found[1] in {"multipart", "message"}:
        return "application", "octet-stream"
    return found[1], found[2]
