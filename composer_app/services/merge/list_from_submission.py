"""Makes a list again from the recipients of a sent mail, so that each keeps their values in a new draft."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Sequence
from datetime import datetime
from pathlib import Path

import msgspec

from composer_app.domain.draft import Draft
from composer_app.domain.merge_list import ColumnRole, ListColumnUse, MergeAttachment, MergeSettings
from composer_app.domain.recipients import address_key
from composer_app.domain.submission import Recipient, Submission
from composer_app.services.compose.attachment_copies import attach_bytes_now
from composer_app.services.compose.draft_from_submission import draft_of

FILE_NAME = "recipients.csv"


def draft_with_list(submission: Submission, at: datetime, store: Path, keep: Collection[str] | None = None) -> Draft:
    """A new draft with the submission's content, as `draft_of` makes it; several recipients with values become a list.
    Any thread.

    Args:
        store: the folder of the attachment store.
        keep: addresses of the recipients that it keeps, none or some; None: all of them.

    Raises:
        Failed: the list cannot be stored.
    """
    draft = draft_of(submission, at, keep)
    kept = submission.recipients
    if keep is not None:
        keys = {address_key(address) for address in keep}
        kept = tuple(one for one in kept if address_key(one.mailbox.address) in keys)
    names = tuple(dict.fromkeys(name for one in kept for name in one.placeholders))
    if len(kept) < 2 or not names:
        return draft
    file = attach_bytes_now(store, _table(kept, names), FILE_NAME)
    uses = (ListColumnUse(ColumnRole.ADDRESS), ListColumnUse(ColumnRole.NAME))
    settings = MergeSettings(
        encoding="utf-8-sig",
        delimiter=",",
        header_row=1,
        uses=(*uses, *(ListColumnUse(ColumnRole.PLACEHOLDER, name) for name in names)),
        left_out=(),  # they were chosen once
    )
    merge = MergeAttachment(
        sha256=file.sha256,
        file_name=file.file_name,
        size_bytes=file.size_bytes,
        settings=settings,
        recipient_count=len(kept),
        row_count=len(kept),
    )
    return msgspec.structs.replace(draft, to=(), cc=(), bcc=(), merge=merge)


def _table(recipients: Sequence[Recipient], names: Sequence[str]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["email", "name", *names])
    for one in recipients:
        values = [one.placeholders.get(name, "") for name in names]
        writer.writerow([one.mailbox.address, one.mailbox.name, *values])
    return text.getvalue().encode("utf-8-sig")
