"""Sending as a form: `POST /email/3/send`, and `POST /email/1/send` of 2017 (api/README.md 3.1 and 3.4)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec

from composer_app.api.api_request import ApiRequest, FilePiece
from composer_app.api.endpoints.paths import SEND
from composer_app.api.endpoints.send_option_fields import option_fields
from composer_app.api.multipart_writer import form_body
from composer_app.domain.account import Generation
from composer_app.domain.ids import MessageId
from composer_app.domain.mail import RecipientKind
from composer_app.domain.submission import Recipient, Submission


def build_send_form(generation: Generation, submission: Submission, blob_path: Callable[[str], Path]) -> ApiRequest:
    """The form of a submission, the same for v1 and v3.

    No source shows `cc` and `bcc` for v1; they are sent so that the service can refuse them: without them the mail
    would silently miss recipients.
    """
    content = submission.content
    files = (
        (
            "inlineImage" if file.is_inline else "attachment",
            file.media_type,
            FilePiece(blob_path(file.sha256), file.size_bytes, file.file_name),
        )
        for file in content.attachments
    )
    return ApiRequest(method="POST", path=SEND[generation], body=form_body(form_fields(submission), files))


def form_fields(submission: Submission) -> list[tuple[str, str]]:
    """Names and values of the fields, without the files that follow."""
    content = submission.content
    fields = [("from", content.sender)]
    fields += [(recipient.kind.value, _recipient(recipient)) for recipient in submission.recipients]
    fields += [
        (name, value)
        for name, value in (
            ("replyTo", content.reply_to),
            ("subject", content.subject),
            ("text", content.text),
            ("html", content.html),
            ("bulkId", submission.bulk_id),
            ("messageId", _only_message_id(submission)),
        )
        if value
    ]
    fields += option_fields(content.options, submission.send_at)
    return fields


def build_empty_form(generation: Generation) -> ApiRequest:
    """A send without sender and recipient, which tests whether the key may send."""
    return ApiRequest(method="POST", path=SEND[generation], body=form_body([("subject", "")]))


def _recipient(recipient: Recipient) -> str:
    if not recipient.placeholders:
        return recipient.mailbox.address
    return msgspec.json.encode({"to": recipient.mailbox.address, "placeholders": recipient.placeholders}).decode()


def _only_message_id(submission: Submission) -> MessageId | None:
    """The form has one messageId; its meaning for several recipients is unknown (api/README.md 3.1)."""
    to = submission.of_kind(RecipientKind.TO)
    return to[0].message_id if len(to) == 1 else None
