"""Turns a submission back into a draft."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from composer_app.domain.draft import Draft
from composer_app.domain.ids import new_draft_id
from composer_app.domain.letter import mode_of
from composer_app.domain.mail import RecipientKind
from composer_app.domain.placeholders import filled
from composer_app.domain.recipients import address_key
from composer_app.domain.submission import Recipient, Submission
from composer_app.services.compose.html_to_text import text_of_html


def draft_of(submission: Submission, at: datetime, keep: Collection[str] | None = None) -> Draft:
    """A new draft with the submission's content, dated `at`. A generated text part is made again. Any thread.

    Args:
        keep: addresses of the recipients that it keeps, none or some; None: all of them. A draft for one recipient has
            the values of this recipient in place of the placeholders.
    """
    content = submission.content
    kept = submission.recipients
    if keep is not None:
        keys = {address_key(address) for address in keep}
        kept = tuple(one for one in kept if address_key(one.mailbox.address) in keys)
    values = kept[0].placeholders if len(kept) == 1 else {}
    is_own_text = content.text != text_of_html(content.html)
    return Draft(
        id=new_draft_id(),
        account_id=submission.account_id,
        sender=content.sender,
        to=_written(kept, RecipientKind.TO),
        cc=_written(kept, RecipientKind.CC),
        bcc=_written(kept, RecipientKind.BCC),
        reply_to=content.reply_to,
        subject=filled(content.subject, values),
        html=filled(content.html, values),
        text=filled(content.text, values) if is_own_text else None,
        mode=mode_of(content.html),
        attachments=content.attachments,
        options=content.options,
        updated_at=at,
    )


def _written(recipients: tuple[Recipient, ...], kind: RecipientKind) -> tuple[str, ...]:
    return tuple(str(one.mailbox) for one in recipients if one.kind is kind)
