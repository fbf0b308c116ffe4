"""Reads an EML file (RFC 5322): subject, HTML, text, inline images and files. Recipients are not taken over."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from email.message import EmailMessage, Message
from pathlib import Path

from composer_app.domain import file_names, file_types
from composer_app.domain.content_ids import content_ids, with_image_renamed
from composer_app.domain.mail_limits import MAX_MESSAGE_BYTES
from composer_app.domain.problem import Problem, ProblemCode
from composer_app.services.mail_files.file_content import FileContent, FileOfMail, InlineImages
from composer_app.services.mail_files.html_file import decoded
from composer_app.services.runtime.error_mapping import Failed

MAX_EML_BYTES = 2 * MAX_MESSAGE_BYTES
"""Files are encoded, which makes them a third longer, and there are headers."""
_MOST_PARTS = 1_000


def read_eml_file(path: Path) -> FileContent:
    """Read the file. Any thread.

    Raises:
        Failed: FILE_TOO_BIG, MAIL_FILE_DAMAGED or MAIL_FILE_EMPTY.
    """
    with path.open("rb") as file:
        content = file.read(MAX_EML_BYTES + 1)
    if len(content) > MAX_EML_BYTES:
        raise Failed(Problem(ProblemCode.FILE_TOO_BIG, subject=path.name))
    try:
        mail = email.message_from_bytes(content, policy=email.policy.default)
        return _content(mail, path.name)
    except (
        RecursionError,
        LookupError,
        ValueError,
        AttributeError,
        TypeError,
    ) as error:  # its parser breaks with those
        raise Failed(Problem(ProblemCode.MAIL_FILE_DAMAGED, subject=path.name)) from error


def _content(mail: EmailMessage, file_name: str) -> FileContent:
    html_part, text_part = mail.get_body(("html",)), mail.get_body(("plain",))
    html = "" if html_part is None else _words(html_part)
    text = None if text_part is None else _words(text_part)
    bodies = [part for part in (html_part, text_part) if part is not None]
    named = content_ids(html)
    images, files, left_out = InlineImages(file_name), list[FileOfMail](), list[str]()
    for number, part in enumerate(_leaves(mail)):
        if number >= _MOST_PARTS:
            raise Failed(Problem(ProblemCode.FILE_TOO_BIG, subject=file_name))
        if any(part is body for body in bodies):
            continue
        name = _name(part)
        if file_types.is_refused(name):
            left_out.append(name)
            continue
        content_id = str(part.get("Content-ID", "")).strip().strip("<>")
        media_type = part.get_content_type()
        if content_id in named and media_type.startswith("image/"):
            new = images.add(content_id, name, _bytes(part), media_type)
            html = with_image_renamed(html, content_id, new or content_id)
        else:
            files.append(FileOfMail(name, _bytes(part)))
    subject = file_names.in_one_line(str(mail.get("Subject", ""))).strip()
    if not (html.strip() or (text or "").strip() or subject or files):
        raise Failed(Problem(ProblemCode.MAIL_FILE_EMPTY, subject=file_name))
    return FileContent(html, text, subject, (*images.files, *files), tuple(left_out))


def _leaves(mail: Message) -> Iterator[EmailMessage]:
    """The parts with content of their own. A mail that is attached is one part."""
    waiting: list[Message] = [mail]
    while waiting:
        part = waiting.pop()
        inside = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(inside, list):
            waiting += [one for one in reversed(inside) if isinstance(one, Message)]
        elif isinstance(part, EmailMessage):
            yield part


def _words(part: Message) -> str:
    content = part.get_payload(decode=True)
    text = decoded(content, str(part.get_content_charset() or "")) if isinstance(content, bytes) else ""
    return text.replace("\r\n", "\n")  # a mail ends its lines with CRLF, also where its author did not


def _bytes(part: EmailMessage) -> bytes:
    if part.get_content_type() == "message/rfc822":
        return b"".join(one.as_bytes() for one in part.iter_parts() if isinstance(one, Message))
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _name(part: EmailMessage) -> str:
    name = file_names.safe(part.get_filename() or "")
    if name:
        return name
    kind, _, subtype = part.get_content_type().partition("/")
    return {"message/rfc822": "mail.eml", "text/calendar": "invite.ics", "text/plain": "text.txt"}.get(
        f"{kind}/{subtype}", f"{kind}.{subtype.partition('+')[0]}" if kind == "image" else "file"
    )
