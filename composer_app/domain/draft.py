"""A draft: a mail being written."""

from __future__ import annotations

from datetime import datetime

import msgspec

from composer_app.domain.ids import AccountId, DraftId
from composer_app.domain.letter import BodyMode
from composer_app.domain.mail import Attachment
from composer_app.domain.merge_list import MergeAttachment
from composer_app.domain.send_options import SendOptions


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """The content of the compose page, including invalid addresses and unfinished text.

    `to`, `cc`, `bcc` hold one entry per chip, as the user wrote it. `text` is the user's own text part; `None`: it is
    made from the HTML. `mode` is how the user writes the HTML. `merge` is the list whose rows are the recipients.
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
    mode: BodyMode = BodyMode.HTML
    attachments: tuple[Attachment, ...] = ()
    options: SendOptions = SendOptions()
    merge: MergeAttachment | None = None
    send_at: datetime | None = None
    """When the service is to send it; None: at once. Set at the moment of sending alone."""
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
            or self.merge
        )

    @property
    def title(self) -> str:
        """Its title in a list of drafts; may be empty."""
        return self.subject.strip() or ", ".join(self.to[:2]) or (self.merge.file_name if self.merge else "")

    def needed_files(self) -> frozenset[str]:
        """The SHA-256 of the contents of the attachment store that it needs: attached files and the list."""
        files = frozenset(file.sha256 for file in self.attachments)
        return files if self.merge is None else files | {self.merge.sha256}
