"""A draft: a mail being written."""

from __future__ import annotations

from datetime import datetime

import msgspec

from composer_app.domain.ids import AccountId, DraftId
from composer_app.domain.mail import Attachment
from composer_app.domain.send_options import SendOptions


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """The content of the compose page, including invalid addresses and unfinished text.

    `to`, `cc`, `bcc` hold one entry per chip, as the user wrote it. `text` is the user's own text part; `None`: it is
    made from the HTML.
    """

    id: DraftId
    account_id: AccountId
    sender: str = ""
    to: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()
    bcc: tuple[str, ...] = ()
    reply_to: str = ""
    subject: str = ""
    html: str = ""
    text: str | None = None
    attachments: tuple[Attachment, ...] = ()
    options: SendOptions = SendOptions()
    updated_at: datetime

    @property
    def is_empty(self) -> bool:
        """True if the draft has no content (the sender alone does not count)."""
        return not (
            self.to
            or self.cc
            or self.bcc
            or self.reply_to
            or self.subject.strip()
            or self.html.strip()
            or self.text
            or self.attachments
            or self.options != SendOptions()
        )

    @property
    def title(self) -> str:
        """Its title in a list of drafts; may be empty."""
        return self.subject.strip() or ", ".join(self.to[:2])
