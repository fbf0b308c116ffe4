"""Turns a submission back into a draft."""

from __future__ import annotations

from datetime import datetime

from composer_app.domain.draft import Draft
from composer_app.domain.ids import new_draft_id
from composer_app.domain.mail import RecipientKind
from composer_app.domain.submission import Submission
from composer_app.services.compose.html_to_text import text_of_html


def draft_of(submission: Submission, at: datetime) -> Draft:
    """A new draft with the submission's content, dated `at`. A generated text part is made again. Any thread."""
    content = submission.content

    def shown(kind: RecipientKind) -> tuple[str, ...]:
        return tuple(str(recipient.mailbox) for recipient in submission.of_kind(kind))

    return Draft(
        id=new_draft_id(),
        account_id=submission.account_id,
        sender=content.sender,
        to=shown(RecipientKind.TO),
        cc=shown(RecipientKind.CC),
        bcc=shown(RecipientKind.BCC),
        reply_to=content.reply_to,
        subject=content.subject,
        html=content.html,
        text=None if content.text == text_of_html(content.html) else content.text,
        attachments=content.attachments,
        updated_at=at,
    )
