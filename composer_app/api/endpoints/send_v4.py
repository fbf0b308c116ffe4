"""Sending as JSON: `POST /email/4/messages` (api/README.md 3.2)."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from pathlib import Path

import msgspec

from composer_app.api.api_request import ApiRequest, Body, FilePiece, well_formed
from composer_app.api.endpoints.paths import SEND
from composer_app.api.endpoints.send_option_fields import content_options, message_options, request_options
from composer_app.domain.account import Generation
from composer_app.domain.mail import Attachment, RecipientKind
from composer_app.domain.submission import Recipient, Submission

_JSON = "application/json"


def build_send_v4(submission: Submission, blob_path: Callable[[str], Path]) -> ApiRequest:
    """The JSON of a submission. Files are Base64 in it, encoded while it is sent."""
    content = submission.content
    slots = _Slots(blob_path)
    destination: dict[str, object] = {
        kind.value: listed for kind in RecipientKind if (listed := [*map(_destination, submission.of_kind(kind))])
    }
    if content.reply_to:
        destination["replyTo"] = content.reply_to
    if content.options.preserve_recipients:
        destination["preserveRecipients"] = True
    words = {"subject": content.subject, "text": content.text, "html": content.html}
    mail: dict[str, object] = {name: well_formed(value) for name, value in words.items() if value}
    for name, is_inline in (("attachments", False), ("inlineImages", True)):
        if files := [slots.file(one) for one in content.attachments if one.is_inline is is_inline]:
            mail[name] = files
    mail |= content_options(content.options)
    message = {
        "sender": well_formed(content.sender),
        "destinations": [destination],
        "content": mail,
        **message_options(content.options),
    }
    options = request_options(content.options, submission.bulk_id, submission.send_at)
    whole = {"messages": [message], "options": options}
    return ApiRequest(
        method="POST", path=SEND[Generation.V4], body=Body(_JSON, slots.filled(msgspec.json.encode(whole)))
    )


def build_empty_v4() -> ApiRequest:
    """A send without messages, which tests whether the key may send."""
    return ApiRequest(method="POST", path=SEND[Generation.V4], body=Body(_JSON, (b'{"messages":[]}',)))


def _destination(recipient: Recipient) -> dict[str, str]:
    entry = {"destination": recipient.mailbox.address}
    if recipient.message_id is not None:
        entry["messageId"] = recipient.message_id
    if recipient.placeholders:
        entry["placeholders"] = msgspec.json.encode(recipient.placeholders).decode()  # JSON inside a string
    return entry


class _Slots:
    """Marks the places of files, then cuts the finished JSON there. Marks have 128 random bits, so no mail contains
    one."""

    def __init__(self, blob_path: Callable[[str], Path]) -> None:
        self._blob_path = blob_path
        self._files: list[FilePiece] = []
        self._mark = f"file-{secrets.token_hex(16)}"

    def file(self, attachment: Attachment) -> dict[str, str]:
        path = self._blob_path(attachment.sha256)
        self._files.append(FilePiece(path, attachment.size_bytes, attachment.file_name, is_base64=True))
        return {
            "type": "binary",
            "content": self._mark,
            "contentType": attachment.media_type,
            "fileName": well_formed(attachment.file_name),
        }

    def filled(self, encoded: bytes) -> tuple[bytes | FilePiece, ...]:
        pieces: list[bytes | FilePiece] = []
        for text, file in zip(re.split(self._mark.encode(), encoded), [*self._files, None], strict=True):
            pieces += (text,) if file is None else (text, file)
        return tuple(pieces)
